import type { Post } from "#protocol/model/post.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { orRollBack } from "../accounts/rollback.ts";
import type { Ctx } from "../context.ts";
import { attachMedia } from "../media/attach.ts";
import type { Filtered } from "../policy/filters/apply.ts";
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
  own: {
    id: string;
    accountId: string;
    quote: PreparedQuote | null;
    /** What the node's rules have changed in it, if anything. */
    filtered: Filtered | null;
    /** Groups, by id, that do not pass it on for now. */
    keptOutOf: ReadonlySet<string>;
    appId: string | null;
    mediaIds: readonly string[];
    scheduledId: string | null;
  },
): Promise<Result<undefined, { type: "media/not-attachable"; ids: string[] }>> {
  const { id, accountId, quote, appId, mediaIds, scheduledId, filtered, keptOutOf } = own;
  const now = ctx.clock.now();
  const quoteState = quote?.state ?? null;
  const row = postRow(ctx, post, {
    id,
    accountId,
    isLocal: true,
    arrival: "delivered",
    quoteState,
    filtered,
  });
  const outcome = await orRollBack<undefined, { type: "media/not-attachable"; ids: string[] }>(
    ctx,
    async (tx) => {
      const [stored] = await insertPosts(tx, [row], now);
      // Another process was told to publish the same, and has.
      if (!stored?.isNew) return ok();
      // Two posts may have asked for the same at once.
      if (
        mediaIds.length > 0 &&
        !(await attachMedia(tx, { ids: mediaIds, accountId, postId: id, scheduledId }))
      )
        return err({ type: "media/not-attachable", ids: [...mediaIds] });
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
      for (const groupId of (stored.groups ?? []).filter((group) => !keptOutOf.has(group)))
        await announce(ctx, tx, { accountId: groupId, postId: id, visibility: "public" });
      return ok();
    },
  );
  if (outcome.ok) ctx.outbox.wake();
  return outcome;
}
