import type { Medium } from "#protocol/model/medium.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { mayView } from "./store/outgoing.ts";

/** What a post said from one time on. */
export interface PostVersion {
  title: string | null;
  html: string;
  warning: string | null;
  sensitive: boolean;
  media: Medium[];
  pollOptions: string[] | null;
  writtenAt: Date;
}

/** All versions of a post, the first one first and what it says now last. */
export async function postHistory(
  ctx: Pick<Ctx, "sql">,
  viewerId: string | null,
  postId: string,
): Promise<Result<PostVersion[], { type: "post/not-found"; postId: string }>> {
  if (!(await mayView(ctx.sql, postId, viewerId))) return err({ type: "post/not-found", postId });
  return ok(await run<PostVersion>(ctx.sql, statement, [postId]));
}

const statement = `
select v.title, v.html, v.warning, v.sensitive, v.media, v.poll_options as "pollOptions", v.written_at as "writtenAt"
from post_versions v where v.post_id = $1::uuid
union all
select p.title, p.html, p.warning, p.sensitive, p.media,
  (select array_agg(o.title order by o.position) from poll_options o where o.post_id = p.id),
  coalesce(p.edited_at, p.published_at)
from posts p where p.id = $1::uuid
order by "writtenAt"`;
