import type { Statements } from "../../ports.ts";
import type { Member, Panel, PanelStage } from "../panels/panel.ts";

const columns = `p.id, p.case_id as "caseId", p.level, p.size, p.language, p.stage, p.offered, p.roster, p.excluded, p."left",
  p.after::float8 as after, p.checkpoint, p.reviews_action_id as reviews, p.heard_decision_id as heard,
  p.asked_by as "askedBy", p.facts, p.reasons, p.minority, p.document, p.ended_why as "endedWhy",
  p.opened_at as "openedAt", p.stage_until as "stageUntil", p.closed_at as "closedAt", p.version`;

/** @returns false where one sits for the case already */
export async function insertPanel(on: Statements, panel: Panel): Promise<boolean> {
  const rows = await on.run(
    `insert into panels (id, case_id, level, size, language, stage, offered, roster, excluded, reviews_action_id,
       heard_decision_id, asked_by, opened_at)
     values ($1::uuid, $2::uuid, $3::int, $4::int, $5::text, $6::text, array(select jsonb_array_elements_text($7::jsonb)),
       $8::jsonb, array(select jsonb_array_elements_text($9::jsonb)), $10::uuid, $11::uuid, $12::uuid, $13::timestamptz)
     on conflict (case_id) where closed_at is null do nothing returning id`,
    [
      panel.id,
      panel.caseId,
      panel.level,
      panel.size,
      panel.language,
      panel.stage,
      JSON.stringify(panel.offered),
      JSON.stringify(panel.roster),
      JSON.stringify(panel.excluded),
      panel.reviews,
      panel.heard,
      panel.askedBy,
      panel.openedAt,
    ],
  );
  return rows.length > 0;
}

/** Locked until the transaction ends: every step of a panel begins with it. */
export async function lockPanel(on: Statements, id: string): Promise<Panel | null> {
  const [row] = await on.run<Panel>(`select ${columns} from panels p where p.id = $1::uuid for update`, [id]);
  return row ?? null;
}

export async function findPanel(on: Statements, id: string): Promise<Panel | null> {
  const [row] = await on.run<Panel>(`select ${columns} from panels p where p.id = $1::uuid`, [id]);
  return row ?? null;
}

/** Of a case, the first one first. */
export function readPanelsOf(on: Statements, caseId: string): Promise<Panel[]> {
  return on.run<Panel>(`select ${columns} from panels p where p.case_id = $1::uuid order by p.id`, [caseId]);
}

/** Writes a step: what it leaves out stays as it is. */
export async function changePanel(on: Statements, panel: Panel): Promise<void> {
  await on.run(
    `update panels set stage = $2::text, "left" = array(select jsonb_array_elements_text($3::jsonb)), after = $4::bigint,
       checkpoint = $5::text, facts = $6::text, reasons = $7::text, minority = $8::text, document = $9::jsonb,
       ended_why = $10::text, stage_until = $11::timestamptz, closed_at = $12::timestamptz, version = version + 1
     where id = $1::uuid`,
    [
      panel.id,
      panel.stage,
      JSON.stringify(panel.left),
      panel.after,
      panel.checkpoint,
      panel.facts,
      panel.reasons,
      panel.minority,
      panel.document === null ? null : JSON.stringify(panel.document),
      panel.endedWhy,
      panel.stageUntil,
      panel.closedAt,
    ],
  );
}

/** Panels that wait to be drawn, and those whose stage is over or has somebody to remind; the longest due first. */
export async function readPanelsDue(on: Statements, now: Date, limit: number): Promise<string[]> {
  const rows = await on.run<{ id: string }>(
    `select p.id from panels p where p.closed_at is null and (p.stage = 'drawing' or p.stage_until <= $1::timestamptz)
     order by p.stage_until nulls first, p.id limit $2::int`,
    [now, limit],
  );
  return rows.map(({ id }) => id);
}

/** In the order in which they were seated: first those drawn, then substitutes. */
export function readMembers(on: Statements, panelId: string): Promise<Member[]> {
  return on.run<Member>(
    `select m.trustee, m.account_id as "accountId", m.seated_at as "seatedAt", m.left_at as "leftAt", m.left_as as "leftAs",
       m.left_why as "leftWhy", m.is_unfilled as "isUnfilled", m.reminded_of as "remindedOf"
     from panel_members m where m.panel_id = $1::uuid order by m.seat`,
    [panelId],
  );
}

export async function seatMembers(
  on: Statements,
  panelId: string,
  members: readonly { trustee: string; accountId: string }[],
  now: Date,
): Promise<void> {
  await on.run(
    `insert into panel_members (panel_id, trustee, account_id, seat, seated_at)
     select $1::uuid, m.trustee, m."accountId",
       (select count(*) from panel_members b where b.panel_id = $1::uuid) + m.ordinality, $3::timestamptz
     from rows from (jsonb_to_recordset($2::jsonb) as (trustee text, "accountId" uuid)) with ordinality as m
     on conflict do nothing`,
    [panelId, JSON.stringify(members), now],
  );
}

export async function unseatMember(
  on: Statements,
  panelId: string,
  {
    trustee,
    as,
    why,
    isUnfilled,
  }: { trustee: string; as: Member["leftAs"]; why: string; isUnfilled: boolean },
  now: Date,
): Promise<void> {
  await on.run(
    `update panel_members set left_at = $3::timestamptz, left_as = $4::text, left_why = $5::text, is_unfilled = $6::boolean
     where panel_id = $1::uuid and trustee = $2::text`,
    [panelId, trustee, now, as, why === "" ? null : why, isUnfilled],
  );
}

export async function noteReminded(
  on: Statements,
  panelId: string,
  { trustees, stage }: { trustees: readonly string[]; stage: PanelStage },
): Promise<void> {
  await on.run(
    `update panel_members set reminded_of = $3::text
     where panel_id = $1::uuid and trustee in (select jsonb_array_elements_text($2::jsonb))`,
    [panelId, JSON.stringify(trustees), stage],
  );
}

/** Open panels in which somebody sits, the oldest first. */
export async function readSeatsOf(on: Statements, accountId: string): Promise<string[]> {
  const rows = await on.run<{ id: string }>(
    `select p.id from panel_members m join panels p on p.id = m.panel_id
     where m.account_id = $1::uuid and m.left_at is null and p.closed_at is null order by p.id`,
    [accountId],
  );
  return rows.map(({ id }) => id);
}

/** Names of the accounts behind names under which people sign. */
export async function accountsOf(on: Statements, trustees: readonly string[]): Promise<Map<string, string>> {
  const rows = await on.run<{ trustee: string; accountId: string }>(
    `select trustee, account_id as "accountId" from trustee_keys
     where trustee in (select jsonb_array_elements_text($1::jsonb))`,
    [JSON.stringify(trustees)],
  );
  return new Map(rows.map(({ trustee, accountId }) => [trustee, accountId]));
}

/** Everybody who has judged a case, or said that they have a stake in it, by account. Who had no time can be drawn another time. */
export async function readEarlierMembers(on: Statements, caseId: string): Promise<string[]> {
  const rows = await on.run<{ accountId: string }>(
    `select distinct m.account_id as "accountId" from panel_members m join panels p on p.id = m.panel_id
     where p.case_id = $1::uuid and (m.left_at is null or m.left_as = 'recused' or m.is_unfilled)`,
    [caseId],
  );
  return rows.map(({ accountId }) => accountId);
}

/** That somebody sits or sat in, the newest first. */
export function readPanelsSince(
  on: Statements,
  accountId: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<Panel[]> {
  return on.run<Panel>(
    `select ${columns} from panels p where ($2::uuid is null or p.id < $2::uuid)
       and p.id in (select m.panel_id from panel_members m where m.account_id = $1::uuid)
     order by p.id desc limit $3::int`,
    [accountId, before, limit],
  );
}

/** Whether a first panel sits for a case: nobody else closes it meanwhile. */
export async function isBeforeFirstPanel(on: Statements, caseId: string): Promise<boolean> {
  const rows = await on.run(
    "select from panels p where p.case_id = $1::uuid and p.level = 0 and p.closed_at is null limit 1",
    [caseId],
  );
  return rows.length > 0;
}

/** Panels whose stage ends before a time, and that have members who were not reminded of it. */
export async function readPanelsEnding(
  on: Statements,
  { now, before }: { now: Date; before: Date },
  limit: number,
): Promise<string[]> {
  const rows = await on.run<{ id: string }>(
    `select p.id from panels p where p.closed_at is null and p.stage_until > $1::timestamptz
       and p.stage_until <= $2::timestamptz and exists (select from panel_members m where m.panel_id = p.id
         and m.left_at is null and m.reminded_of is distinct from p.stage)
     order by p.stage_until limit $3::int`,
    [now, before, limit],
  );
  return rows.map(({ id }) => id);
}

export async function isSeatedFor(on: Statements, accountId: string, caseId: string): Promise<boolean> {
  const rows = await on.run(
    `select from panel_members m join panels p on p.id = m.panel_id
     where m.account_id = $1::uuid and m.left_at is null and p.case_id = $2::uuid and p.closed_at is null limit 1`,
    [accountId, caseId],
  );
  return rows.length > 0;
}
