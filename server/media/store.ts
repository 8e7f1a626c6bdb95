import type { MediaError, Produced, ProducedKind } from "#media/produced.ts";
import { type Runner, run } from "../platform/statement.ts";
import { storableJson } from "../posts/storable.ts";
import type { KeptCaption, KeptFile } from "./schema.ts";

export type MediumState = "waiting" | "processing" | "ready" | "failed";

export interface MediumRow {
  id: string;
  accountId: string;
  state: MediumState;
  kind: ProducedKind;
  description: string | null;
  focalPoint: [x: number, y: number] | null;
  sourceFile: string | null;
  sourceType: string;
  sourceSize: number;
  sha256: string;
  width: number | null;
  height: number | null;
  duration: number | null;
  fps: number | null;
  bitrate: number | null;
  blurhash: string | null;
  colour: string | null;
  waveform: number[] | null;
  files: KeptFile[];
  captions: KeptCaption[];
  thumbnail: KeptFile | null;
  progress: number;
  error: MediaError | null;
  attempts: number;
  postId: string | null;
  scheduledId: string | null;
}

const columns = `m.id, m.account_id as "accountId", m.state, m.kind, m.description, m.focal_point as "focalPoint",
  m.source_file as "sourceFile", m.source_type as "sourceType", m.source_size as "sourceSize", m.sha256, m.width,
  m.height, m.duration, m.fps, m.bitrate, m.blurhash, m.colour, m.waveform, m.files, m.captions, m.thumbnail,
  m.progress, m.error, m.attempts, m.post_id as "postId", m.scheduled_id as "scheduledId"`;

export type NewMedium = Pick<
  MediumRow,
  | "id"
  | "accountId"
  | "state"
  | "kind"
  | "description"
  | "focalPoint"
  | "sourceFile"
  | "sourceType"
  | "sourceSize"
  | "sha256"
> & { now: Date };

export async function insertMedium(on: Runner, medium: NewMedium): Promise<void> {
  const { now, focalPoint, ...m } = medium;
  await run(
    on,
    `insert into media (id, account_id, state, kind, description, focal_point, source_file, source_type, source_size,
       sha256, created_at, updated_at)
     values ($1::uuid, $2::uuid, $3, $4, $5, $6::text::jsonb, $7, $8, $9, $10, $11::timestamptz, $11::timestamptz)`,
    [
      m.id,
      m.accountId,
      m.state,
      m.kind,
      m.description,
      focalPoint && JSON.stringify(focalPoint),
      m.sourceFile,
      m.sourceType,
      m.sourceSize,
      m.sha256,
      now,
    ],
  );
}

/** An account's own medium. */
export async function findMedium(on: Runner, id: string, accountId: string): Promise<MediumRow | null> {
  const [row] = await run<MediumRow>(
    on,
    `select ${columns} from media m where m.id = $1::uuid and m.account_id = $2::uuid`,
    [id, accountId],
  );
  return row ?? null;
}

/** Those of some media that are an account's own, in any order. */
export function findMedia(on: Runner, accountId: string, ids: readonly string[]): Promise<MediumRow[]> {
  return run<MediumRow>(
    on,
    `select ${columns} from media m where m.account_id = $1::uuid and m.id = any($2::uuid[])`,
    [accountId, listed(ids)],
  );
}

/** Notes which files a medium needs, before they are in the store; does nothing when the medium was removed. */
export async function claimFiles(on: Runner, mediumId: string, names: readonly string[]): Promise<void> {
  await run(
    on,
    `insert into media_files (file, medium_id)
     select distinct f, m.id from media m cross join unnest($2::text[]) as f where m.id = $1::uuid
     on conflict do nothing`,
    [mediumId, listed(names)],
  );
}

/** Notes that a medium needs a file no longer. */
export async function releaseFile(on: Runner, mediumId: string, name: string): Promise<void> {
  await run(on, "delete from media_files where medium_id = $1::uuid and file = $2", [mediumId, name]);
}

/** Notes that a medium that came to nothing needs no files. @returns those that it needed */
export async function releaseFiles(on: Runner, mediumId: string): Promise<string[]> {
  const rows = await run<{ file: string }>(
    on,
    `delete from media_files f using media m
     where m.id = f.medium_id and m.id = $1::uuid and m.state = 'failed' returning f.file`,
    [mediumId],
  );
  return rows.map((row) => row.file);
}

/** Takes a medium for this process to work on. @returns null when there is nothing to do any more */
export async function beginMedium(on: Runner, id: string, now: Date): Promise<MediumRow | null> {
  const [row] = await run<MediumRow>(
    on,
    `update media m set state = 'processing', progress = 0, attempts = attempts + 1, updated_at = $2::timestamptz
     where m.id = $1::uuid and m.state in ('waiting', 'processing') returning ${columns}`,
    [id, now],
  );
  return row ?? null;
}

/** @returns false when nobody wants it any more */
export async function noteProgress(on: Runner, id: string, progress: number, now: Date): Promise<boolean> {
  const rows = await run(
    on,
    `update media set progress = $2::real, updated_at = $3::timestamptz
     where id = $1::uuid and state = 'processing' returning id`,
    [id, progress, now],
  );
  return rows.length > 0;
}

/** @returns the medium as it is now; null when it was removed meanwhile */
export async function finishMedium(
  on: Runner,
  id: string,
  produced: Omit<Produced, "files">,
  files: readonly KeptFile[],
  now: Date,
): Promise<MediumRow | null> {
  const [row] = await run<MediumRow>(
    on,
    `update media m set state = 'ready', progress = 1, error = null, source_file = null, kind = i.kind, width = i.width,
       height = i.height, duration = i.duration, fps = i.fps, bitrate = i.bitrate, blurhash = i.blurhash,
       colour = i.colour, hashes = i.hashes, waveform = i.waveform, files = i.files, updated_at = $3::timestamptz
     from jsonb_to_record($2::text::jsonb) as i(kind text, width int, height int, duration float8, fps float8, bitrate int,
       blurhash text, colour text, hashes jsonb, waveform jsonb, files jsonb)
     where m.id = $1::uuid and m.state = 'processing' returning ${columns}`,
    [
      id,
      JSON.stringify({ ...produced, bitrate: produced.bitrate && Math.round(produced.bitrate), files }),
      now,
    ],
  );
  return row ?? null;
}

export async function failMedium(on: Runner, id: string, error: MediaError, now: Date): Promise<void> {
  await run(
    on,
    `update media set state = 'failed', error = $2::text::jsonb, source_file = null, updated_at = $3::timestamptz
     where id = $1::uuid and state in ('waiting', 'processing')`,
    [id, JSON.stringify({ ...error, detail: undefined }), now],
  );
}

/** Puts a medium back that a process could not bring to its end. */
export async function returnMedium(on: Runner, id: string, attempts: number, now: Date): Promise<void> {
  await run(
    on,
    `update media set state = 'waiting', progress = 0, attempts = $2::int, updated_at = $3::timestamptz
     where id = $1::uuid and state = 'processing'`,
    [id, attempts, now],
  );
}

/** What somebody may say of a medium at any time; undefined leaves it as it is. */
export interface MediumChange {
  description?: string | null;
  focalPoint?: [x: number, y: number] | null;
  thumbnail?: KeptFile;
}

/** @returns the name of the picture that somebody had chosen to stand for it until now, if any */
export async function changeMedium(
  on: Runner,
  id: string,
  change: MediumChange,
  now: Date,
): Promise<string | null> {
  const [row] = await run<{ before: string | null }>(
    on,
    `update media m set
       description = case when i.value ? 'description' then i.value ->> 'description' else m.description end,
       focal_point = case when i.value ? 'focalPoint' then nullif(i.value -> 'focalPoint', 'null') else m.focal_point end,
       thumbnail = coalesce(i.value -> 'thumbnail', m.thumbnail),
       updated_at = $3::timestamptz
     from (select $2::text::jsonb as value) i,
       (select b.id, b.thumbnail ->> 'name' as name from media b where b.id = $1::uuid for update) before
     where m.id = before.id returning before.name as before`,
    [id, storableJson(change), now],
  );
  return row?.before ?? null;
}

/** Puts captions in the place of those in the same language; null takes these away. */
export async function putCaption(
  on: Runner,
  id: string,
  language: string,
  caption: KeptCaption | null,
  now: Date,
): Promise<void> {
  await run(
    on,
    `update media m set updated_at = $4::timestamptz, captions =
       coalesce((select jsonb_agg(c) from jsonb_array_elements(m.captions) c where c ->> 'language' <> $2), '[]')
         || $3::text::jsonb
     where m.id = $1::uuid`,
    [id, language, storableJson(caption === null ? [] : [caption]), now],
  );
}

/**
 * Gives ready media of an account to one of its posts.
 *
 * @param scheduledId of the post while it waited for its time
 * @returns whether all of them could be
 */
export async function attachMedia(
  on: Runner,
  { ids, accountId, postId, scheduledId = null }: Attachment,
): Promise<boolean> {
  const rows = await run(
    on,
    `update media set post_id = $3::uuid, scheduled_id = null
     where account_id = $1::uuid and id = any($2::uuid[]) and state = 'ready'
       and (post_id is null or post_id = $3::uuid) and (scheduled_id is null or scheduled_id = $4::uuid)
     returning id`,
    [accountId, listed(ids), postId, scheduledId],
  );
  return rows.length === new Set(ids).size;
}

export interface Attachment {
  ids: readonly string[];
  accountId: string;
  postId: string;
  scheduledId?: string | null;
}

/** The same for a post that waits for its time. */
export async function reserveMedia(
  on: Runner,
  { ids, accountId, scheduledId }: { ids: readonly string[]; accountId: string; scheduledId: string },
): Promise<boolean> {
  const rows = await run(
    on,
    `update media set scheduled_id = $3::uuid
     where account_id = $1::uuid and id = any($2::uuid[]) and state = 'ready' and post_id is null
       and (scheduled_id is null or scheduled_id = $3::uuid)
     returning id`,
    [accountId, listed(ids), scheduledId],
  );
  return rows.length === new Set(ids).size;
}

/** Ids of all media that a post has had and has, also those that an edit took out of it. */
export async function idsOfPost(on: Runner, postId: string): Promise<string[]> {
  const rows = await run<{ id: string }>(on, "select id from media where post_id = $1::uuid", [postId]);
  return rows.map((row) => row.id);
}

/** Removes media that belong to no post. @returns the files that they needed */
export async function deleteMedia(
  on: Runner,
  accountId: string,
  ids: readonly string[],
): Promise<{ removed: number; files: string[] }> {
  return filesOf(
    await run<{ files: string[] }>(
      on,
      `with gone as (
         select m.id, array(select f.file from media_files f where f.medium_id = m.id) as files from media m
         where m.account_id = $1::uuid and m.id = any($2::uuid[]) and m.post_id is null and m.scheduled_id is null
         for update
       ),
       deleted as (delete from media m using gone g where m.id = g.id)
       select files from gone`,
      [accountId, listed(ids)],
    ),
  );
}

/** The same for those that nobody has attached or touched since some time. */
export async function deleteLooseMedia(
  on: Runner,
  before: Date,
  most: number,
): Promise<{ removed: number; files: string[] }> {
  return filesOf(
    await run<{ files: string[] }>(
      on,
      `with gone as (
         select m.id, array(select f.file from media_files f where f.medium_id = m.id) as files from media m
         where m.post_id is null and m.scheduled_id is null and m.updated_at < $1::timestamptz
         order by m.updated_at limit $2::int for update skip locked
       ),
       deleted as (delete from media m using gone g where m.id = g.id)
       select files from gone`,
      [before, most],
    ),
  );
}

function filesOf(rows: { files: string[] }[]): { removed: number; files: string[] } {
  return { removed: rows.length, files: [...new Set(rows.flatMap((row) => row.files))] };
}

/** How many of an account's media are still to be made. */
export async function countUnmade(on: Runner, accountId: string): Promise<number> {
  const [row] = await run<{ count: number }>(
    on,
    `select count(*)::int as count from media
     where account_id = $1::uuid and post_id is null and scheduled_id is null and state in ('waiting', 'processing')`,
    [accountId],
  );
  return row?.count ?? 0;
}

/** Media that no process has touched for a while though there is something to do. */
export async function findForgotten(on: Runner, before: Date): Promise<string[]> {
  const rows = await run<{ id: string }>(
    on,
    `select id from media where post_id is null and scheduled_id is null and state in ('waiting', 'processing')
       and updated_at < $1::timestamptz order by updated_at limit 100`,
    [before],
  );
  return rows.map((row) => row.id);
}

/** Ids and names of files as an array of PostgreSQL. */
function listed(values: readonly string[]): string {
  return `{${values.map((value) => `"${value}"`).join(",")}}`;
}
