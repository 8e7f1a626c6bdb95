import type { PollView, PostView } from "../../posts/views/types.ts";
import { emojiEntity } from "./account.ts";

/** Mastodon's Poll; its id is the post's. https://docs.joinmastodon.org/entities/Poll/ */
export function pollEntity(post: Pick<PostView, "id" | "emojis">, poll: PollView, hasViewer: boolean) {
  return {
    id: post.id,
    expires_at: poll.closesAt?.toISOString() ?? null,
    expired: poll.closed,
    multiple: poll.multiple,
    votes_count: poll.options.reduce((sum, option) => sum + option.votes, 0),
    voters_count: poll.voters,
    ...(hasViewer && { voted: poll.chosen.length > 0, own_votes: poll.chosen }),
    options: poll.options.map(({ title, votes }) => ({ title, votes_count: votes })),
    emojis: post.emojis.map(emojiEntity),
  };
}
