import { receivePin } from "../featured.ts";
import type { ActivityHandler } from "../handler.ts";

export const remove: ActivityHandler = {
  type: "Remove",
  receive: (deps, inbound) => receivePin(deps, inbound, false),
};
