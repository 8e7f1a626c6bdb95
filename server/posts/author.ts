import type { Iri } from "#protocol/ids/iri.ts";
import { type Runner, run } from "../platform/statement.ts";

export interface Author {
  id: string;
  iri: Iri;
  username: string;
  followers: Iri;
  kind: string;
  /** What is done to what it writes: `moderation/filter.ts`. */
  filters: string[];
  /** Its posts wait for a moderator. */
  isHeld: boolean;
}

/** An account of this node that may publish; null when it is suspended, deleted, or from elsewhere. */
export async function findAuthor(on: Runner, accountId: string): Promise<Author | null> {
  const [author] = await run<Author>(
    on,
    `select id, iri, username, followers, kind, filters || rule_filters as filters, held as "isHeld" from accounts
     where id = $1::uuid and domain is null and state = 'active'`,
    [accountId],
  );
  return author ?? null;
}
