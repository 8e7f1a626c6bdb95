import { type Runner, run } from "../platform/statement.ts";
import type { ShownNote } from "./schema.ts";

/** What readers see beside a post; nothing where there is nothing. */
export async function savePostMarks(
  on: Runner,
  postId: string,
  { labels, notes }: { labels: readonly string[]; notes: readonly ShownNote[] },
): Promise<void> {
  if (labels.length + notes.length === 0)
    await run(on, "delete from post_marks where post_id = $1::uuid", [postId]);
  else
    await run(
      on,
      `insert into post_marks (post_id, labels, notes)
       select p.id, array(select jsonb_array_elements_text($2::jsonb)), $3::jsonb from posts p where p.id = $1::uuid
       on conflict (post_id) do update set labels = excluded.labels, notes = excluded.notes`,
      [postId, JSON.stringify(labels), JSON.stringify(notes)],
    );
}

export async function saveAccountMarks(
  on: Runner,
  accountId: string,
  labels: readonly string[],
): Promise<void> {
  if (labels.length === 0)
    await run(on, "delete from account_marks where account_id = $1::uuid", [accountId]);
  else
    await run(
      on,
      `insert into account_marks (account_id, labels)
       select a.id, array(select jsonb_array_elements_text($2::jsonb)) from accounts a where a.id = $1::uuid
       on conflict (account_id) do update set labels = excluded.labels`,
      [accountId, JSON.stringify(labels)],
    );
}
