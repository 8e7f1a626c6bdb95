import type { JsonObject } from "../../model/activity.ts";
import type { Poll } from "../../model/post.ts";
import { compact } from "./context.ts";

/** The members that make a `Question` of a post: its options with their votes, unless it hides them, and when it closes. */
export function writePoll(poll: Poll): JsonObject {
  const isHidden = poll.hidesTotals === true && poll.closedAt === null;
  const options = poll.options.map((option) => ({
    type: "Note",
    name: option.title,
    replies: isHidden ? { type: "Collection" } : { type: "Collection", totalItems: option.votes },
  }));
  return compact({
    [poll.multiple ? "anyOf" : "oneOf"]: options,
    endTime: poll.closesAt?.toISOString(),
    closed: poll.closedAt?.toISOString(),
    votersCount: poll.voters,
  });
}
