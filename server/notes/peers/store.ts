import { type Runner, run } from "../../platform/statement.ts";
import type { NoteTreatment, PeerNote } from "./words.ts";

const columns = `n.id, n.iri, n.peer, n.post_iri as "postIri", n.document, n.state, n.action_id as "actionId",
  n.decided_by as "decidedBy", n.received_at as "receivedAt", n.updated_at as "updatedAt"`;

/** What holds for a peer, by its own setting or by that for all: kept, where nobody has said anything. */
const treatment = `coalesce((select s.treatment from peer_note_policies s where s.peer = n.peer),
  (select s.treatment from peer_note_policies s where s.peer = '*'), 'keep')`;

/** The Multikeys that a node that is followed by this one's actor publishes; null for any other. */
export async function keysOfFollowed(
  on: Runner,
  { nodeActor, actor }: { nodeActor: string; actor: string },
): Promise<{ id: string; value: string }[] | null> {
  const [row] = await run<{ keys: { id: string; value: string }[] }>(
    on,
    `select a.keys from accounts a join follows f on f.followee_id = a.id and f.state = 'accepted'
       join accounts us on us.id = f.follower_id and us.iri = $1::text
     where a.iri = $2::text and a.state = 'active'`,
    [nodeActor, actor],
  );
  return row?.keys ?? null;
}

export async function treatmentOf(on: Runner, peer: string): Promise<NoteTreatment> {
  const [row] = await run<{ treatment: NoteTreatment }>(
    on,
    `select ${treatment} as treatment from (select $1::text as peer) n`,
    [peer],
  );
  return row?.treatment ?? "keep";
}

export async function countReceived(on: Runner, peer: string, since: Date): Promise<number> {
  const [row] = await run<{ count: number }>(
    on,
    "select count(*)::int as count from peer_notes where peer = $1::text and received_at > $2::timestamptz",
    [peer, since],
  );
  return row?.count ?? 0;
}

/** Locked until the transaction ends, also where it is not there yet. */
export async function lockByIri(on: Runner, iri: string): Promise<PeerNote | null> {
  await run(
    on,
    "select pg_advisory_xact_lock(hashtextextended(current_schema || ':peer-notes:' || $1::text, 0))",
    [iri],
  );
  const [row] = await run<PeerNote>(
    on,
    `select ${columns} from peer_notes n where n.iri = $1::text for no key update`,
    [iri],
  );
  return row ?? null;
}

export async function findPeerNote(on: Runner, id: string): Promise<PeerNote | null> {
  const [row] = await run<PeerNote>(on, `select ${columns} from peer_notes n where n.id = $1::uuid`, [id]);
  return row ?? null;
}

export async function savePeerNote(on: Runner, note: PeerNote): Promise<void> {
  await run(
    on,
    `insert into peer_notes (id, iri, peer, post_iri, document, state, action_id, decided_by, received_at, updated_at)
     values ($1::uuid, $2::text, $3::text, $4::text, $5::jsonb, $6::text, $7::uuid, $8::uuid, $9::timestamptz, $10::timestamptz)
     on conflict (iri) do update set document = excluded.document, state = excluded.state, action_id = excluded.action_id,
       decided_by = excluded.decided_by, updated_at = excluded.updated_at`,
    [
      note.id,
      note.iri,
      note.peer,
      note.postIri,
      JSON.stringify(note.document),
      note.state,
      note.actionId,
      note.decidedBy,
      note.receivedAt,
      note.updatedAt,
    ],
  );
}

/** The post that a note is about, where it is here and everybody may read it. */
export async function findOpenPost(
  on: Runner,
  iri: string,
): Promise<{ id: string; accountId: string } | null> {
  const [row] = await run<{ id: string; accountId: string }>(
    on,
    `select p.id, p.account_id as "accountId" from posts p
     where p.iri = $1::text and p.deleted_at is null and p.visibility in ('public', 'unlisted')`,
    [iri],
  );
  return row ?? null;
}

/** Notes that are not as the settings say: their post has come since, or the settings have changed. */
export async function readUnsettled(on: Runner, limit: number): Promise<string[]> {
  const rows = await run<{ iri: string }>(
    on,
    `select n.iri from peer_notes n where n.decided_by is null and (
       (n.state = 'shown' and ${treatment} <> 'show')
       or (n.state = 'kept' and ${treatment} = 'show' and exists (select from posts p where p.iri = n.post_iri
         and p.deleted_at is null and p.visibility in ('public', 'unlisted') offset 0)))
     order by n.id limit $1::int`,
    [limit],
  );
  return rows.map(({ iri }) => iri);
}

/** Those that were not withdrawn, newest first. */
export function readPeerNotes(
  on: Runner,
  { before, limit }: { before: string | null; limit: number },
): Promise<PeerNote[]> {
  return run<PeerNote>(
    on,
    `select ${columns} from peer_notes n where n.state <> 'withdrawn' and ($1::uuid is null or n.id < $1::uuid)
     order by n.id desc limit $2::int`,
    [before, limit],
  );
}

/** What readers see of them, by their ids. */
export function readShown(on: Runner, ids: readonly string[]): Promise<PeerNote[]> {
  return run<PeerNote>(
    on,
    `select ${columns} from peer_notes n where n.id in (select jsonb_array_elements_text($1::jsonb)::uuid)`,
    [JSON.stringify(ids)],
  );
}

export function readPolicies(on: Runner): Promise<{ peer: string; treatment: NoteTreatment }[]> {
  return run(on, "select peer, treatment from peer_note_policies order by peer", []);
}

export async function savePolicy(
  on: Runner,
  { peer, treatment, by, at }: { peer: string; treatment: NoteTreatment | null; by: string; at: Date },
): Promise<void> {
  if (treatment === null) await run(on, "delete from peer_note_policies where peer = $1::text", [peer]);
  else
    await run(
      on,
      `insert into peer_note_policies (peer, treatment, set_by, set_at) values ($1::text, $2::text, $3::uuid, $4::timestamptz)
       on conflict (peer) do update set treatment = excluded.treatment, set_by = excluded.set_by, set_at = excluded.set_at`,
      [peer, treatment, by, at],
    );
}
