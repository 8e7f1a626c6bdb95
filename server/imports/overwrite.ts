import type { ApiCtx } from "../context.ts";
import type { CsvKind } from "../exports/kinds.ts";
import { removeList } from "../lists/lists.ts";
import { removeMembers } from "../lists/members.ts";
import { run } from "../platform/statement.ts";
import { unbookmark } from "../reactions/bookmark.ts";
import { unblock } from "../relations/block.ts";
import { unblockDomain } from "../relations/domain-block.ts";
import { unmute } from "../relations/mute.ts";
import { unfollow } from "../relations/unfollow.ts";
import type { Import } from "./model.ts";

const PAGE = 200;

/** Whether the file names an account, by what was found or, where nothing was, by its address. */
const named = (account: string) => `exists (
  select from import_rows r where r.import_id = $2::uuid and (r.target_id = ${account}.id
    or r.key = lower(${account}.username) || coalesce('@' || ${account}.domain, '')))`;

/** What the file does not have and was there before it: pages of ids or domains. $1 account, $2 import, $3 when it began. */
const others: Readonly<Record<Exclude<CsvKind, "lists">, string>> = {
  follows: `select a.id from follows f join accounts a on a.id = f.followee_id
    where f.follower_id = $1::uuid and f.created_at < $3::timestamptz and not ${named("a")} limit ${PAGE}`,
  blocks: `select a.id from blocks b join accounts a on a.id = b.target_id
    where b.account_id = $1::uuid and b.created_at < $3::timestamptz and not ${named("a")} limit ${PAGE}`,
  mutes: `select a.id from mutes m join accounts a on a.id = m.target_id
    where m.account_id = $1::uuid and m.created_at < $3::timestamptz and not ${named("a")} limit ${PAGE}`,
  domain_blocks: `select d.domain as id from domain_blocks d
    where d.account_id = $1::uuid and d.created_at < $3::timestamptz
      and not exists (select from import_rows r where r.import_id = $2::uuid and r.key = d.domain) limit ${PAGE}`,
  // Bookmarks have no time but that of their ids, which are older than the import's.
  bookmarks: `select b.post_id as id from bookmarks b join posts p on p.id = b.post_id
    where b.account_id = $1::uuid and b.id < $2::uuid and $3::timestamptz is not null and not exists (
      select from import_rows r where r.import_id = $2::uuid and (r.target_id = p.id or r.key = p.iri)) limit ${PAGE}`,
};

const removers: Readonly<
  Record<Exclude<CsvKind, "lists">, (ctx: ApiCtx, accountId: string, id: string) => Promise<unknown>>
> = {
  follows: (ctx, followerId, followeeId) => unfollow(ctx, { followerId, followeeId }),
  blocks: (ctx, accountId, targetId) => unblock(ctx, { accountId, targetId }),
  mutes: (ctx, accountId, targetId) => unmute(ctx, { accountId, targetId }),
  domain_blocks: (ctx, accountId, domain) => unblockDomain(ctx, { accountId, domain }),
  bookmarks: (ctx, accountId, postId) => unbookmark(ctx, { accountId, postId }),
};

/**
 * Removes what an overwriting file does not have. It comes after the rows, so that an import which is cancelled or dies in
 * between has taken nothing away, and accounts count by what their addresses were found to be.
 */
export async function removeOthersOf(ctx: ApiCtx, current: Import, kind: CsvKind): Promise<void> {
  const { id, accountId, startedAt } = current;
  if (kind === "lists") return removeOtherLists(ctx, current);
  for (;;) {
    const rows = await run<{ id: string }>(ctx.sql, others[kind], [accountId, id, startedAt]);
    for (const row of rows) await removers[kind](ctx, accountId, row.id);
    if (rows.length < PAGE) return;
  }
}

async function removeOtherLists(ctx: ApiCtx, { id, accountId, startedAt }: Import): Promise<void> {
  const lists = await run<{ id: string }>(
    ctx.sql,
    `select l.id from lists l where l.account_id = $1::uuid and l.created_at < $3::timestamptz
       and not exists (select from import_rows r where r.import_id = $2::uuid and r.fields[1] = l.title)`,
    [accountId, id, startedAt],
  );
  for (const list of lists) await removeList(ctx, accountId, list.id);
  const members = await run<{ listId: string; memberId: string }>(
    ctx.sql,
    `select l.id as "listId", a.id as "memberId" from lists l join list_accounts m on m.list_id = l.id
       join accounts a on a.id = m.account_id
     where l.account_id = $1::uuid and m.created_at < $3::timestamptz and not exists (
       select from import_rows r where r.import_id = $2::uuid and r.fields[1] = l.title
         and (r.target_id = a.id or r.key = lower(a.username) || coalesce('@' || a.domain, '')))`,
    [accountId, id, startedAt],
  );
  for (const { listId, memberId } of members)
    await removeMembers(ctx, { accountId, listId, memberIds: [memberId] });
}
