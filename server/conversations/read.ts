import { loadSummaries } from "../accounts/views/summaries.ts";
import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import type { AccountSummary, PostView } from "../posts/views/types.ts";
import { visibleTo } from "../posts/visible.ts";
import type { Listed, PageRequest } from "../timelines/page.ts";
import { readTimeline, type Source } from "../timelines/read.ts";

/** Direct posts that belong together, as one of those who take part sees them. */
export interface ConversationView {
  /** The posts' `conversationId`. */
  id: string;
  unread: boolean;
  /** The others; the account itself where there are none. */
  accounts: AccountSummary[];
  lastPost: PostView;
}

type Deps = Pick<Ctx, "sql" | "clock">;

/** Conversations by their last posts. */
export const conversationsSource: Source = {
  from: "conversations c join posts p on p.id = c.last_post_id",
  where: `c.account_id = $1::uuid and ${visibleTo("p", "$1::uuid")}`,
  id: "c.last_post_id",
};

/** An account's conversations, the latest first; pages are counted by the last posts' ids. */
export async function readConversations(
  ctx: Deps,
  accountId: string,
  page: PageRequest,
): Promise<Listed<ConversationView>> {
  const { items, ...rest } = await readTimeline(ctx, accountId, page, conversationsSource);
  return {
    ...rest,
    items: await complete(
      ctx,
      accountId,
      items.map((entry) => entry.post),
    ),
  };
}

/** One conversation; null when the account takes no part in it. */
export async function readConversation(
  ctx: Deps,
  accountId: string,
  conversationId: string,
): Promise<ConversationView | null> {
  const source = { ...conversationsSource, parameters: [conversationId] };
  const where = `${conversationsSource.where} and c.conversation_id = $5::uuid`;
  const { items } = await readTimeline(ctx, accountId, { limit: 1 }, { ...source, where });
  const [found] = await complete(
    ctx,
    accountId,
    items.map((entry) => entry.post),
  );
  return found ?? null;
}

/** Two statements, however many there are. */
async function complete(
  ctx: Deps,
  accountId: string,
  posts: readonly PostView[],
): Promise<ConversationView[]> {
  if (posts.length === 0) return [];
  const ids = posts.map((post) => post.conversationId);
  const [states, summaries] = await Promise.all([
    run<{ id: string; unread: boolean }>(ctx.sql, unreadOf, [accountId, ids]),
    loadSummaries(ctx, [...new Set(posts.flatMap((post) => othersOf(post, accountId)))]),
  ]);
  const unread = new Map(states.map((state) => [state.id, state.unread]));
  const accounts = new Map(summaries.map((account) => [account.id, account]));
  return posts.map((post) => ({
    id: post.conversationId,
    unread: unread.get(post.conversationId) ?? false,
    accounts: othersOf(post, accountId).flatMap((id) => accounts.get(id) ?? []),
    lastPost: post,
  }));
}

const unreadOf = `
select c.conversation_id as id, c.unread from conversations c
where c.account_id = $1::uuid and c.conversation_id = any($2::uuid[])`;

function othersOf(post: PostView, accountId: string): string[] {
  const all = [post.account.id, ...post.mentioned.map((mentioned) => mentioned.id)];
  const others = [...new Set(all)].filter((id) => id !== accountId);
  return others.length === 0 ? [accountId] : others;
}
