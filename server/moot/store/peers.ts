import type { Iri } from "#protocol/ids/iri.ts";
import type { JsonObject } from "#protocol/signing/proofs.ts";
import { type Runner, run } from "../../platform/statement.ts";

/** A node whose decisions this one asks for. */
export interface PeerLine {
  readonly accountId: string;
  readonly actorIri: Iri;
  readonly domain: string;
  /** `refused`: they do not let this node follow them, or do so no more. */
  readonly state: "asked" | "following" | "refused";
  /** Keys in its roster, those of former trustees included; null before it was asked. */
  readonly trustees: number | null;
  readonly fetchedAt: Date | null;
  readonly since: Date;
}

/** With what its decisions are verified with. */
export interface Peer extends PeerLine {
  /** Their keys as Multikeys, by the names that proofs give them. */
  readonly keys: Readonly<Record<string, string>>;
  /** As it was signed. */
  readonly roster: JsonObject | null;
}

/** What the follow of this node's actor, `$1`, says. */
const lineColumns = `p.account_id as "accountId", p.actor_iri as "actorIri", p.domain, p.fetched_at as "fetchedAt", p.since,
  jsonb_array_length(p.roster -> 'trustees') as trustees, coalesce((select case f.state when 'accepted' then 'following' else 'asked' end from follows f
    join accounts n on n.id = f.follower_id where n.iri = $1::text and f.followee_id = p.account_id), 'refused') as state`;

const columns = `${lineColumns}, p.keys, p.roster`;

export function readPeers(on: Runner, nodeActor: Iri): Promise<PeerLine[]> {
  return run<PeerLine>(on, `select ${lineColumns} from moot_peers p order by p.domain limit 1000`, [
    nodeActor,
  ]);
}

/** @param name a peer's actor, or its domain */
export async function findPeer(on: Runner, nodeActor: Iri, name: string): Promise<Peer | null> {
  const [row] = await run<Peer>(
    on,
    `select ${columns} from moot_peers p where p.actor_iri = $2::text or p.domain = $2::text limit 1`,
    [nodeActor, name],
  );
  return row ?? null;
}

export async function savePeer(
  on: Runner,
  { accountId, actorIri, domain, since }: Pick<Peer, "accountId" | "actorIri" | "domain" | "since">,
): Promise<void> {
  await run(
    on,
    `insert into moot_peers (account_id, actor_iri, domain, since) values ($1::uuid, $2::text, $3::text, $4::timestamptz)
     on conflict do nothing`,
    [accountId, actorIri, domain, since],
  );
}

export async function deletePeer(on: Runner, accountId: string): Promise<void> {
  await run(on, "delete from moot_peers where account_id = $1::uuid", [accountId]);
}

export async function savePeerKnown(
  on: Runner,
  accountId: string,
  known: { keys: Record<string, string>; roster: JsonObject; at: Date },
): Promise<void> {
  await run(
    on,
    `update moot_peers set keys = $2::jsonb, roster = $3::jsonb, fetched_at = $4::timestamptz where account_id = $1::uuid`,
    [accountId, JSON.stringify(known.keys), JSON.stringify(known.roster), known.at],
  );
}
