import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { isExempt } from "./exempt.ts";
import { readList } from "./store/lists.ts";

/** What applying a list would change. Counted before it is done; what happens meanwhile may differ. */
export interface ListPreview {
  /** Domains about which there is no rule yet. */
  readonly added: number;
  /** Domains whose rule would become stricter. */
  readonly changed: number;
  /** Domains whose rule asks for as much already. */
  readonly same: number;
  /** Domains that are accepted by hand or on the allow-list, and this node's own: nothing is done about them. */
  readonly exempt: number;
  readonly invalid: number;
  /** What would be severed: follows, people here whose they are, accounts of others. */
  readonly follows: number;
  readonly people: number;
  readonly accounts: number;
}

export type PreviewKind = "added" | "changed" | "same" | "exempt";

/** One domain of a list, with what it would sever. */
export interface DomainPreview {
  readonly domain: string;
  readonly kind: PreviewKind;
  readonly verdict: "accept" | "advisory" | "none" | "limit" | "reject";
  /** What holds now; null for no rule. */
  readonly current: "none" | "limit" | "reject" | null;
  readonly publicReason: string;
  readonly followers: number;
  readonly following: number;
}

/** A follow that would be severed. */
export interface SeveredPreview {
  readonly personId: string;
  readonly person: string;
  readonly account: string;
  readonly domain: string;
  readonly isFollower: boolean;
}

type NotFound = { type: "domain-list/not-found" };
type Deps = Pick<Ctx, "db" | "sql" | "handleHost" | "uris">;

/** Each entry of a list with its kind. `$2`: the names that are this node's or above it. */
const kinds = `
select e.key as domain, e.verdict, e.public_reason, p.verdict as current,
  case when e.key in (select jsonb_array_elements_text($2::jsonb))
      or exists (select from domain_allows a where a.domain = e.key)
      or exists (select from domain_decisions d where d.domain = e.key and d.source = 'hand' and d.verdict = 'accept')
      or e.verdict in ('accept', 'advisory') then 'exempt'
    when p.domain is null then 'added'
    when array_position(array['none','limit','reject'], p.verdict) >= array_position(array['none','limit','reject'], e.verdict)
      and (p.reject_media or not e.reject_media) and (p.reject_reports or not e.reject_reports)
      and p.filters @> e.filters then 'same'
    else 'changed' end as kind
from list_entries e left join domain_policies p on p.domain = e.key
where e.list_id = $1::uuid and e.entity = 'domain'`;

/** Follows between people here and accounts that a rejection of some domains would suspend. `doomed` names the domains. */
const severed = `
known as (
  (select domain from accounts where domain is not null order by domain limit 1)
  union all
  select (select a.domain from accounts a where a.domain is not null and a.domain > k.domain order by a.domain limit 1)
  from known k where k.domain is not null),
concerned as materialized (
  select distinct on (k.domain) k.domain, d.domain as by_domain from known k
  cross join lateral (select array_to_string(l.labels[i.n:], '.') from (select string_to_array(split_part(k.domain, ':', 1), '.') as labels) l,
    generate_subscripts(l.labels, 1) as i(n)) as n(name)
  join doomed d on d.domain = n.name where k.domain is not null order by k.domain, length(d.domain) desc),
theirs as (select a.id, c.by_domain from concerned c join accounts a on a.domain = c.domain
  where c.by_domain is not null and a.state = 'active'),
follow as (
  select f.follower_id as person, t.id as account, t.by_domain, false as is_follower
    from theirs t join follows f on f.followee_id = t.id and f.follower_is_local
  union all
  select f.followee_id, t.id, t.by_domain, true from theirs t join follows f on f.follower_id = t.id)`;

export async function previewList(ctx: Deps, listId: string): Promise<Result<ListPreview, NotFound>> {
  const list = await readList(ctx, listId);
  if (list === null) return err({ type: "domain-list/not-found" });
  const rows = await run<{ kind: PreviewKind; count: number }>(
    ctx.sql,
    `select kind, count(*)::int as count from (${kinds}) k group by kind`,
    [listId, ownNames(ctx)],
  );
  const count = (kind: PreviewKind) => rows.find((row) => row.kind === kind)?.count ?? 0;
  const [lost] =
    list.purpose === "allow"
      ? []
      : await run<{ follows: number; people: number; accounts: number }>(
          ctx.sql,
          `with recursive doomed as materialized (select domain from (${kinds}) k
             where verdict = 'reject' and kind in ('added', 'changed')), ${severed}
           select count(*)::int as follows, count(distinct person)::int as people,
             count(distinct account)::int as accounts from follow`,
          [listId, ownNames(ctx)],
        );
  return ok({
    added: count("added"),
    changed: count("changed"),
    same: count("same"),
    exempt: count("exempt"),
    invalid: list.invalidCount,
    ...(lost ?? { follows: 0, people: 0, accounts: 0 }),
  });
}

/** A page of a list's domains, those that sever most first; within the same, in alphabetical order. */
export function previewDomains(
  ctx: Deps,
  listId: string,
  { kind = null, offset, limit }: { kind?: PreviewKind | null; offset: number; limit: number },
): Promise<DomainPreview[]> {
  return run<DomainPreview>(
    ctx.sql,
    `with recursive kinds as materialized (${kinds}),
     doomed as materialized (select domain from kinds where verdict = 'reject' and kind in ('added', 'changed')), ${severed},
     sums as (select by_domain, count(*) filter (where is_follower)::int as followers,
       count(*) filter (where not is_follower)::int as following from follow group by by_domain)
     select k.domain, k.kind, k.verdict, k.current, k.public_reason as "publicReason",
       coalesce(s.followers, 0) as followers, coalesce(s.following, 0) as following
     from kinds k left join sums s on s.by_domain = k.domain where $3::text is null or k.kind = $3::text
     order by coalesce(s.followers + s.following, 0) desc, k.domain offset $4::int limit $5::int`,
    [listId, ownNames(ctx), kind, offset, limit],
  );
}

/** Whose follows with whom a rejection of one domain would sever. */
export function previewSevered(
  ctx: Pick<Ctx, "sql">,
  domain: string,
  { offset, limit }: { offset: number; limit: number },
): Promise<SeveredPreview[]> {
  return run<SeveredPreview>(
    ctx.sql,
    `with recursive doomed as (select $1::text as domain), ${severed}
     select p.id as "personId", p.username as person, a.username || '@' || a.domain as account, a.domain,
       f.is_follower as "isFollower"
     from follow f join accounts p on p.id = f.person join accounts a on a.id = f.account
     order by p.username, account, f.is_follower offset $2::int limit $3::int`,
    [domain, offset, limit],
  );
}

function ownNames(ctx: Deps): string {
  const hosts = [ctx.handleHost, new URL(ctx.uris.origin).host].map((host) => host.replace(/:\d+$/, ""));
  const names = hosts.flatMap((host) => {
    const labels = host.split(".");
    return labels.map((_, at) => labels.slice(at).join("."));
  });
  return JSON.stringify(names.filter((name) => isExempt(ctx, name)));
}
