import type { Iri } from "#protocol/ids/iri.ts";
import type { Tx } from "../../context.ts";
import { run } from "../../platform/statement.ts";
import { isAccountFiltered } from "../../policy/filters/in-force.ts";

/** What a relation needs to know of either account. */
export interface Party {
  id: string;
  iri: Iri;
  username: string;
  isLocal: boolean;
  /** Null for a local account. */
  domain: string | null;
  state: "active" | "suspended" | "deleted";
  locked: boolean;
  /** Its follows wait for approval, by word of the moderators: it is limited, or `require-follow-requests` is in force. */
  mustAsk: boolean;
  followersCount: number;
  followingCount: number;
  kind: string;
  movedTo: Iri | null;
}

/**
 * Holds both accounts until the transaction ends, in the order of their ids, so that what happens between two accounts
 * happens one after the other and cannot deadlock. Their counters may be changed afterwards.
 */
export async function lockPair(tx: Tx, first: string, second: string): Promise<[Party | null, Party | null]> {
  const rows = await run<Party>(
    tx,
    `select id, iri, username, domain is null as "isLocal", domain, state, locked,
       limited or ${isAccountFiltered("require-follow-requests", "accounts")} as "mustAsk",
       followers_count as "followersCount", following_count as "followingCount", kind, moved_to as "movedTo"
     from accounts where id in ($1::uuid, $2::uuid) order by id for no key update`,
    [first, second],
  );
  const find = (id: string) => rows.find((row) => row.id === id) ?? null;
  return [find(first), find(second)];
}

export async function lockAccounts(tx: Tx, ids: readonly string[]): Promise<void> {
  await run(
    tx,
    "select id from accounts where id in (select jsonb_array_elements_text($1::jsonb)::uuid) order by id for no key update",
    [JSON.stringify(ids)],
  );
}

export interface Barriers {
  /** The first account blocks the second one or its domain. */
  blocks: boolean;
  /** The second account blocks the first one or its domain. */
  isBlocked: boolean;
}

export async function readBarriers(tx: Tx, first: Party, second: Party): Promise<Barriers> {
  const [row] = await run<Barriers>(
    tx,
    `select
      exists (select from blocks where account_id = $1::uuid and target_id = $2::uuid)
        or exists (select from domain_blocks where account_id = $1::uuid and domain = $4::text) as blocks,
      exists (select from blocks where account_id = $2::uuid and target_id = $1::uuid)
        or exists (select from domain_blocks where account_id = $2::uuid and domain = $3::text) as "isBlocked"`,
    [first.id, second.id, first.domain, second.domain],
  );
  return row ?? { blocks: false, isBlocked: false };
}

export async function readLocalIdByIri(tx: Tx, iri: string): Promise<string | null> {
  const [row] = await run<{ id: string }>(
    tx,
    "select id from accounts where iri = $1::text and domain is null",
    [iri],
  );
  return row?.id ?? null;
}
