import type { Tx } from "../../context.ts";
import { type Runner, run } from "../../platform/statement.ts";

export interface MuteRow {
  accountId: string;
  targetId: string;
  hidesNotifications: boolean;
  expiresAt: Date | null;
}

export async function upsertMute(tx: Tx, mute: MuteRow, now: Date): Promise<void> {
  await run(
    tx,
    `insert into mutes (account_id, target_id, hides_notifications, created_at, expires_at)
     values ($1::uuid, $2::uuid, $3::boolean, $4::timestamptz, $5::timestamptz)
     on conflict (account_id, target_id)
     do update set hides_notifications = excluded.hides_notifications, expires_at = excluded.expires_at`,
    [mute.accountId, mute.targetId, mute.hidesNotifications, now, mute.expiresAt],
  );
}

export async function deleteMute(tx: Tx, accountId: string, targetId: string): Promise<boolean> {
  const rows = await run(
    tx,
    "delete from mutes where account_id = $1::uuid and target_id = $2::uuid returning account_id",
    [accountId, targetId],
  );
  return rows.length > 0;
}

export async function deleteExpiredMutes(
  tx: Tx,
  now: Date,
): Promise<{ accountId: string; targetId: string }[]> {
  return run(
    tx,
    `delete from mutes where expires_at <= $1::timestamptz returning account_id as "accountId", target_id as "targetId"`,
    [now],
  );
}

/** Whoever mutes one account here also mutes another, on the same terms. */
export async function copyMutes(on: Runner, fromId: string, toId: string, now: Date): Promise<void> {
  await run(
    on,
    `insert into mutes (account_id, target_id, hides_notifications, created_at, expires_at)
     select account_id, $2::uuid, hides_notifications, $3::timestamptz, expires_at from mutes
     where target_id = $1::uuid and account_id <> $2::uuid on conflict do nothing`,
    [fromId, toId, now],
  );
}
