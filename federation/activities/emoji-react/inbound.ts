import type { ActivityHandler } from "../handler.ts";
import { receiveReaction } from "../reaction.ts";

export const emojiReact: ActivityHandler = {
  type: "EmojiReact",
  receive: (deps, inbound) => receiveReaction(deps, inbound, "emoji"),
};
