import { receiveAnswer } from "../answer.ts";
import type { ActivityHandler } from "../handler.ts";

export const accept: ActivityHandler = {
  type: "Accept",
  receive: (deps, inbound) => receiveAnswer(deps, inbound, true),
};
