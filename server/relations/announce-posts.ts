import type { ChangeFeed } from "../changes/feed.ts";
import type { Ctx } from "../context.ts";
import { notify } from "../notifications/notify.ts";
import { readAwaited } from "./store/awaiting.ts";

/** Tells followers who have asked for it of each new post. */
export function announcePosts(
  ctx: Pick<Ctx, "sql" | "clock" | "ids">,
  changes: Pick<ChangeFeed, "consume">,
): void {
  changes.consume("awaited posts", async (batch) => {
    const posts = batch.filter(({ kind }) => kind === "post.created").map((change) => change.subjectId);
    if (posts.length === 0) return;
    const awaited = await readAwaited(ctx.sql, posts);
    await notify(
      ctx,
      ctx.sql,
      awaited.map((each) => ({ kind: "post", ...each })),
    );
  });
}
