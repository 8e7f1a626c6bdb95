import type { Statements } from "../../ports.ts";
import type { PanelStage } from "../panels/panel.ts";

/** What somebody who is concerned says against a panel's decision. */
export interface PanelAppeal {
  readonly id: string;
  readonly decisionId: string;
  readonly accountId: string;
  readonly side: "author" | "reporter";
  readonly text: string;
  /** The panel that hears it; null while there are too few trustees for one. */
  readonly panelId: string | null;
  readonly state: "open" | "granted" | "rejected";
  readonly createdAt: Date;
  readonly answeredAt: Date | null;
}

const columns = `a.id, a.decision_id as "decisionId", a.account_id as "accountId", a.side, a.text, a.panel_id as "panelId",
  a.state, a.created_at as "createdAt", a.answered_at as "answeredAt"`;

/** @returns false where they have appealed against it already */
export async function insertAppeal(on: Statements, appeal: PanelAppeal): Promise<boolean> {
  const rows = await on.run(
    `insert into panel_appeals (id, decision_id, account_id, side, text, panel_id, created_at)
     values ($1::uuid, $2::uuid, $3::uuid, $4::text, $5::text, $6::uuid, $7::timestamptz)
     on conflict do nothing returning id`,
    [
      appeal.id,
      appeal.decisionId,
      appeal.accountId,
      appeal.side,
      appeal.text,
      appeal.panelId,
      appeal.createdAt,
    ],
  );
  return rows.length > 0;
}

export async function answerAppeals(
  on: Statements,
  panelId: string,
  { state, at }: { state: "granted" | "rejected"; at: Date },
): Promise<void> {
  await on.run(
    `update panel_appeals set state = $2::text, answered_at = $3::timestamptz
     where panel_id = $1::uuid and state = 'open'`,
    [panelId, state, at],
  );
}

/** Their panel came to nothing: they wait for another. */
export async function detachAppeals(on: Statements, panelId: string): Promise<void> {
  await on.run("update panel_appeals set panel_id = null where panel_id = $1::uuid and state = 'open'", [
    panelId,
  ]);
}

export async function attachAppeals(on: Statements, decisionId: string, panelId: string): Promise<void> {
  await on.run(
    `update panel_appeals set panel_id = $2::uuid where decision_id = $1::uuid and state = 'open' and panel_id is null`,
    [decisionId, panelId],
  );
}

/** What a panel hears. */
export function readAppealsBefore(on: Statements, panelId: string): Promise<PanelAppeal[]> {
  return on.run<PanelAppeal>(
    `select ${columns} from panel_appeals a where a.panel_id = $1::uuid order by a.id`,
    [panelId],
  );
}

/** Decisions with appeals that wait for a panel, for whose case no panel was asked since a time. */
export async function readUnheard(on: Statements, since: Date, limit: number): Promise<string[]> {
  const rows = await on.run<{ id: string }>(
    `select distinct a.decision_id as id from panel_appeals a join decisions d on d.id = a.decision_id
     where a.state = 'open' and a.panel_id is null
       and not exists (select from panels p where p.case_id = d.case_id and (p.closed_at is null or p.opened_at > $1::timestamptz))
     limit $2::int`,
    [since, limit],
  );
  return rows.map(({ id }) => id);
}

/** An appeal with the reasons of the panel that heard it; null before it has decided. */
export type AnsweredAppeal = PanelAppeal & { readonly answer: string | null };

const answer = `case when a.state <> 'open' then heard.document ->> 'reasons' end as answer`;

/** Authors' appeals against what panels have decided, by the action, the newest of each. */
export async function readAuthorAppeals(
  on: Statements,
  actionIds: readonly string[],
): Promise<Map<string, AnsweredAppeal>> {
  const rows = await on.run<AnsweredAppeal & { actionId: string }>(
    `select ${columns}, d.action_id as "actionId", ${answer}
     from panel_appeals a join decisions d on d.id = a.decision_id left join decisions heard on heard.panel_id = a.panel_id
     where a.side = 'author' and d.action_id in (select jsonb_array_elements_text($1::jsonb)::uuid) order by a.id`,
    [JSON.stringify(actionIds)],
  );
  return new Map(rows.map(({ actionId, ...appeal }) => [actionId, appeal]));
}

/** What one person says against decisions on a case, the first one first. */
export function readAppealsBy(
  on: Statements,
  { accountId, caseId }: { accountId: string; caseId: string },
): Promise<AnsweredAppeal[]> {
  return on.run<AnsweredAppeal>(
    `select ${columns}, ${answer}
     from panel_appeals a join decisions d on d.id = a.decision_id left join decisions heard on heard.panel_id = a.panel_id
     where a.account_id = $1::uuid and d.case_id = $2::uuid order by a.id`,
    [accountId, caseId],
  );
}

/** An appeal before a panel, for those who look after the node. */
export interface HeardAppeal extends PanelAppeal {
  readonly caseId: string;
  /** Of the panel that hears it. */
  readonly level: number | null;
  readonly stage: PanelStage | null;
}

/** Those that wait for an answer, the oldest first, but what somebody has said themselves and what is about them. */
export function readHeardAppeals(
  on: Statements,
  { notBy, limit }: { notBy: string; limit: number },
): Promise<HeardAppeal[]> {
  return on.run<HeardAppeal>(
    `select ${columns}, d.case_id as "caseId", p.level, p.stage
     from panel_appeals a join decisions d on d.id = a.decision_id join cases c on c.id = d.case_id
       left join panels p on p.id = a.panel_id
     where a.state = 'open' and a.account_id <> $1::uuid and c.account_id is distinct from $1::uuid
     order by a.id limit $2::int`,
    [notBy, limit],
  );
}
