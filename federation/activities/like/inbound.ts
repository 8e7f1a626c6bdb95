import type { ActivityHandler } from "../handler.ts";
import { emojiOf, receiveReaction } from "../reaction.ts";

/** A Like; with content it is an emoji reaction (Misskey). */
export const like: ActivityHandler = {
  type: "Like",
  receive: (deps, inbound) =>
    receiveReaction(deps, inbound, emojiOf(inbound.activity) === null ? "like" : "emoji"),
};
