import type { Ctx, Tx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { canonicalEmailHash } from "./canonical-email.ts";

/** Keeps whoever is suspended from coming back by another spelling of their address. */
export async function blockMailboxOf(
  ctx: Pick<Ctx, "ids" | "clock">,
  tx: Tx,
  account: { id: string; email: string | null },
): Promise<void> {
  if (account.email === null) return;
  await run(
    tx,
    `insert into canonical_email_blocks (id, email_hash, account_id, created_at)
     values ($1::uuid, $2::text, $3::uuid, $4::timestamptz) on conflict do nothing`,
    [ctx.ids.next(), canonicalEmailHash(account.email), account.id, ctx.clock.now()],
  );
}

/** Lifts that. */
export async function freeMailboxOf(tx: Tx, accountId: string): Promise<void> {
  await run(tx, "delete from canonical_email_blocks where account_id = $1::uuid", [accountId]);
}
