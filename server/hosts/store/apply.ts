import type { Tx } from "../../context.ts";
import { run } from "../../platform/statement.ts";

/**
 * Makes the accounts of a domain and its subdomains what the rules say now: those that a rule limits or suspends, and
 * those that only a rule did, which no longer holds, are free again. What moderators decided about an account by itself
 * stays. Doing it again does nothing.
 */
export async function applyRules(tx: Tx, domain: string, now: Date): Promise<void> {
  await run(tx, apply, [domain, now]);
}

const covers = (policy: string, account: string) =>
  `(${account}.domain = ${policy}.domain
    or right(${account}.domain, length(${policy}.domain) + 1) = '.' || ${policy}.domain)`;

const apply = `
update accounts a set
  state = case when s.rejected and a.state = 'active' then 'suspended'
    when not s.rejected and a.suspended_by_domain and a.state = 'suspended' then 'active' else a.state end,
  suspended_at = case when s.rejected and a.state = 'active' then $2::timestamptz
    when not s.rejected and a.suspended_by_domain then null else a.suspended_at end,
  suspended_by_domain = s.rejected and (a.suspended_by_domain or a.state = 'active'),
  limited = case when s.limited then true when a.limited_by_domain then false else a.limited end,
  limited_by_domain = s.limited and (a.limited_by_domain or not a.limited)
from (
  select o.id,
    exists (select from domain_policies p where p.verdict = 'reject' and ${covers("p", "o")}) as rejected,
    exists (select from domain_policies p where p.verdict = 'limit' and ${covers("p", "o")}) as limited
  from accounts o where o.domain = $1::text or right(o.domain, length($1::text) + 1) = '.' || $1::text
) s
where a.id = s.id and (
  (s.rejected and a.state = 'active') or (not s.rejected and a.suspended_by_domain)
  or (s.limited and not a.limited) or (not s.limited and a.limited_by_domain))`;
