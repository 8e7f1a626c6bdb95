import { type Runner, run } from "../../platform/statement.ts";
import { listed } from "./row.ts";

export interface Attachment {
  ids: readonly string[];
  accountId: string;
  postId: string;
  scheduledId?: string | null;
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
