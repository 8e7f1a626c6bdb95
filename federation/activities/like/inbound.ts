import type { ActivityHandler } from "../handler.ts";
import { receiveReaction } from "../reaction.ts";

/** A Like; with content it is an emoji reaction (Misskey). */
export const like: ActivityHandler = {
  type: "Like",
  receive: (deps, inbound) =>
    receiveReaction(deps, inbound, inbound.activity.text === null ? "like" : "emoji"),
};
