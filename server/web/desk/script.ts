import { ownScript } from "../own-script.ts";

const { path, routes } = ownScript("desk", new URL("desk.js", import.meta.url));

export { path as DESK_SCRIPT, routes as deskScript };
