import type { Ctx } from "../../context.ts";
import { createPost } from "../create.ts";
import { emojisIn } from "../emojis.ts";
import { draftNow } from "./draft.ts";
import { claimDue, dropScheduled } from "./store.ts";

const BATCH = 20;

type Deps = Pick<
  Ctx,
  "clock" | "ids" | "uris" | "handleHost" | "limits" | "db" | "sql" | "outbox" | "resolve" | "log" | "policy"
>;

/**
 * Publishes what is due, each once: the id that a post gets is stored before it is published, so that a process that takes
 * over from a dead one finds it there, or makes the same. What cannot be published any more (what it answers is gone, its
 * author may not post) is dropped, as Mastodon does. A periodic task; several processes may run it.
 *
 * @returns how many were published
 */
export async function publishScheduled(ctx: Deps): Promise<number> {
  let published = 0;
  for (;;) {
    const ids = Array.from({ length: BATCH }, () => ctx.ids.next());
    const due = await claimDue(ctx.sql, ctx.clock.now(), ids);
    for (const { id, accountId, appId, postId, draft, isReleased } of due) {
      try {
        const now = draftNow(ctx, draft, accountId);
        const emojis = await emojisIn(ctx, now);
        const made = await createPost(ctx, {
          ...now,
          emojis,
          id: postId,
          appId,
          scheduledId: id,
          isReleased,
        });
        if (made.ok) published++;
        else ctx.log.warn({ scheduled: id, reason: made.error.type }, "scheduled post dropped");
        await dropScheduled(ctx.sql, id);
      } catch (error) {
        // It stays claimed, and is tried again in a while.
        ctx.log.error({ err: error, scheduled: id }, "scheduled post not published yet");
      }
    }
    if (due.length < BATCH) return published;
  }
}
