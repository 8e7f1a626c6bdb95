import { createRequire } from "node:module";

const manifest = createRequire(import.meta.url)("../package.json") as { version: string };

/** The version of this software, as NodeInfo and the User-Agent name it. */
export const version = manifest.version;
