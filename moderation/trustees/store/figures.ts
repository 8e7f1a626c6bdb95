import type { Statements } from "../../ports.ts";
import type { NodeFigures, Seats } from "../quality/figures.ts";
import { LEAST } from "../quality/least.ts";

/** All of these look at panels from one on, by their ids, which are in the order of their time. */
type Since = string;

const outcomes = `count(*)::int as decisions, count(*) filter (where d.is_heard)::int as heard,
  count(*) filter (where d.is_reversed)::int as reversed`;

/** Decisions, and what larger panels have made of them. */
const looked = `select d.*, h.outcome is not null as is_heard, coalesce(h.outcome = 'replaced', false) as is_reversed
  from decisions d left join lateral (select outcome from decisions h where h.case_id = d.case_id
    and h.heard_decision_id = d.id limit 1) h on true where d.panel_id >= $1::uuid`;

export function readLevels(on: Statements, since: Since): Promise<NodeFigures["levels"][number][]> {
  return on.run(
    `select d.level, ${outcomes},
       percentile_cont(0.5) within group (order by extract(epoch from d.at - p.opened_at) / 3600)::float8 as "medianHours",
       percentile_cont(0.9) within group (order by extract(epoch from d.at - p.opened_at) / 3600)::float8 as "ninthHours"
     from (${looked}) d join panels p on p.id = d.panel_id group by d.level having count(*) >= ${LEAST} order by d.level`,
    [since],
  );
}

/** The rules that most decisions name. */
export function readRules(on: Statements, since: Since): Promise<NodeFigures["rules"][number][]> {
  return on.run(
    `select r.rule, ${outcomes} from (${looked}) d, jsonb_array_elements_text(d.document -> 'rules') as r(rule)
     group by r.rule having count(*) >= ${LEAST} order by count(*) desc, r.rule limit 50`,
    [since],
  );
}

/** A ballot is lost by who was silent, or committed and never showed it. */
const isLost = `(m.left_as = 'silent' or (m.left_at is null and not exists (select from ballots b
  where b.panel_id = m.panel_id and b.trustee = m.trustee and b.stage = 'reveal' offset 0)))`;

export async function readBallotFigures(on: Statements, since: Since): Promise<NodeFigures["ballots"]> {
  const [row] = await on.run<NodeFigures["ballots"]>(
    `select count(*)::int as due, count(*) filter (where ${isLost})::int as lost
     from panel_members m join decisions d on d.panel_id = m.panel_id
     where m.panel_id >= $1::uuid and (m.left_at is null or m.left_as = 'silent')`,
    [since],
  );
  return row ?? { due: 0, lost: 0 };
}

/** Of everybody who was drawn for a panel that is over. */
export function readSeats(on: Statements, since: Since): Promise<(Seats & { accountId: string })[]> {
  return on.run(
    `select m.account_id as "accountId", count(*)::int as drawn, count(*) filter (where m.left_as = 'silent' or (p.stage = 'decided' and ${isLost}))::int as silent,
       count(*) filter (where m.left_as = 'recused')::int as recused,
       count(*) filter (where m.left_as = 'declined')::int as declined
     from panel_members m join panels p on p.id = m.panel_id and p.closed_at is not null
     join trustees t on t.account_id = m.account_id
     where m.panel_id >= $1::uuid group by m.account_id`,
    [since],
  );
}

/** How often those were drawn since a time who could be drawn all along. */
export async function readDraws(on: Statements, from: Date): Promise<NodeFigures["draws"]> {
  const [row] = await on.run<NonNullable<NodeFigures["draws"]>>(
    `select count(*)::int as people, min(drawn)::int as least, max(drawn)::int as most,
       percentile_cont(0.5) within group (order by drawn)::float8 as median
     from (select t.account_id, count(m.panel_id) as drawn from trustees t
       left join panel_members m on m.account_id = t.account_id and m.seated_at >= $1::timestamptz
       where t.state = 'active' and t.certified_at <= $1::timestamptz group by t.account_id) t`,
    [from],
  );
  return row === undefined || row.people < LEAST ? null : row;
}
