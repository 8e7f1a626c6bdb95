import type { Statements } from "../../ports.ts";
import type { ContextNote, NoteState, OwnView, Reason } from "../note.ts";
import { verdicts } from "../note.ts";

/** A note's row as use cases need it that change something. */
export interface LockedNote {
  readonly id: string;
  readonly number: number;
  readonly writer: number;
  readonly postId: string;
  readonly postIri: string;
  readonly postAccountId: string;
  readonly state: NoteState;
  readonly wanted: NoteState;
  readonly actionId: string | null;
  readonly ratings: number;
}

const lockedColumns = `n.id, n.number, n.writer, n.post_id as "postId", n.post_iri as "postIri",
  n.post_account_id as "postAccountId", n.state, n.wanted, n.action_id as "actionId",
  n.helpful + n.somewhat + n.not_helpful as ratings`;

/** Locked until the transaction ends. */
export async function lockNote(on: Statements, id: string): Promise<LockedNote | null> {
  const [row] = await on.run<LockedNote>(
    `select ${lockedColumns} from context_notes n where n.id = $1::uuid for no key update`,
    [id],
  );
  return row ?? null;
}

export async function insertNote(
  on: Statements,
  note: Pick<ContextNote, "id" | "postId" | "postIri" | "text" | "sources" | "whyNoSource" | "language"> & {
    writer: number;
    postAccountId: string;
    now: Date;
  },
): Promise<boolean> {
  const rows = await on.run(
    `insert into context_notes (id, writer, post_id, post_iri, post_account_id, text, sources, why_no_source, language,
       created_at, opened_at, state_at)
     values ($1::uuid, $2::int, $3::uuid, $4::text, $5::uuid, $6::text, array(select jsonb_array_elements_text($7::jsonb)),
       $8::text, $9::text, $10::timestamptz, $10::timestamptz, $10::timestamptz)
     on conflict do nothing returning id`,
    [
      note.id,
      note.writer,
      note.postId,
      note.postIri,
      note.postAccountId,
      note.text,
      JSON.stringify(note.sources),
      note.whyNoSource,
      note.language,
      note.now,
    ],
  );
  return rows.length > 0;
}

/** With its ratings. */
export async function deleteNote(on: Statements, id: string): Promise<void> {
  await on.run("delete from context_notes where id = $1::uuid", [id]);
}

export async function countNotesBy(on: Statements, writer: number, since: Date): Promise<number> {
  const [row] = await on.run<{ count: number }>(
    "select count(*)::int as count from context_notes where writer = $1::int and created_at > $2::timestamptz",
    [writer, since],
  );
  return row?.count ?? 0;
}

export async function moveState(
  on: Statements,
  id: string,
  { state, actionId, now }: { state: NoteState; actionId: string | null; now: Date },
): Promise<void> {
  await on.run(
    `update context_notes set state = $2::text, action_id = $3::uuid, state_at = $4::timestamptz where id = $1::uuid`,
    [id, state, actionId, now],
  );
}

const columns = `n.id, n.post_id as "postId", n.post_iri as "postIri", w.alias, n.text, n.sources,
  n.why_no_source as "whyNoSource", n.language, n.state, n.intercept, n.factor,
  jsonb_build_object('helpful', n.helpful, 'somewhat', n.somewhat, 'not-helpful', n.not_helpful) as ratings,
  n.created_at as "createdAt", n.state_at as "stateAt", n.locked_at as "lockedAt"`;

const ownColumns = `${columns}, w.account_id = $1::uuid as "isOwn",
  (select jsonb_build_object('rating', r.rating, 'reasons', r.reasons) from context_note_ratings r
   join context_note_people me on me.number = r.person where r.note = n.number and me.account_id = $1::uuid) as "ownRating"`;

const from = "from context_notes n join context_note_people w on w.number = n.writer";

type OwnRow = Omit<OwnView, "ownRating"> & { ownRating: { rating: number; reasons: Reason[] } | null };

function ownView({ ownRating, ...row }: OwnRow): OwnView {
  const verdict = verdicts[ownRating?.rating ?? -1];
  return {
    ...row,
    ownRating: verdict === undefined ? null : { verdict, reasons: ownRating?.reasons ?? [] },
  };
}

export async function findNote(on: Statements, id: string, viewerId: string | null): Promise<OwnView | null> {
  const [row] = await on.run<OwnRow>(`select ${ownColumns} ${from} where n.id = $2::uuid`, [viewerId, id]);
  return row === undefined ? null : ownView(row);
}

/** Notes on a post, those that are shown first. */
export async function readNotesOn(
  on: Statements,
  postId: string,
  viewerId: string | null,
  limit: number,
): Promise<OwnView[]> {
  const rows = await on.run<OwnRow>(
    `select ${ownColumns} ${from} where n.post_id = $2::uuid
     order by array_position(array['helpful', 'needs-more', 'not-helpful'], n.state), n.id limit $3::int`,
    [viewerId, postId, limit],
  );
  return rows.map(ownView);
}

/** Notes that want ratings, by somebody else, which this person has not rated: newest first. */
export async function readWanting(
  on: Statements,
  viewerId: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<OwnView[]> {
  const rows = await on.run<OwnRow>(
    `select ${ownColumns} ${from} where n.state = 'needs-more' and n.locked_at is null
       and ($2::uuid is null or n.id < $2::uuid) and w.account_id <> $1::uuid
       and not exists (select from context_note_ratings r join context_note_people me on me.number = r.person
         where r.note = n.number and me.account_id = $1::uuid)
     order by n.id desc limit $3::int`,
    [viewerId, before, limit],
  );
  return rows.map(ownView);
}

/** What somebody wrote, newest first. */
export async function readOwn(
  on: Statements,
  accountId: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<OwnView[]> {
  const rows = await on.run<OwnRow>(
    `select ${ownColumns} ${from} where w.account_id = $1::uuid and ($2::uuid is null or n.id < $2::uuid)
     order by n.id desc limit $3::int`,
    [accountId, before, limit],
  );
  return rows.map(ownView);
}

/** What is shown of notes, by their ids. */
export function readTexts(
  on: Statements,
  ids: readonly string[],
): Promise<Pick<ContextNote, "id" | "text" | "sources" | "language" | "createdAt">[]> {
  return on.run(
    `select n.id, n.text, n.sources, n.language, n.created_at as "createdAt" from context_notes n
     where n.id in (select jsonb_array_elements_text($1::jsonb)::uuid)`,
    [JSON.stringify(ids)],
  );
}

async function idsOf(rows: Promise<{ id: string }[]>): Promise<string[]> {
  return (await rows).map(({ id }) => id);
}

export function readOwnIds(on: Statements, accountId: string): Promise<string[]> {
  return idsOf(
    on.run(
      `select n.id from context_notes n join context_note_people p on p.number = n.writer where p.account_id = $1::uuid`,
      [accountId],
    ),
  );
}

/** About posts, or about whatever an account published. */
export function readAbout(
  on: Statements,
  { iris, accountId }: { iris: readonly string[]; accountId: string | null },
): Promise<string[]> {
  return idsOf(
    on.run(
      `select n.id from context_notes n where n.post_account_id = $2::uuid
       union select n.id from context_notes n where n.post_iri in (select jsonb_array_elements_text($1::jsonb))`,
      [JSON.stringify(iris), accountId],
    ),
  );
}
