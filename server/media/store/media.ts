import { type Runner, run } from "../../platform/statement.ts";
import { storableJson } from "../../posts/storable.ts";
import type { KeptCaption, KeptFile } from "../schema.ts";
import { columns, listed, type MediumRow } from "./row.ts";

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
