import type { Iri } from "#protocol/ids/iri.ts";
import { type Runner, run } from "../../platform/statement.ts";

/** A post or an account that is known here, with whose it is. */
export async function findSubject(
  on: Runner,
  iri: string,
): Promise<{
  kind: "post" | "account";
  id: string;
  accountId: string;
  account: Iri;
  domain: string | null;
} | null> {
  const [row] = await run<{
    kind: "post" | "account";
    id: string;
    accountId: string;
    account: Iri;
    domain: string | null;
  }>(
    on,
    `select 'post' as kind, p.id, a.id as "accountId", a.iri as account, a.domain
     from posts p join accounts a on a.id = p.account_id where p.iri = $1::text
     union all
     select 'account', a.id, a.id, a.iri, a.domain from accounts a where a.iri = $1::text limit 1`,
    [iri],
  );
  return row ?? null;
}
