import { err, ok, type Result } from "#protocol/result.ts";
import { findByHandle } from "../accounts/search.ts";
import type { Ctx } from "../context.ts";
import type { CsvKind } from "../exports/kinds.ts";
import { createList, type List, readLists } from "../lists/lists.ts";
import { addMembers } from "../lists/members.ts";
import { bookmark } from "../reactions/bookmark.ts";
import { block } from "../relations/block.ts";
import { blockDomain } from "../relations/domain-block.ts";
import { requestFollow } from "../relations/follow.ts";
import { mute } from "../relations/mute.ts";
import type { WaitingRow } from "./model.ts";

type Failed = { type: string };
export type Applied = Result<{ targetId: string | null }, Failed>;

/** Does what one row says, by the same use cases as when a person does it. Doing it twice changes nothing. */
export async function applyRow(
  ctx: Ctx,
  accountId: string,
  kind: CsvKind,
  row: WaitingRow,
): Promise<Applied> {
  if (kind === "domain_blocks") {
    const blocked = await blockDomain(ctx, { accountId, domain: row.key });
    return blocked.ok ? ok({ targetId: null }) : blocked;
  }
  const found = kind === "bookmarks" ? await ctx.resolve.post(row.key) : await findAccount(ctx, row.key);
  if (!found.ok) return found;
  const targetId = found.value.id;
  const applied = await appliers[kind](ctx, { accountId, targetId, fields: row.fields });
  return applied.ok ? ok({ targetId }) : applied;
}

/** Servers are asked only for accounts that nobody here knows: a list may have thousands. */
async function findAccount(ctx: Ctx, address: string): Promise<Result<{ id: string }, Failed>> {
  const known = await findByHandle(ctx, address);
  return known === null ? ctx.resolve.account(address) : ok({ id: known.id });
}

interface Target {
  accountId: string;
  targetId: string;
  fields: readonly string[];
}

const appliers: Readonly<
  Record<Exclude<CsvKind, "domain_blocks">, (ctx: Ctx, target: Target) => Promise<Result<unknown, Failed>>>
> = {
  follows: (ctx, { accountId, targetId, fields: [, boosts, notifies, languages] }) =>
    requestFollow(ctx, {
      followerId: accountId,
      followeeId: targetId,
      terms: {
        ...(isSaid(boosts) && { showsBoosts: isTrue(boosts) }),
        ...(isSaid(notifies) && { notifies: isTrue(notifies) }),
        ...(isSaid(languages) && { languages: languages.split(",").map((language) => language.trim()) }),
      },
    }),
  blocks: (ctx, { accountId, targetId }) => block(ctx, { accountId, targetId }),
  mutes: (ctx, { accountId, targetId, fields: [, hides] }) =>
    mute(ctx, { accountId, targetId, hidesNotifications: isSaid(hides) ? isTrue(hides) : true }),
  bookmarks: (ctx, { accountId, targetId }) => bookmark(ctx, { accountId, postId: targetId }),
  lists: async (ctx, { accountId, targetId, fields: [title = ""] }) => {
    const list = await listNamed(ctx, accountId, title);
    if (!list.ok) return list;
    // Who is on a list is followed, as on Mastodon.
    if (targetId !== accountId) {
      const followed = await requestFollow(ctx, { followerId: accountId, followeeId: targetId });
      if (!followed.ok) return followed;
    }
    const added = await addMembers(ctx, { accountId, listId: list.value.id, memberIds: [targetId] });
    return !added.ok && added.error.type === "list/already-on-it" ? ok() : added;
  },
};

/** Makes the lists that rows name, before these are done side by side: two would make the same list twice. */
export async function makeLists(ctx: Ctx, accountId: string, rows: readonly WaitingRow[]): Promise<void> {
  for (const title of new Set(rows.map(({ fields }) => fields[0] ?? "")))
    await listNamed(ctx, accountId, title);
}

async function listNamed(ctx: Ctx, accountId: string, title: string): Promise<Result<List, Failed>> {
  const lists = await readLists(ctx, accountId);
  const existing = lists.find((list) => list.title === title);
  if (existing !== undefined) return ok(existing);
  if (title.trim() === "") return err({ type: "list/no-title" });
  return createList(ctx, accountId, { title, repliesPolicy: "list", exclusive: false });
}

function isSaid(field: string | undefined): field is string {
  return field !== undefined && field !== "";
}

/** As Rails reads a boolean: everything is true that is not false. */
function isTrue(field: string): boolean {
  return !["false", "f", "0", "off", "no"].includes(field.toLowerCase());
}
