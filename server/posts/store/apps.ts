import { type Runner, run } from "../../platform/statement.ts";

/** Remembers which application a post was written with; one that has been deleted meanwhile is left out. */
export async function insertApp(on: Runner, postId: string, appId: string): Promise<void> {
  await run(
    on,
    `insert into post_apps (post_id, app_id) select $1::uuid, o.id from oauth_apps o where o.id = $2::uuid
     on conflict do nothing`,
    [postId, appId],
  );
}
