import { eq } from "drizzle-orm";
import type { Db, Tx } from "../../context.ts";
import { accountSettings } from "../schema.ts";

export type SettingsRow = typeof accountSettings.$inferSelect;
export type Settings = Omit<SettingsRow, "accountId">;

export async function readSettingsRow(on: Db | Tx, accountId: string): Promise<Settings | null> {
  const [row] = await on.select().from(accountSettings).where(eq(accountSettings.accountId, accountId));
  return row ?? null;
}

export async function upsertSettings(
  on: Db | Tx,
  accountId: string,
  changes: Partial<Settings>,
): Promise<void> {
  if (Object.keys(changes).length === 0) return;
  await on
    .insert(accountSettings)
    .values({ accountId, ...changes })
    .onConflictDoUpdate({ target: accountSettings.accountId, set: changes });
}
