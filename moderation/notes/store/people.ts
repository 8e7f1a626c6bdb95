import type { Statements } from "../../ports.ts";

export interface NotePerson {
  readonly number: number;
  readonly alias: string;
}

/** Locked until the transaction ends: what one person may do a day is counted once at a time. */
export async function lockPerson(on: Statements, accountId: string): Promise<NotePerson | null> {
  const [row] = await on.run<NotePerson>(
    "select number, alias from context_note_people where account_id = $1::uuid for no key update",
    [accountId],
  );
  return row ?? null;
}

/** Does nothing where the alias is another's, or the account has one. */
export async function insertPerson(
  on: Statements,
  { accountId, alias, now }: { accountId: string; alias: string; now: Date },
): Promise<void> {
  await on.run(
    `insert into context_note_people (account_id, alias, created_at) values ($1::uuid, $2::text, $3::timestamptz)
     on conflict do nothing`,
    [accountId, alias, now],
  );
}

/** With everything that they wrote and rated. */
export async function deletePerson(on: Statements, accountId: string): Promise<void> {
  await on.run("delete from context_note_people where account_id = $1::uuid", [accountId]);
}
