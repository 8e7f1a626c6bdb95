import type { Statements } from "../../ports.ts";
import type { Judgement } from "../quality/judgements.ts";

/** Rows that are in memory at a time. */
const PAGE = 5_000;

/** The page is found by the key of the ballots alone; the rest is looked up for its rows. */
const page = `select b.panel_id as "panelId", b.trustee, d.level, c.category as topic, p.language, c.domain is null as "isLocal",
    d.verdict as outcome, exists (select from decisions h where h.case_id = d.case_id and h.heard_decision_id = d.id
      and h.outcome = 'replaced' offset 0) as "isReversed", m.account_id as "accountId", b.verdict as first, f.verdict as last
  from (select panel_id, trustee, verdict from ballots where stage = 'reveal' and (panel_id, trustee) < ($1::uuid, $2::text)
    order by panel_id desc, trustee desc limit $3::int) b
  left join decisions d on d.panel_id = b.panel_id
  left join panels p on p.id = d.panel_id
  left join cases c on c.id = d.case_id
  left join panel_members m on m.panel_id = b.panel_id and m.trustee = b.trustee and m.left_at is null
  left join ballots f on f.panel_id = b.panel_id and f.trustee = b.trustee and f.stage = 'final'
  order by b.panel_id desc, b.trustee desc`;

/**
 * First votes in panels that have decided, of members who stayed, the newest panels first. What panels that still sit have voted is nobody's
 * to count.
 *
 * @param most about how many votes are looked at: the last panel is read to its end
 */
export async function* readJudgements(on: Statements, most: number): AsyncGenerator<Judgement> {
  let [panelId, trustee, seen] = ["ffffffff-ffff-ffff-ffff-ffffffffffff", "", 0];
  for (;;) {
    const rows = await on.run<Judgement & { trustee: string }>(page, [panelId, trustee, PAGE]);
    for (const row of rows) {
      if (seen >= most && row.panelId !== panelId) return;
      [panelId, trustee, seen] = [row.panelId, row.trustee, seen + 1];
      if (row.outcome !== null && row.accountId !== null && row.first !== null) yield row;
    }
    if (rows.length < PAGE) return;
  }
}
