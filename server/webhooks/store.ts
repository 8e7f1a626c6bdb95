import { asc, eq, sql } from "drizzle-orm";
import type { Ctx, Tx } from "../context.ts";
import type { WebhookEvent } from "./events.ts";
import { webhooks } from "./schema.ts";

export type Webhook = typeof webhooks.$inferSelect;

export function readWebhooks(ctx: Pick<Ctx, "db">): Promise<Webhook[]> {
  return ctx.db.select().from(webhooks).orderBy(asc(webhooks.id));
}

export async function readWebhook(ctx: Pick<Ctx, "db">, id: string): Promise<Webhook | null> {
  const [row] = await ctx.db.select().from(webhooks).where(eq(webhooks.id, id));
  return row ?? null;
}

/** Those that are told of some events. */
export function readListening(
  ctx: Pick<Ctx, "db">,
  events: readonly WebhookEvent[],
): Promise<{ id: string; events: string[] }[]> {
  return ctx.db
    .select({ id: webhooks.id, events: webhooks.events })
    .from(webhooks)
    .where(sql`${webhooks.enabled} and ${webhooks.events} && ${sql.param(events, webhooks.events)}`);
}

/** False when another one has that address. */
export async function insertWebhook(tx: Tx, row: Webhook): Promise<boolean> {
  const rows = await tx
    .insert(webhooks)
    .values(row)
    .onConflictDoNothing({ target: webhooks.url })
    .returning({ id: webhooks.id });
  return rows.length > 0;
}

export async function changeWebhook(tx: Tx, id: string, changes: Partial<Webhook>): Promise<Webhook | null> {
  const [row] = await tx.update(webhooks).set(changes).where(eq(webhooks.id, id)).returning();
  return row ?? null;
}

export async function isAddressTaken(tx: Tx, url: string): Promise<string | null> {
  const [row] = await tx.select({ id: webhooks.id }).from(webhooks).where(eq(webhooks.url, url));
  return row?.id ?? null;
}

export async function deleteWebhook(tx: Tx, id: string): Promise<Webhook | null> {
  const [row] = await tx.delete(webhooks).where(eq(webhooks.id, id)).returning();
  return row ?? null;
}
