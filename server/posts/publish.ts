import type { Post } from "#protocol/model/post.ts";
import type { Ctx } from "../context.ts";
import { announce } from "../reactions/announce.ts";
import { linkQuotes } from "./quote-state.ts";
import type { PreparedQuote } from "./quoting.ts";
import { postRow } from "./row.ts";
import { insertApp } from "./store/apps.ts";
import { insertPosts } from "./store/insert.ts";
import { reachNewFollowers } from "./store/new-followers.ts";
import { insertPolls } from "./store/polls.ts";
import { insertAuthorization } from "./store/quotes.ts";

/** Stores a local post by the statement that stores remote ones, beside the events that tell other servers. */
export async function publish(
  ctx: Pick<Ctx, "clock" | "ids" | "uris" | "db" | "outbox">,
  post: Post,
  own: { id: string; accountId: string; quote: PreparedQuote | null; appId: string | null },
): Promise<void> {
  const { id, accountId, quote, appId } = own;
  const now = ctx.clock.now();
  const quoteState = quote?.state ?? null;
  const row = postRow(ctx, post, { id, accountId, isLocal: true, arrival: "delivered", quoteState });
  await ctx.db.transaction(async (tx) => {
    const [stored] = await insertPosts(tx, [row], now);
    // Another process was told to publish the same, and has.
    if (!stored?.isNew) return;
    if (stored.isFollowedMeanwhile) await reachNewFollowers(tx, [id]);
    if (appId !== null) await insertApp(tx, id, appId);
    if (post.poll !== null) await insertPolls(tx, [{ iri: post.iri, poll: post.poll }]);
    if (quote !== null) {
      await linkQuotes(ctx, tx, [id]);
      if (quote.authorizationId !== null)
        await insertAuthorization(tx, {
          id: quote.authorizationId,
          postId: quote.quotedId,
          quotingIri: post.iri,
          quotingAccountIri: post.author,
          requestIri: null,
          state: "accepted",
          now,
        });
    }
    await ctx.outbox.append(tx, { kind: "post.created", postId: id });
    if (quote?.asks) await ctx.outbox.append(tx, { kind: "quote.requested", postId: id });
    // A local group passes on what one of its followers sent to it (FEP-1b12).
    for (const groupId of stored.groups ?? [])
      await announce(ctx, tx, { accountId: groupId, postId: id, visibility: "public" });
  });
  ctx.outbox.wake();
}
