import type { MediaError, Produced } from "#media/produced.ts";
import { type Runner, run } from "../../platform/statement.ts";
import type { KeptFile } from "../schema.ts";
import { columns, type MediumRow } from "./row.ts";

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
