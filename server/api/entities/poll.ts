import type { PollView, PostView } from "../../posts/views/types.ts";
import { type AccountDeps, emojiEntities } from "./account.ts";

/** Mastodon's Poll; its id is the post's. https://docs.joinmastodon.org/entities/Poll/ */
export function pollEntity(
  ctx: Pick<AccountDeps, "proxy">,
  post: Pick<PostView, "id" | "emojis" | "account">,
  poll: PollView,
  viewerId: string | null,
) {
  const isHidden = poll.hidesTotals && !poll.closed;
  // Whoever asks does not answer, and sees the numbers.
  const voted = poll.chosen.length > 0 || post.account.id === viewerId;
  return {
    id: post.id,
    expires_at: poll.closesAt?.toISOString() ?? null,
    expired: poll.closed,
    multiple: poll.multiple,
    votes_count: poll.options.reduce((sum, option) => sum + option.votes, 0),
    voters_count: poll.voters,
    ...(viewerId !== null && { voted, own_votes: poll.chosen }),
    options: poll.options.map(({ title, votes }) => ({ title, votes_count: isHidden ? null : votes })),
    emojis: emojiEntities(ctx, post.emojis),
  };
}
