import type { Category } from "../../category.ts";
import type { Statements } from "../../ports.ts";
import type { Subject } from "../../subject.ts";
import type { Action } from "../action.ts";
import type { Statement } from "../statement.ts";

const columns = `a.id, a.case_id as "caseId", a.kind, a.params, a.subject_kind as "subjectKind",
  a.subject_iri as "subjectIri", a.subject_id as "subjectId", a.account_id as "accountId", a.by_account_id as "by",
  a.cause, a.starts_at as "startsAt", a.ends_at as "endsAt", a.undone_at as "undoneAt", a.undone_by as "undoneBy",
  a.undo_reason as "undoReason"`;

type Row = Omit<Action, "subject"> & {
  subjectKind: Subject["kind"];
  subjectIri: Subject["iri"];
  subjectId: string | null;
};

function fromRow({ subjectKind, subjectIri, subjectId, ...row }: Row): Action {
  return {
    ...row,
    startsAt: new Date(row.startsAt),
    endsAt: row.endsAt && new Date(row.endsAt),
    undoneAt: row.undoneAt && new Date(row.undoneAt),
    subject: { kind: subjectKind, iri: subjectIri, id: subjectId, accountId: row.accountId },
  };
}

/** Holds a subject until the transaction ends, so that what is decided about it comes one after the other. */
export async function lockSubject(on: Statements, iri: string): Promise<void> {
  await on.run(
    "select pg_advisory_xact_lock(hashtextextended(current_schema || ':subject:' || $1::text, 0))",
    [iri],
  );
}

export async function insertAction(on: Statements, action: Action): Promise<void> {
  const { subject } = action;
  await on.run(
    `insert into actions (id, case_id, kind, params, subject_kind, subject_iri, subject_id, account_id, by_account_id,
       cause, starts_at, ends_at)
     values ($1::uuid, $2::uuid, $3::text, $4::jsonb, $5::text, $6::text, $7::uuid, $8::uuid, $9::uuid, $10::text,
       $11::timestamptz, $12::timestamptz)`,
    [
      action.id,
      action.caseId,
      action.kind,
      JSON.stringify(action.params),
      subject.kind,
      subject.iri,
      subject.id,
      subject.accountId,
      action.by,
      action.cause,
      action.startsAt,
      action.endsAt,
    ],
  );
}

export async function insertStatement(on: Statements, statement: Statement): Promise<void> {
  await on.run(
    `insert into statements (action_id, category, rules, facts, text, is_automated, appeal_until, told_at)
     values ($1::uuid, $2::text, $3::jsonb, $4::text, $5::text, $6::boolean, $7::timestamptz, $8::timestamptz)`,
    [
      statement.actionId,
      statement.category,
      JSON.stringify(statement.rules),
      statement.facts,
      statement.text,
      statement.isAutomated,
      statement.appealUntil,
      statement.toldAt,
    ],
  );
}

/** What is in force on a subject. Call it with the subject locked where something follows from it. */
export async function readInForce(on: Statements, iri: string): Promise<Action[]> {
  const rows = await on.run<Row>(
    `select ${columns} from actions a where a.subject_iri = $1::text and a.undone_at is null order by a.id`,
    [iri],
  );
  return rows.map(fromRow);
}

export async function findAction(on: Statements, id: string): Promise<Action | null> {
  const [row] = await on.run<Row>(`select ${columns} from actions a where a.id = $1::uuid`, [id]);
  return row === undefined ? null : fromRow(row);
}

/** @returns whether it was in force until now */
export async function markUndone(
  on: Statements,
  undone: { id: string; at: Date; by: string | null; reason: string },
): Promise<boolean> {
  const rows = await on.run(
    `update actions set undone_at = $2::timestamptz, undone_by = $3::uuid, undo_reason = $4::text
     where id = $1::uuid and undone_at is null returning id`,
    [undone.id, undone.at, undone.by, undone.reason],
  );
  return rows.length > 0;
}

/** Ids of actions whose time is over. */
export async function readOver(on: Statements, now: Date, limit: number): Promise<string[]> {
  const rows = await on.run<{ id: string }>(
    `select id from actions where ends_at <= $1::timestamptz and undone_at is null order by ends_at limit $2::int`,
    [now, limit],
  );
  return rows.map(({ id }) => id);
}

export interface ActionFilter {
  /** These alone. */
  readonly ids?: readonly string[] | null;
  readonly subjectIri?: string | null;
  readonly caseId?: string | null;
  /** What was done about an account and about what it published. */
  readonly accountId?: string | null;
  readonly cause?: string | null;
  /** Somebody who reads: what was done about themselves is left out, and told to them as to everybody. */
  readonly notOn?: string | null;
  readonly isInForce?: boolean;
  /** Whether whoever is concerned was told. */
  readonly isTold?: boolean;
}

/** Newest first, those before an id. */
export async function readActions(
  on: Statements,
  filter: ActionFilter,
  { before = null, limit }: { before?: string | null; limit: number },
): Promise<Action[]> {
  const parameters: unknown[] = [before, limit];
  const conditions = ["($1::uuid is null or a.id < $1::uuid)"];
  const add = (value: unknown, condition: (parameter: string) => string) => {
    if (value === null || value === undefined) return;
    parameters.push(value);
    conditions.push(condition(`$${parameters.length}`));
  };
  if (filter.ids != null)
    add(JSON.stringify(filter.ids), (p) => `a.id in (select jsonb_array_elements_text(${p}::jsonb)::uuid)`);
  add(filter.subjectIri, (p) => `a.subject_iri = ${p}::text`);
  add(filter.caseId, (p) => `a.case_id = ${p}::uuid`);
  add(filter.accountId, (p) => `a.account_id = ${p}::uuid`);
  add(filter.notOn, (p) => `a.account_id is distinct from ${p}::uuid`);
  add(filter.cause, (p) => `a.cause = ${p}::text`);
  if (filter.isInForce) conditions.push("a.undone_at is null");
  if (filter.isTold)
    conditions.push("exists (select from statements s where s.action_id = a.id and s.told_at is not null)");
  const rows = await on.run<Row>(
    `select ${columns} from actions a where ${conditions.join(" and ")} order by a.id desc limit $2::int`,
    parameters,
  );
  return rows.map(fromRow);
}

export async function readStatements(
  on: Statements,
  actionIds: readonly string[],
): Promise<Map<string, Statement>> {
  if (actionIds.length === 0) return new Map();
  const rows = await on.run<Statement & { category: Category }>(
    `select action_id as "actionId", category, rules, facts, text, is_automated as "isAutomated",
       appeal_until as "appealUntil", told_at as "toldAt"
     from statements where action_id in (select jsonb_array_elements_text($1::jsonb)::uuid)`,
    [JSON.stringify(actionIds)],
  );
  return new Map(
    rows.map((row) => [
      row.actionId,
      {
        ...row,
        appealUntil: row.appealUntil && new Date(row.appealUntil),
        toldAt: row.toldAt && new Date(row.toldAt),
      },
    ]),
  );
}

/** A case as whoever acts in it must know it; its row stays locked. */
export async function lockCase(
  on: Statements,
  id: string,
): Promise<{ version: number; subjectIri: string } | null> {
  const [row] = await on.run<{ version: number; subjectIri: string }>(
    `select version, subject_iri as "subjectIri" from cases where id = $1::uuid for no key update`,
    [id],
  );
  return row ?? null;
}

export async function touchCase(on: Statements, id: string, now: Date): Promise<void> {
  await on.run("update cases set version = version + 1, updated_at = $2::timestamptz where id = $1::uuid", [
    id,
    now,
  ]);
}

/** Of accounts. @param cause with a wildcard */
export async function readBecauseOf(on: Statements, cause: string): Promise<Action[]> {
  const rows = await on.run<Row>(
    `select ${columns} from actions a where a.cause like $1::text and a.subject_kind = 'account'
       and (a.undone_at is null or a.undone_by is not null) order by a.id`,
    [cause],
  );
  return rows.map(fromRow);
}

export async function changeCause(on: Statements, { from, to }: { from: string; to: string }): Promise<void> {
  await on.run("update actions set cause = $2::text where cause = $1::text and undone_at is null", [
    from,
    to,
  ]);
}
