import type { Counted, TimeId } from "#moderation/transparency/figures.ts";
import type { Period } from "#moderation/transparency/period.ts";
import type {
  ActionCount,
  AppealCount,
  HoldCount,
  ReportCount,
  Took,
} from "#moderation/transparency/record.ts";
import { leastId } from "../measures/period.ts";
import { type Runner, run } from "../platform/statement.ts";
import * as facts from "./facts-sql.ts";

/** What is counted, and what the rules say that it is counted by. */
export interface Read {
  readonly counted: Counted;
  /** By id: what a rule said when it was last broken. */
  readonly rules: ReadonlyMap<string, string>;
}

type WithRule<T> = T & { ruleText: string | null };

const ofPeriod = `a.id >= $1::uuid and a.id < $2::uuid and a.kind <> 'none'`;

/** So many rows for each combination that there is: a few hundred, however much was done. */
export async function readCounted(on: Runner, { from, until }: Period): Promise<Read> {
  const between = [leastId(from), leastId(until)];
  const [actions, took, appeals, reports, holds, answered] = await Promise.all([
    run<WithRule<ActionCount>>(on, actionCounts, between),
    run<TookRow>(on, decisionTimes, between),
    run<WithRule<AppealCount>>(on, appealCounts, between),
    run<ReportCount>(on, reportCounts, between),
    run<HoldCount>(on, holdCounts, between),
    run<Took>(on, answerTimes, between),
  ]);
  const texts = [...appeals, ...actions].flatMap(({ rule, ruleText }): [string, string][] =>
    ruleText === null ? [] : [[rule, ruleText]],
  );
  const timesOf = (by: TookRow["by"]) => took.flatMap(({ by: each, ...time }) => (each === by ? [time] : []));
  const times: Record<TimeId, Took[]> = {
    "report-to-decision": timesOf("all"),
    "report-to-decision-by-rule": timesOf("rule"),
    "report-to-decision-by-language": timesOf("language"),
    "appeal-to-answer": answered.filter(({ n }) => n > 0),
  };
  return { counted: { actions, appeals, reports, holds, took: times }, rules: new Map(texts) };
}

const actionCounts = `
  select count(*)::int as n, a.subject_kind as subject, a.kind, coalesce(s.category, 'other') as category,
    coalesce(${facts.rule}, 'none') as rule, max(${facts.ruleText}) as "ruleText", ${facts.finder} as finder,
    ${facts.decider} as decider, ${facts.language} as language, ${facts.outcome} as outcome, ${facts.notice} as notice
  from actions a ${facts.joins} where ${ofPeriod}
  group by 2, 3, 4, 5, 7, 8, 9, 10, 11`;

interface TookRow extends Took {
  readonly by: "all" | "rule" | "language";
}

const percentiles = (seconds: string) => `
  coalesce(percentile_cont(0.5) within group (order by ${seconds}), 0)::float8 as median,
  coalesce(percentile_cont(0.9) within group (order by ${seconds}), 0)::float8 as ninetieth`;

/** From the first report of a case to what was done in it. */
const decisionTimes = `
  with timed as (
    select extract(epoch from a.starts_at - r.created_at) as seconds, coalesce(${facts.rule}, 'none') as rule,
      ${facts.language} as language
    from actions a ${facts.joins} where ${ofPeriod} and r.created_at is not null
      and (a.by_account_id is not null or a.cause like 'decision:%'))
  select case when grouping(rule) = 0 then 'rule' when grouping(language) = 0 then 'language' else 'all' end as "by",
    coalesce(rule, language, 'all') as key, count(*)::int as n, ${percentiles("seconds")}
  from timed group by grouping sets ((), (rule), (language)) having count(*) > 0`;

const appealCounts = `
  with made as (
    select 'author-' || case when a.cause like 'decision:%' then 'panel' else 'moderator' end as side, x.state, x.action_id
    from appeals x join actions a on a.id = x.action_id where x.id >= $1::uuid and x.id < $2::uuid
    union all
    select x.side || '-panel', x.state, d.action_id from panel_appeals x join decisions d on d.id = x.decision_id
    where x.id >= $1::uuid and x.id < $2::uuid)
  select count(*)::int as n, m.side, m.state, coalesce(a.kind, 'none') as kind, coalesce(${facts.rule}, 'none') as rule,
    max(${facts.ruleText}) as "ruleText"
  from made m left join actions a on a.id = m.action_id left join statements s on s.action_id = a.id
  group by 2, 3, 4, 5`;

const answerTimes = `
  with answered as (
    select extract(epoch from answered_at - created_at) as seconds from appeals
    where id >= $1::uuid and id < $2::uuid and answered_at is not null
    union all
    select extract(epoch from answered_at - created_at) from panel_appeals
    where id >= $1::uuid and id < $2::uuid and answered_at is not null)
  select 'all' as key, count(*)::int as n, ${percentiles("seconds")} from answered`;

const reportCounts = `
  select count(*)::int as n, r.topic as category,
    case when r.origin_domain is not null then 'server' when r.reporter_id is null then 'visitor' else 'here' end as source,
    case when r.state = 'open' then 'open' when r.outcome = 'acted' then 'acted' else 'not-acted' end as state
  from reports r where r.id >= $1::uuid and r.id < $2::uuid group by 2, 3, 4`;

const holdCounts = `
  select count(*)::int as n, h.kind as what, case when h.state = 'releasing' then 'held' else h.state end as state
  from held_items h where h.id >= $1::uuid and h.id < $2::uuid group by 2, 3`;

/** When the first thing was done or reported here; null where nothing ever was. */
export async function readBegin(on: Runner): Promise<Date | null> {
  const [row] = await run<{ at: Date | null }>(
    on,
    `select least((select starts_at from actions order by id limit 1), (select created_at from reports order by id limit 1)) as at`,
    [],
  );
  return row?.at == null ? null : new Date(row.at);
}
