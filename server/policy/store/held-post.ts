import { type Runner, run } from "../../platform/statement.ts";
import type { HeldPost } from "../holds/content.ts";

/** A post that waits, with whose it is. */
export async function readHeldPost(
  on: Runner,
  iri: string,
): Promise<{ post: HeldPost; accountId: string; domain: string | null; since: Date } | null> {
  const [row] = await run<{ post: HeldPost; accountId: string; domain: string | null; since: Date }>(
    on,
    `select h.content -> 'post' as post, h.account_id as "accountId", h.domain,
       coalesce(a.published_at, a.created_at) as since
     from held_items h join accounts a on a.id = h.account_id
     where h.subject_iri = $1::text and h.kind = 'post' and h.state = 'held'`,
    [iri],
  );
  return row ?? null;
}
