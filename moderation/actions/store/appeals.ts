import type { Statements } from "../../ports.ts";

/** What whoever is concerned says against an action, and what came of it. */
export interface Appeal {
  readonly id: string;
  readonly actionId: string;
  readonly accountId: string;
  readonly text: string;
  readonly state: "open" | "granted" | "rejected";
  readonly createdAt: Date;
  readonly answeredAt: Date | null;
  readonly answeredBy: string | null;
  readonly answer: string | null;
}

const columns = `p.id, p.action_id as "actionId", p.account_id as "accountId", p.text, p.state,
  p.created_at as "createdAt", p.answered_at as "answeredAt", p.answered_by as "answeredBy", p.answer`;

function fromRow(row: Appeal): Appeal {
  const { createdAt, answeredAt } = row;
  return { ...row, createdAt: new Date(createdAt), answeredAt: answeredAt && new Date(answeredAt) };
}

/** @returns false when there is one already */
export async function insertAppeal(
  on: Statements,
  appeal: { id: string; actionId: string; accountId: string; text: string; at: Date },
): Promise<boolean> {
  const rows = await on.run(
    `insert into appeals (id, action_id, account_id, text, created_at)
     values ($1::uuid, $2::uuid, $3::uuid, $4::text, $5::timestamptz) on conflict (action_id) do nothing returning id`,
    [appeal.id, appeal.actionId, appeal.accountId, appeal.text, appeal.at],
  );
  return rows.length > 0;
}

/** @returns whether it was open until now */
export async function saveAnswer(
  on: Statements,
  given: { id: string; state: "granted" | "rejected"; by: string | null; answer: string; at: Date },
): Promise<boolean> {
  const rows = await on.run(
    `update appeals set state = $2::text, answered_by = $3::uuid, answer = $4::text, answered_at = $5::timestamptz
     where id = $1::uuid and state = 'open' returning id`,
    [given.id, given.state, given.by, given.answer, given.at],
  );
  return rows.length > 0;
}

export async function findAppeal(on: Statements, id: string): Promise<Appeal | null> {
  const [row] = await on.run<Appeal>(`select ${columns} from appeals p where p.id = $1::uuid`, [id]);
  return row === undefined ? null : fromRow(row);
}

/** Appeals against some actions, by the action's id. */
export async function readAppealsOf(
  on: Statements,
  actionIds: readonly string[],
): Promise<Map<string, Appeal>> {
  if (actionIds.length === 0) return new Map();
  const rows = await on.run<Appeal>(
    `select ${columns} from appeals p where p.action_id in (select jsonb_array_elements_text($1::jsonb)::uuid)`,
    [JSON.stringify(actionIds)],
  );
  return new Map(rows.map((row) => [row.actionId, fromRow(row)]));
}

export interface AppealFilter {
  readonly isOpen: boolean;
  /** A moderator who reads: others answer what they themselves have appealed against. */
  readonly notBy?: string | null;
}

export async function readAppeals(
  on: Statements,
  { isOpen, notBy = null }: AppealFilter,
  { after = null, limit }: { after?: string | null; limit: number },
): Promise<Appeal[]> {
  const rows = await on.run<Appeal>(
    isOpen
      ? `select ${columns} from appeals p where p.state = 'open' and ($1::uuid is null or p.id > $1::uuid)
           and ($3::uuid is null or p.account_id is distinct from $3::uuid)
         order by p.id limit $2::int`
      : `select ${columns} from appeals p where ($1::uuid is null or p.id < $1::uuid)
           and ($3::uuid is null or p.account_id is distinct from $3::uuid) order by p.id desc limit $2::int`,
    [after, limit, notBy],
  );
  return rows.map(fromRow);
}
