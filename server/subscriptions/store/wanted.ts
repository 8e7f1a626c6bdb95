import type { Tx } from "../../context.ts";
import { run } from "../../platform/statement.ts";

interface Part {
  readonly after: string;
  readonly limit: number;
}

/** The domains that a list names, in order, after one of them. */
export async function readKeys(tx: Tx, listId: string, { after, limit }: Part): Promise<string[]> {
  const rows = await run<{ key: string }>(tx, `select key from (${part}) e order by key`, [
    listId,
    after,
    limit,
  ]);
  return rows.map(({ key }) => key);
}

/**
 * The query for what a list asks for in that part of it: nothing about the domains on the node's own allow-list, nor about the
 * exempt.
 */
export function wantedOf(listId: string, { after, limit, exempt }: Part & { exempt: readonly string[] }) {
  return {
    query: `select e.key as domain, e.verdict, e.reject_media, e.reject_reports, e.filters, e.reason, e.public_reason,
        e.obfuscate
      from (${part}) e where e.verdict in ('none', 'limit', 'reject')
        and not exists (select from domain_allows a where a.domain = e.key)
        and e.key not in (select jsonb_array_elements_text($4::jsonb)) order by e.key`,
    params: [listId, after, limit, JSON.stringify(exempt)],
  };
}

const part = `select * from list_entries where list_id = $1::uuid and entity = 'domain' and key > $2::text
  order by key limit $3::int`;
