import type { Ctx } from "../context.ts";
import { type EntryRow, readEntries } from "./store/entries.ts";

/** What a list says, in alphabetical order, after one entry. */
export function listSubscriptionEntries(
  ctx: Pick<Ctx, "sql">,
  listId: string,
  { after, limit }: { after: string; limit: number },
): Promise<EntryRow[]> {
  return readEntries(ctx.sql, listId, { after, limit });
}
