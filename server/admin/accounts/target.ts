import type { Iri } from "#protocol/ids/iri.ts";
import type { Role } from "../../accounts/role.ts";
import type { Tx } from "../../context.ts";
import { run } from "../../platform/statement.ts";

/** What a decision about an account needs to know of it. */
export interface Target {
  id: string;
  iri: Iri;
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

/** What moderators want of an account, whatever the rule for its domain says. */
interface TargetCondition {
  isLimited: boolean;
  isSensitive: boolean;
  isHeld: boolean;
  isFrozen: boolean;
  isSuspended: boolean;
  filters: readonly string[];
}

/**
 * Makes an account what moderators and the rule for its domain ask for together: see `applyRules` for the other side of
 * it. Since when it is suspended or disabled stays as long as it is.
 *
 * @returns the state that it has now
 */
export async function changeTarget(
  tx: Tx,
  id: string,
  { isLimited, isSensitive, isHeld, isFrozen, isSuspended, filters }: TargetCondition,
  now: Date,
): Promise<Target["state"]> {
  const [row] = await run<{ state: Target["state"] }>(tx, change, [
    id,
    isLimited,
    isSensitive,
    isHeld,
    isSuspended,
    JSON.stringify(filters),
    now,
  ]);
  await run(
    tx,
    `update logins set disabled_at = case when $2::boolean then coalesce(disabled_at, $3::timestamptz) end
     where account_id = $1::uuid and (disabled_at is not null) <> $2::boolean`,
    [id, isFrozen, now],
  );
  if (row === undefined) throw new Error("An account that is locked is gone.");
  return row.state;
}

const ruled = (verdict: string) => `exists (select from domain_policies p where p.verdict = '${verdict}'
    and (o.domain = p.domain or right(o.domain, length(p.domain) + 1) = '.' || p.domain))`;

const change = `
update accounts a set
  limited = $2::boolean or d.limited, limited_by_domain = d.limited and not $2::boolean,
  sensitized = $3::boolean, held = $4::boolean,
  filters = array(select jsonb_array_elements_text($6::jsonb)),
  state = case when $5::boolean or d.rejected then 'suspended' else 'active' end,
  suspended_at = case when $5::boolean or d.rejected then coalesce(a.suspended_at, $7::timestamptz) end,
  suspended_by_domain = d.rejected and not $5::boolean,
  updated_at = case when a.domain is null then $7::timestamptz else a.updated_at end
from (select ${ruled("reject")} as rejected, ${ruled("limit")} as limited from accounts o where o.id = $1::uuid) d
where a.id = $1::uuid and a.state <> 'deleted'
returning a.state`;
