import type { Ctx, Tx } from "../../context.ts";
import { run } from "../../platform/statement.ts";

/** Puts domains on the allow-list; those that were not on it before are marked as this import's. */
export async function addAllows(
  ctx: Pick<Ctx, "ids" | "clock">,
  tx: Tx,
  listId: string,
  domains: readonly string[],
): Promise<void> {
  const rows = domains.map((domain) => ({ id: ctx.ids.next(), domain }));
  await run(
    tx,
    `with added as (
       insert into domain_allows (id, domain, created_at)
       select a.id, a.domain, $3::timestamptz from jsonb_to_recordset($1::jsonb) as a(id uuid, domain text)
       on conflict (domain) do nothing returning domain)
     update list_entries e set answer = 'confirmed' from added a where e.list_id = $2::uuid and e.key = a.domain`,
    [JSON.stringify(rows), listId, ctx.clock.now()],
  );
}

/** Takes those off the allow-list that this import put there. */
export async function removeAllows(tx: Tx, listId: string, domains: readonly string[]): Promise<void> {
  await run(
    tx,
    `with own as (
       update list_entries set answer = null where list_id = $2::uuid and answer = 'confirmed'
         and key in (select jsonb_array_elements_text($1::jsonb)) returning key)
     delete from domain_allows a using own where a.domain = own.key`,
    [JSON.stringify(domains), listId],
  );
}
