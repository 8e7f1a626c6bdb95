import type { Iri } from "#protocol/ids/iri.ts";
import type { Ctx } from "../context.ts";
import { loadByIris } from "./views/summaries.ts";

/** An account by what people call it. */
export interface NamedAccount {
  iri: Iri;
  /** `@ana@example.social`; its IRI where the account is not known here. */
  name: string;
  /** Its page. */
  url: string;
}

/**
 * How people call the accounts that others name by their IRIs, in the order in which they were named.
 *
 * @example const [alias] = await namesOf(ctx, account.aliases); // { name: "@ana@old.example", … }
 */
export async function namesOf(
  ctx: Pick<Ctx, "sql" | "clock" | "handleHost">,
  iris: readonly Iri[],
): Promise<NamedAccount[]> {
  const known = await loadByIris(ctx, iris);
  return iris.map((iri) => {
    const account = known.get(iri);
    if (account === undefined) return { iri, name: iri, url: iri };
    return { iri, name: `@${account.username}@${account.domain ?? ctx.handleHost}`, url: account.url };
  });
}
