import { receiveAnswer } from "../answer.ts";
import type { ActivityHandler } from "../handler.ts";

export const reject: ActivityHandler = {
  type: "Reject",
  receive: (deps, inbound) => receiveAnswer(deps, inbound, false),
};
