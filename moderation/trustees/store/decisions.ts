import type { Verdict } from "#protocol/moot/vote.ts";
import type { JsonObject } from "#protocol/signing/proofs.ts";
import type { Statements } from "../../ports.ts";

/** What a panel has decided. It is called as its panel. */
export interface DecisionRow {
  readonly id: string;
  readonly panelId: string;
  readonly caseId: string;
  readonly level: number;
  /** With all its proofs. */
  readonly document: JsonObject;
  readonly verdict: Verdict;
  /** What is in force by it: its own action, or the one that it has confirmed. */
  readonly actionId: string | null;
  readonly outcome: "taken" | "confirmed" | "replaced";
  readonly heard: string | null;
  readonly isPublic: boolean;
  readonly at: Date;
}

const columns = `d.id, d.panel_id as "panelId", d.case_id as "caseId", d.level, d.document, d.verdict,
  d.action_id as "actionId", d.outcome, d.heard_decision_id as heard, d.is_public as "isPublic", d.at`;

export async function insertDecision(on: Statements, decision: DecisionRow): Promise<void> {
  await on.run(
    `insert into decisions (id, panel_id, case_id, level, document, verdict, action_id, outcome, heard_decision_id, is_public, at)
     values ($1::uuid, $2::uuid, $3::uuid, $4::int, $5::jsonb, $6::text, $7::uuid, $8::text, $9::uuid, $10::boolean,
       $11::timestamptz)`,
    [
      decision.id,
      decision.panelId,
      decision.caseId,
      decision.level,
      JSON.stringify(decision.document),
      decision.verdict,
      decision.actionId,
      decision.outcome,
      decision.heard,
      decision.isPublic,
      decision.at,
    ],
  );
}

export async function findDecision(on: Statements, id: string): Promise<DecisionRow | null> {
  const [row] = await on.run<DecisionRow>(`select ${columns} from decisions d where d.id = $1::uuid`, [id]);
  return row ?? null;
}

/** Of a case, the first one first. */
export function readDecisionsOf(on: Statements, caseId: string): Promise<DecisionRow[]> {
  return on.run<DecisionRow>(
    `select ${columns} from decisions d where d.case_id = $1::uuid order by d.level, d.id`,
    [caseId],
  );
}

/** By which an action is in force: the last one that has taken or confirmed it. */
export async function findDecisionOfAction(on: Statements, actionId: string): Promise<DecisionRow | null> {
  const [row] = await on.run<DecisionRow>(
    `select ${columns} from decisions d where d.action_id = $1::uuid order by d.level desc limit 1`,
    [actionId],
  );
  return row ?? null;
}

/** That everybody may read, the newest first. */
export function readPublicDecisions(
  on: Statements,
  { before, limit }: { before: string | null; limit: number },
): Promise<DecisionRow[]> {
  return on.run<DecisionRow>(
    `select ${columns} from decisions d where d.is_public and ($1::uuid is null or d.id < $1::uuid)
     order by d.id desc limit $2::int`,
    [before, limit],
  );
}

/** Those made on appeal against some decisions. */
export function readHearing(on: Statements, ids: readonly string[]): Promise<DecisionRow[]> {
  return on.run<DecisionRow>(
    `select ${columns} from decisions d
     where d.heard_decision_id in (select jsonb_array_elements_text($1::jsonb)::uuid) order by d.id`,
    [JSON.stringify(ids)],
  );
}
