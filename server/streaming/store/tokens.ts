import { type Runner, run } from "../../platform/statement.ts";

/** Those of some tokens that still open what they opened: their owners, if any, may use them. */
export async function readValid(on: Runner, tokenIds: readonly string[]): Promise<Set<string>> {
  const rows = await run<{ id: string }>(
    on,
    `select t.id from oauth_tokens t left join accounts a on a.id = t.account_id
     left join logins l on l.account_id = t.account_id
     where t.id = any($1::uuid[]) and (t.account_id is null or (a.state = 'active' and l.disabled_at is null))`,
    [tokenIds],
  );
  return new Set(rows.map((row) => row.id));
}
