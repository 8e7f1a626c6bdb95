import { addressing } from "#protocol/ids/visibility.ts";
import type { Post } from "#protocol/model/post.ts";
import type { Ctx, Tx } from "../context.ts";
import { run } from "../platform/statement.ts";
import type { Author } from "./author.ts";
import { blankPost } from "./blank.ts";
import { noLater, postRow } from "./row.ts";
import { insertPosts } from "./store/insert.ts";

/** What is kept of a post that its author wrote elsewhere. */
export type BroughtPost = Pick<
  Post,
  "html" | "warning" | "sensitive" | "language" | "visibility" | "mentions" | "hashtags" | "inReplyTo"
> & { title: string | null; publishedAt: Date };

/**
 * Stores an old post under its old date as one of a local account: it stands on the profile and can be searched for,
 * but nobody is told of it, no home timeline gets it and no server hears of it.
 *
 * @param post sanitised already; its parent is known here
 * @returns the new post's id
 */
export async function bringIn(
  ctx: Pick<Ctx, "clock" | "ids" | "uris">,
  tx: Tx,
  author: Pick<Author, "id" | "iri" | "username" | "followers">,
  post: BroughtPost,
): Promise<string> {
  const now = ctx.clock.now();
  const publishedAt = noLater(post.publishedAt, now);
  const id = ctx.ids.next(publishedAt);
  const mentions = post.mentions.map((mention) => mention.iri);
  const whole: Post = {
    ...blankPost(ctx, author, id, post.visibility),
    ...post,
    ...addressing(post.visibility, author.followers, mentions),
    kind: post.title === null ? "note" : "article",
    type: post.title === null ? "Note" : "Article",
    publishedAt,
    quotePolicy: post.visibility === "followers" ? null : "public",
  };
  const row = postRow(ctx, whole, {
    id,
    accountId: author.id,
    isLocal: true,
    arrival: "fetched",
    quoteState: null,
  });
  // See note_new_posts and note_home in the migrations.
  await run(tx, "select set_config('folkmoot.quiet', 'import', true)", []);
  await insertPosts(tx, [row], now);
  await run(tx, "delete from home_entries where account_id = $1::uuid and entry_id = $2::uuid", [
    author.id,
    id,
  ]);
  await run(tx, "select set_config('folkmoot.quiet', '', true)", []);
  return id;
}
