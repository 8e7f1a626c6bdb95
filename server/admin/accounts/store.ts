import { awaitsPanel } from "#moderation/trustees/awaits.ts";
import type { Tx } from "../../context.ts";
import { run } from "../../platform/statement.ts";

export async function setApproved(tx: Tx, id: string, at: Date): Promise<void> {
  await run(tx, "update logins set approved_at = $2::timestamptz where account_id = $1::uuid", [id, at]);
}

/** Removes an account that was never let in, with everything of it: its name is free again. */
export async function removePending(tx: Tx, id: string): Promise<void> {
  await run(tx, "delete from accounts where id = $1::uuid", [id]);
}

/** Accounts whose suspension can no longer be taken back, and has no end, and of which nothing has been erased yet. */
export function readLongSuspended(
  on: Parameters<typeof run>[0],
  { before, now }: { before: Date; now: Date },
  limit: number,
): Promise<{ id: string; isLocal: boolean }[]> {
  return run(
    on,
    `select a.id, a.domain is null as "isLocal" from accounts a
     where a.state = 'suspended' and a.suspended_at < $1::timestamptz and not a.suspended_by_domain
       and exists (select from actions c where c.subject_id = a.id and c.kind = 'suspend' and c.undone_at is null
         and c.ends_at is null and c.starts_at < $1::timestamptz)
       and not exists (select from actions c join appeals q on q.action_id = c.id
         where c.subject_id = a.id and c.undone_at is null and q.state = 'open')
       and not exists (select from actions c where c.subject_id = a.id and c.undone_at is null and ${awaitsPanel("c.id")})
       and not exists (select from actions c join statements s on s.action_id = c.id
         where c.subject_id = a.id and c.undone_at is null and s.told_at is not null and s.appeal_until > $3::timestamptz)
     order by a.suspended_at limit $2::int`,
    [before, limit, now],
  );
}
