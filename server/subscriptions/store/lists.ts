import { and, desc, eq, lt, sql } from "drizzle-orm";
import type { BadLine } from "#moderation/advice/list-entry.ts";
import type { Ctx, Tx } from "../../context.ts";
import { type Runner, run } from "../../platform/statement.ts";
import { storableJson } from "../../posts/storable.ts";
import { domainLists } from "../schema.ts";

export type DomainList = typeof domainLists.$inferSelect;
export type NewDomainList = typeof domainLists.$inferInsert;

export async function insertList(on: Pick<Ctx, "db">["db"] | Tx, list: NewDomainList): Promise<boolean> {
  const rows = await on.insert(domainLists).values(list).onConflictDoNothing().returning();
  return rows.length > 0;
}

export async function readList(ctx: Pick<Ctx, "db">, id: string): Promise<DomainList | null> {
  const [row] = await ctx.db.select().from(domainLists).where(eq(domainLists.id, id));
  return row ?? null;
}

/** Holds a list until the transaction ends. */
export async function holdList(tx: Tx, id: string): Promise<DomainList | null> {
  const [row] = await tx.select().from(domainLists).where(eq(domainLists.id, id)).for("update");
  return row ?? null;
}

/** The newest first. */
export function readLists(ctx: Pick<Ctx, "db">, kind: DomainList["kind"]): Promise<DomainList[]> {
  return ctx.db.select().from(domainLists).where(eq(domainLists.kind, kind)).orderBy(desc(domainLists.id));
}

export async function changeList(
  on: Pick<Ctx, "db">["db"] | Tx,
  id: string,
  changes: Partial<NewDomainList>,
): Promise<void> {
  if (Object.keys(changes).length > 0)
    await on.update(domainLists).set(changes).where(eq(domainLists.id, id));
}

export async function deleteList(tx: Tx, id: string): Promise<void> {
  await tx.delete(domainLists).where(eq(domainLists.id, id));
}

/** Of a list that is still being read, if it was begun before a time. */
export async function deleteHalfRead(on: Ctx["db"], before: Date): Promise<void> {
  await on
    .delete(domainLists)
    .where(and(eq(domainLists.state, "reading"), lt(domainLists.createdAt, before)));
}

/** Adds to what is known of a list that is being read. The first hundred lines that cannot be used are kept. */
export async function countRead(
  tx: Tx,
  id: string,
  { entries, bad }: { entries: number; bad: readonly BadLine[] },
): Promise<void> {
  await tx
    .update(domainLists)
    .set({
      total: sql`${domainLists.total} + ${entries}`,
      invalidCount: sql`${domainLists.invalidCount} + ${bad.length}`,
      invalid: sql`case when jsonb_array_length(${domainLists.invalid}) >= 100 then ${domainLists.invalid}
        else ${domainLists.invalid} || ${storableJson(bad.slice(0, 100))}::jsonb end`,
    })
    .where(eq(domainLists.id, id));
}

/** Subscriptions whose time has come, taken so that no other process takes them for a while. */
export async function takeDue(on: Runner, now: Date, until: Date): Promise<string[]> {
  const rows = await run<{ id: string }>(
    on,
    `update domain_lists set next_fetch_at = $2::timestamptz where id in (
       select id from domain_lists where next_fetch_at <= $1::timestamptz and kind = 'subscription'
         and state in ('active', 'guarded') order by next_fetch_at limit 5 for update skip locked)
     returning id`,
    [now, until],
  );
  return rows.map(({ id }) => id);
}
