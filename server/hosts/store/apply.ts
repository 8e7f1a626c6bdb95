import type { Tx } from "../../context.ts";
import { run } from "../../platform/statement.ts";
import { namesAbove } from "../names-above.ts";

/**
 * Makes the accounts of some domains and their subdomains what the rules say now: those that a rule limits, filters or suspends, and
 * those that only a rule did, which no longer holds, are free again. What moderators decided about an account by itself
 * stays. Doing it again does nothing. The work grows with the domains that have accounts here, not with the list.
 */
export async function applyRules(tx: Tx, domains: readonly string[], now: Date): Promise<void> {
  await run(tx, apply, [JSON.stringify(domains), now]);
}

const apply = `
with recursive touched as materialized (select distinct jsonb_array_elements_text($1::jsonb) as domain),
known as (
  (select domain from accounts where domain is not null order by domain limit 1)
  union all
  select (select a.domain from accounts a where a.domain is not null and a.domain > k.domain order by a.domain limit 1)
  from known k where k.domain is not null),
concerned as materialized (
  select k.domain, coalesce(bool_or(p.verdict = 'reject'), false) as rejected,
    coalesce(bool_or(p.verdict = 'limit'), false) as limited,
    array(select distinct f.name from ${namesAbove("k.domain")} as n(name) join domain_policies d on d.domain = n.name
      cross join lateral unnest(d.filters) as f(name) order by 1) as filters
  from (select distinct k.domain from known k cross join lateral ${namesAbove("k.domain")} as n(name)
    join touched t on t.domain = n.name where k.domain is not null) k
  cross join lateral ${namesAbove("k.domain")} as n(name)
  left join lateral (select verdict from domain_policies where domain = n.name offset 0) p on true
  group by k.domain)
update accounts a set
  state = case when s.rejected and a.state = 'active' then 'suspended'
    when not s.rejected and a.suspended_by_domain and a.state = 'suspended' then 'active' else a.state end,
  suspended_at = case when s.rejected and a.state = 'active' then $2::timestamptz
    when not s.rejected and a.suspended_by_domain then null else a.suspended_at end,
  suspended_by_domain = s.rejected and (a.suspended_by_domain or a.state = 'active'),
  limited = case when s.limited then true when a.limited_by_domain then false else a.limited end,
  limited_by_domain = s.limited and (a.limited_by_domain or not a.limited),
  domain_filters = s.filters
from concerned s
where a.domain = s.domain and (
  (s.rejected and a.state = 'active') or (not s.rejected and a.suspended_by_domain)
  or (s.limited and not a.limited) or (not s.limited and a.limited_by_domain) or a.domain_filters <> s.filters)`;
