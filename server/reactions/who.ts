import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { type AccountColumns, accountColumns, accountSummary } from "../posts/views/rows.ts";
import type { AccountSummary } from "../posts/views/types.ts";
import { type Listed, listed, type PageRequest, rangeOf } from "../timelines/page.ts";
import { hiddenFrom } from "../timelines/rules.ts";

type Deps = Pick<Ctx, "sql" | "clock">;
type Row = AccountColumns<"account"> & { id: string };

const sources = { boosts: "boosts r", likes: "reactions r" } as const;

/**
 * Who has liked or boosted a post, the latest first, without those whom the viewer shuts out or who shut out the viewer.
 * Pages are counted by the like or the boost. The caller has seen to it that the viewer may see the post.
 */
export async function whoReacted(
  ctx: Deps,
  what: keyof typeof sources,
  viewerId: string | null,
  postId: string,
  page: PageRequest & { limit: number },
): Promise<Listed<AccountSummary>> {
  const range = { ...rangeOf(page), limit: page.limit };
  const statement = whoStatement(what, range.ascending ? "asc" : "desc", range.limit);
  const parameters = [viewerId, postId, range.below, range.above, ctx.clock.now()];
  const rows = await run<Row>(ctx.sql, statement, parameters);
  return listed(
    rows,
    range,
    (row) => row.id,
    (row) => accountSummary(row, "account"),
  );
}

function whoStatement(what: keyof typeof sources, order: "asc" | "desc", limit: number): string {
  return `select r.id, ${accountColumns("a", "account")}
    from ${sources[what]} join accounts a on a.id = r.account_id
    where r.post_id = $2::uuid and r.id < $3::uuid and r.id > $4::uuid
      ${what === "likes" ? "and r.kind = 'like'" : "and (r.visibility <> 'followers' or r.account_id = $1::uuid)"}
      and not ${hiddenFrom("a", "$1::uuid", "$5::timestamptz")}
    order by r.id ${order} limit ${limit}`;
}

export interface EmojiReaction {
  emoji: string;
  url: string | null;
  count: number;
  mine: boolean;
  /** At most 40, the earliest first. */
  accounts: AccountSummary[];
}

/** The emoji reactions to a post, the most frequent first, and who they are of; in one statement. */
export async function emojiReactions(
  ctx: Deps,
  viewerId: string | null,
  postId: string,
  emoji: string | null = null,
): Promise<EmojiReaction[]> {
  const rows = await run<AccountColumns<"account"> & Omit<EmojiReaction, "accounts">>(
    ctx.sql,
    emojiStatement,
    [viewerId, postId, emoji, ctx.clock.now()],
  );
  const byEmoji = new Map<string, EmojiReaction>();
  for (const row of rows) {
    const { emoji: name, url, count, mine } = row;
    const reaction = byEmoji.get(name) ?? { emoji: name, url, count, mine, accounts: [] };
    reaction.accounts.push(accountSummary(row, "account"));
    byEmoji.set(name, reaction);
  }
  return [...byEmoji.values()];
}

const SHOWN = 40;

const emojiStatement = `
select r.emoji, r.url, r.n as count, r.mine, ${accountColumns("a", "account")}
from (
  select r.id, r.emoji, r.account_id, max(r.emoji_url) over e as url, (count(*) over e)::int as n,
    coalesce(bool_or(r.account_id = $1::uuid) over e, false) as mine,
    row_number() over (partition by r.emoji order by r.id) as place
  from reactions r join accounts a on a.id = r.account_id
  where r.post_id = $2::uuid and r.kind = 'emoji' and ($3::text is null or r.emoji = $3::text)
    and (a.id = $1::uuid or not ${hiddenFrom("a", "$1::uuid", "$4::timestamptz")})
  window e as (partition by r.emoji)
) r join accounts a on a.id = r.account_id
where r.place <= ${SHOWN}
order by r.n desc, r.emoji, r.id`;
