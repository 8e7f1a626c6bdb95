import type { ActivityHandler } from "../handler.ts";
import { receiveReaction } from "../reaction.ts";

export const dislike: ActivityHandler = {
  type: "Dislike",
  receive: (deps, inbound) => receiveReaction(deps, inbound, "dislike"),
};
