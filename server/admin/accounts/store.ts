import type { Role } from "../../accounts/role.ts";
import type { Tx } from "../../context.ts";
import { run } from "../../platform/statement.ts";
import type { strikes } from "../schema.ts";

export type StrikeAction = (typeof strikes.$inferSelect)["action"];

/** What a decision about an account needs to know of it. */
export interface Target {
  id: string;
  iri: string;
  handle: string;
  isLocal: boolean;
  state: "active" | "suspended" | "deleted";
  limited: boolean;
  sensitized: boolean;
  /** Null for one that nobody signs in to here. */
  role: Role | null;
  email: string | null;
  isPending: boolean;
  isDisabled: boolean;
}

/** Holds the account until the transaction ends, so that two decisions come one after the other. */
export async function lockTarget(tx: Tx, id: string): Promise<Target | null> {
  const [row] = await run<Target>(
    tx,
    `select t.id, t.iri, t.username || coalesce('@' || t.domain, '') as handle, t.domain is null as "isLocal",
       t.state, t.limited, t.sensitized, l.role, l.email,
       l.account_id is not null and l.approved_at is null as "isPending",
       l.disabled_at is not null as "isDisabled"
     from accounts t left join logins l on l.account_id = t.id
     where t.id = $1::uuid and not (t.kind = 'application' and t.domain is null)
     for no key update of t`,
    [id],
  );
  return row ?? null;
}

export async function changeTarget(
  tx: Tx,
  id: string,
  changes: Partial<{ limited: boolean; sensitized: boolean; suspended: boolean }>,
  now: Date,
): Promise<void> {
  const { limited = null, sensitized = null, suspended = null } = changes;
  await run(
    tx,
    `update accounts set
       limited = coalesce($2::boolean, limited),
       limited_by_domain = case when $2::boolean is null then limited_by_domain else false end,
       sensitized = coalesce($3::boolean, sensitized),
       state = case $4::boolean when true then 'suspended' when false then 'active' else state end,
       suspended_at = case $4::boolean when true then $5::timestamptz when false then null else suspended_at end,
       suspended_by_domain = case when $4::boolean is null then suspended_by_domain else false end,
       updated_at = case when domain is null then $5::timestamptz else updated_at end
     where id = $1::uuid`,
    [id, limited, sensitized, suspended, now],
  );
}

export async function setDisabled(tx: Tx, id: string, at: Date | null): Promise<void> {
  await run(tx, "update logins set disabled_at = $2::timestamptz where account_id = $1::uuid", [id, at]);
}

export async function setApproved(tx: Tx, id: string, at: Date): Promise<void> {
  await run(tx, "update logins set approved_at = $2::timestamptz where account_id = $1::uuid", [id, at]);
}

/** Removes an account that was never let in, with everything of it: its name is free again. */
export async function removePending(tx: Tx, id: string): Promise<void> {
  await run(tx, "delete from accounts where id = $1::uuid", [id]);
}

export async function insertStrike(
  tx: Tx,
  strike: {
    id: string;
    targetId: string;
    accountId: string;
    reportId: string | null;
    action: StrikeAction;
    text: string;
    at: Date;
  },
): Promise<void> {
  await run(
    tx,
    `insert into strikes (id, target_id, account_id, report_id, action, text, post_ids, created_at)
     values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::text, $6::text,
       coalesce((select r.post_ids from reports r where r.id = $4::uuid), '{}'), $7::timestamptz)`,
    [strike.id, strike.targetId, strike.accountId, strike.reportId, strike.action, strike.text, strike.at],
  );
}

/** Accounts whose suspension can no longer be taken back, and of which nothing has been erased yet. */
export function readLongSuspended(
  on: Parameters<typeof run>[0],
  before: Date,
  limit: number,
): Promise<{ id: string; isLocal: boolean }[]> {
  return run(
    on,
    `select id, domain is null as "isLocal" from accounts
     where state = 'suspended' and suspended_at < $1::timestamptz and not suspended_by_domain
     order by suspended_at limit $2::int`,
    [before, limit],
  );
}
