import type { ModerationCtx, Statements } from "../ports.ts";
import type { Action } from "./action.ts";
import type { Statement } from "./statement.ts";
import {
  type ActionFilter,
  changeCause,
  findAction,
  readActions,
  readBecauseOf,
  readInForce,
  readStatements,
} from "./store/actions.ts";

/** An action and why it was taken. */
export interface ActionView extends Action {
  readonly statement: Statement | null;
}

/** A page of actions, newest first. */
export async function listActions(
  { db }: Pick<ModerationCtx, "db">,
  filter: ActionFilter,
  page: { before?: string | null; limit: number },
): Promise<ActionView[]> {
  const actions = await readActions(db, filter, page);
  const statements = await readStatements(
    db,
    actions.map(({ id }) => id),
  );
  return actions.map((action) => ({ ...action, statement: statements.get(action.id) ?? null }));
}

export async function readAction({ db }: Pick<ModerationCtx, "db">, id: string): Promise<ActionView | null> {
  const action = await findAction(db, id);
  if (action === null) return null;
  return { ...action, statement: await statementOf({ db }, id) };
}

/** Why an action was taken; null for one that came with no reasons. */
async function statementOf({ db }: Pick<ModerationCtx, "db">, actionId: string): Promise<Statement | null> {
  return (await readStatements(db, [actionId])).get(actionId) ?? null;
}

/** An action, in a transaction that is under way. */
export function findActionById(on: Statements, id: string): Promise<Action | null> {
  return findAction(on, id);
}

/** What is in force on a subject now, in the order in which it was taken. */
export function actionsInForce(on: Statements, iri: string): Promise<Action[]> {
  return readInForce(on, iri);
}

/** What lists (or rules ...) did to accounts and is in force, and what of it somebody has taken back. */
export function actionsBecauseOf(on: Statements, what: "list" | "rule"): Promise<Action[]> {
  return readBecauseOf(on, `${what}:%`);
}

/** What was done for one cause is there for another from now on. */
export function giveCause(on: Statements, causes: { from: string; to: string }): Promise<void> {
  return changeCause(on, causes);
}
