import { receivePin } from "../featured.ts";
import type { ActivityHandler } from "../handler.ts";

export const add: ActivityHandler = {
  type: "Add",
  receive: (deps, inbound) => receivePin(deps, inbound, true),
};
