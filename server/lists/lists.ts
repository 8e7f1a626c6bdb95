import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { deleteList, findList, insertList, type List, updateList } from "./store.ts";

export { findList, type List, readLists, readListsWith, readMembers } from "./store.ts";

/** Lists of one account, and letters of a title: Mastodon's numbers. */
const MAX_LISTS = 50;
const MAX_TITLE = 256;

export type ListError =
  | { type: "list/not-found"; listId: string }
  | { type: "list/no-title" }
  | { type: "list/title-too-long"; most: number }
  | { type: "list/too-many"; most: number };

export type ListDraft = Pick<List, "title" | "repliesPolicy" | "exclusive">;

/** Makes a list without anybody on it. */
export async function createList(
  ctx: Pick<Ctx, "db" | "ids" | "clock">,
  accountId: string,
  draft: ListDraft,
): Promise<Result<List, ListError>> {
  const checked = checkTitle(draft.title);
  if (!checked.ok) return checked;
  const list = { ...draft, title: checked.value, id: ctx.ids.next(), accountId };
  const made = await ctx.db.transaction((tx) => insertList(tx, list, ctx.clock.now(), MAX_LISTS));
  return made ? ok(list) : err({ type: "list/too-many", most: MAX_LISTS });
}

/** Changes what is given. */
export async function changeList(
  ctx: Pick<Ctx, "sql">,
  accountId: string,
  listId: string,
  changes: Partial<ListDraft>,
): Promise<Result<List, ListError>> {
  const before = await findList(ctx.sql, accountId, listId);
  if (before === null) return err({ type: "list/not-found", listId });
  const checked = checkTitle(changes.title ?? before.title);
  if (!checked.ok) return checked;
  const list = { ...before, ...changes, title: checked.value };
  await updateList(ctx.sql, list);
  return ok(list);
}

/** Deletes a list; whoever is on it is followed as before. */
export async function removeList(
  ctx: Pick<Ctx, "sql">,
  accountId: string,
  listId: string,
): Promise<Result<void, ListError>> {
  const removed = await deleteList(ctx.sql, accountId, listId);
  return removed ? ok(undefined) : err({ type: "list/not-found", listId });
}

function checkTitle(given: string): Result<string, ListError> {
  const title = given.trim();
  if (title === "") return err({ type: "list/no-title" });
  return title.length > MAX_TITLE ? err({ type: "list/title-too-long", most: MAX_TITLE }) : ok(title);
}
