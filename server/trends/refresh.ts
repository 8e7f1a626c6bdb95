import type { ApiCtx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { isPostFiltered } from "../policy/filters/in-force.ts";
import { dayOf } from "./history.ts";

type Deps = Pick<ApiCtx, "sql" | "clock" | "ids" | "config">;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** What was liked or boosted since then is looked at: longer than the task's period. */
const LOOK_BACK_MS = 20 * MINUTE_MS;

/** How Mastodon weighs them: app/models/trends of its source. */
const weights = {
  /** Distinct accounts below which nothing trends. */
  threshold: 5,
  /** In what time an attention that does not go on counts half. */
  hashtagHalfLife: 4 * 3_600,
  linkHalfLife: 8 * 3_600,
  postHalfLife: 2 * 3_600,
  /** What the score must be at least: below, it is forgotten, or not shown. */
  least: 1,
  leastOfPosts: 0.3,
} as const;

/** SQL: whether a row `t` of `trends` is strong enough to be shown. */
export const isStrong = `t.score >= case t.kind when 'post' then ${weights.leastOfPosts} else ${weights.least} end`;

/**
 * Works out anew what trends: hashtags and links by how many more accounts used them today than the day before, posts by
 * likes and boosts; each decays. Looks at what was used today or touched lately, never at all there is.
 */
export async function refreshTrends(ctx: Deps): Promise<void> {
  const now = ctx.clock.now();
  const days = [dayOf(now), dayOf(new Date(now.getTime() - DAY_MS))];
  await run(ctx.sql, usesStatement("hashtag"), [now, ...days, weights.hashtagHalfLife]);
  await run(ctx.sql, usesStatement("link"), [now, ...days, weights.linkHalfLife]);
  await run(ctx.sql, postsStatement, [
    now,
    firstId(new Date(now.getTime() - LOOK_BACK_MS)),
    weights.postHalfLife,
  ]);
  await run(ctx.sql, forgetStatement, [now]);
  await notePublishers(ctx, now);
  await decideAllowed(ctx);
}

const subjects = {
  hashtag: {
    table: "hashtags",
    language: "null::text",
    eligible: "s.usable and s.listable and not s.limited",
  },
  link: {
    table: "preview_cards",
    language: "split_part(lower(s.language), '-', 1)",
    // As Mastodon's: articles with a title, a description, a picture and a publisher's name.
    eligible: `s.fetched_at is not null and s.type = 'link' and s.is_article and s.title <> '' and s.description <> ''
      and s.image_url is not null and s.provider_name <> ''`,
  },
} as const;

/** $1 now, $2 today, $3 yesterday, $4 half-life in seconds. */
function usesStatement(kind: keyof typeof subjects): string {
  const { table, language, eligible } = subjects[kind];
  return `
with candidates as (
  select subject_id from use_days where day = $2::date and accounts >= 5
  union select subject_id from trends where kind = '${kind}'
),
measured as (
  select s.id, ${language} as language, coalesce(today.accounts, 0)::float8 as observed,
    greatest(1, coalesce(before.accounts, 0))::float8 as expected,
    case when r.peak_at > $1::timestamptz - interval '2 days' then r.peak else 0 end as peak, r.peak_at
  from candidates c join ${table} s on s.id = c.subject_id
  left join use_days today on today.subject_id = s.id and today.day = $2::date
  left join use_days before on before.subject_id = s.id and before.day = $3::date
  left join trends r on r.kind = '${kind}' and r.subject_id = s.id
  where ${eligible}
),
scored as (
  select *, case when observed < ${weights.threshold} or expected > observed then 0
    else power(observed - expected, 2) / expected end as fresh from measured
),
peaked as (
  select id, language, greatest(fresh, peak) as peak,
    case when fresh > peak then $1::timestamptz else coalesce(peak_at, $1::timestamptz) end as peak_at from scored
),
gone as (
  delete from trends t where t.kind = '${kind}' and not exists (select from peaked p where p.id = t.subject_id)
)
insert into trends (kind, subject_id, score, peak, peak_at, language, allowed)
select '${kind}', id, peak * power(0.5, extract(epoch from $1::timestamptz - peak_at) / $4::int), peak, peak_at, language, false
from peaked where peak > 0
on conflict (kind, subject_id) do update set score = excluded.score, peak = excluded.peak, peak_at = excluded.peak_at,
  language = excluded.language`;
}

/** $1 now, $2 the first id of what is new, $3 half-life in seconds. */
const postsStatement = `
with candidates as (
  select post_id as id from reactions where id > $2::uuid and kind = 'like'
  union select post_id from boosts where id > $2::uuid and visibility <> 'followers'
  union select subject_id from trends where kind = 'post'
),
measured as (
  select p.id, p.published_at, split_part(lower(p.language), '-', 1) as language,
    case when p.likes_count + p.boosts_count < ${weights.threshold} then 0
      else power(p.likes_count + p.boosts_count - 1, 2) end as peak
  from candidates c join posts p on p.id = c.id join accounts a on a.id = p.account_id
  where p.visibility = 'public' and p.deleted_at is null and p.in_reply_to_iri is null and p.warning is null
    and not p.sensitive and a.state = 'active' and a.discoverable and not a.limited
    and not ${isPostFiltered("prevent-trending", "p", "a")} and not ${isPostFiltered("prevent-recommendations", "p", "a")}
),
scored as (
  select *, peak * power(0.5, least(600, extract(epoch from $1::timestamptz - published_at) / $3::int)) as score from measured
),
kept as (select * from scored where score >= ${weights.leastOfPosts}),
gone as (
  delete from trends t where t.kind = 'post' and not exists (select from kept k where k.id = t.subject_id)
)
insert into trends (kind, subject_id, score, peak, peak_at, language, allowed)
select 'post', id, least(score, 1e30), least(peak, 1e30), published_at, language, false from kept
on conflict (kind, subject_id) do update set score = excluded.score, peak = excluded.peak, language = excluded.language`;

/** A peak is remembered for two days, so that the same crowd does not make the same thing trend again. */
const forgetStatement = `
delete from trends where kind <> 'post' and peak_at < $1::timestamptz - interval '2 days'`;

async function notePublishers(ctx: Deps, now: Date): Promise<void> {
  const unknown = await run<{ domain: string }>(ctx.sql, unknownPublishers, []);
  if (unknown.length === 0) return;
  const input = unknown.map(({ domain }) => ({ id: ctx.ids.next(), domain }));
  await run(ctx.sql, keepPublishers, [JSON.stringify(input), now]);
}

const unknownPublishers = `
select distinct c.host as domain from trends t join preview_cards c on c.id = t.subject_id
where t.kind = 'link' and not exists (select from publishers p where p.domain = c.host)`;

const keepPublishers = `
insert into publishers (id, domain, created_at)
select i.id, i.domain, $2::timestamptz from jsonb_to_recordset($1::jsonb) as i(id uuid, domain text)
on conflict (domain) do nothing`;

/** What may be shown, by moderators' word or by the node's rule for what nobody has looked at. */
export async function decideAllowed(ctx: Pick<ApiCtx, "sql" | "config">): Promise<void> {
  await run(ctx.sql, allowedStatement, [!ctx.config.trendsNeedApproval]);
}

const allowedStatement = `
update trends t set allowed = v.allowed from (
  select 'hashtag' as kind, h.id, coalesce(h.trendable, $1::boolean) as allowed
  from trends x join hashtags h on h.id = x.subject_id where x.kind = 'hashtag'
  union all
  select 'link', c.id, coalesce(v.trendable, u.trendable, $1::boolean)
  from trends x join preview_cards c on c.id = x.subject_id
  left join trend_verdicts v on v.subject_id = c.id left join publishers u on u.domain = c.host where x.kind = 'link'
  union all
  select 'post', p.id, coalesce(v.trendable, w.trendable, $1::boolean)
  from trends x join posts p on p.id = x.subject_id
  left join trend_verdicts v on v.subject_id = p.id left join trend_verdicts w on w.subject_id = p.account_id
  where x.kind = 'post'
) v
where t.kind = v.kind and t.subject_id = v.id and t.allowed <> v.allowed`;

/** The least id of a time. */
function firstId(at: Date): string {
  const hex = at.getTime().toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
