import { eq } from "drizzle-orm";
import type { Ctx } from "../context.ts";
import { notificationPolicies } from "./schema.ts";

export type PolicyRow = typeof notificationPolicies.$inferSelect;

export async function readPolicyRow(ctx: Pick<Ctx, "db">, accountId: string): Promise<PolicyRow | null> {
  const [row] = await ctx.db
    .select()
    .from(notificationPolicies)
    .where(eq(notificationPolicies.accountId, accountId));
  return row ?? null;
}

export async function upsertPolicy(
  ctx: Pick<Ctx, "db">,
  row: Pick<PolicyRow, "accountId"> & Partial<PolicyRow>,
): Promise<PolicyRow> {
  const [kept] = await ctx.db
    .insert(notificationPolicies)
    .values(row)
    // An update that changes nothing still answers the row.
    .onConflictDoUpdate({ target: notificationPolicies.accountId, set: row })
    .returning();
  if (kept === undefined) throw new Error("an upsert answers its row");
  return kept;
}
