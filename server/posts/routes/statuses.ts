import { loadSummaries } from "../../accounts/views/summaries.ts";
import { renderAccounts } from "../../api/accounts.ts";
import { type Answer, type Call, json, type Routes } from "../../api/call.ts";
import { idsOf } from "../../api/ids.ts";
import { Refusal } from "../../api/refusal.ts";
import { refuse } from "../../api/refuse.ts";
import { entryOf, showStatus } from "../../api/shown.ts";
import { renderEntries, renderEntry } from "../../api/statuses.ts";
import type { Viewer } from "../../api/viewer.ts";
import { idsOfPost } from "../../media/attach.ts";
import { removeMedia } from "../../media/remove.ts";
import { unboost } from "../../reactions/boost.ts";
import { readEntries, readEntry } from "../../timelines/entry.ts";
import { type CreatePostError, createPost } from "../create.ts";
import { deletePost } from "../delete.ts";
import { editPost } from "../edit.ts";
import { emojisIn } from "../emojis.ts";
import { once } from "../requests.ts";
import { draftNow } from "../scheduled/draft.ts";
import { readScheduled, schedulePost } from "../scheduled/schedule.ts";
import { readSource } from "../source.ts";
import { allowedMentionsOf, draftOf } from "./draft.ts";
import { editOf } from "./edit.ts";
import { renderScheduled } from "./scheduled.ts";
import { dateOf } from "./words.ts";

const MOST_IDS = 100;

export const statusRoutes: Routes = {
  async "POST /api/v1/statuses"(call) {
    const { ctx, viewer, params, token } = call;
    const { accountId } = viewer;
    const [draft, dueAt] = [await draftOf(call), dateOf(params, "scheduled_at")];
    const given = { accountId, appId: token?.appId ?? null, allowedMentions: allowedMentionsOf(params) };
    const make = async (id: string) => {
      // A time that is over is as good as none.
      if (dueAt !== null && dueAt > ctx.clock.now()) return schedulePost(ctx, { ...given, id, draft, dueAt });
      const now = draftNow(ctx, draft, accountId);
      return createPost(ctx, { ...now, ...given, id, emojis: await emojisIn(ctx, now) });
    };
    const key = call.request.headers.get("idempotency-key");
    const made = key ? await once(ctx, { accountId, key }, make) : await make(ctx.ids.next());
    if (made.ok) return showMade(call, made.value.id);
    return made.error.type === "post/unexpected-mentions"
      ? refuseMentions(call, made.error)
      : raise(made.error);
  },

  async "GET /api/v1/statuses"(call) {
    const { ctx, viewer, params } = call;
    const viewerId = viewer?.accountId ?? null;
    const entries = await readEntries(ctx, viewerId, idsOf(params.list("id", MOST_IDS)));
    return json(await renderEntries(ctx, viewerId, entries, "thread"));
  },

  async "GET /api/v1/statuses/:id"(call) {
    const entry = await entryOf(call);
    return json(await renderEntry(call.ctx, call.viewer?.accountId ?? null, entry, "thread"));
  },

  async "PUT /api/v1/statuses/:id"(call) {
    const { ctx, viewer } = call;
    const { accountId } = viewer;
    const { post, boostedBy } = await entryOf(call);
    if (boostedBy !== null || post.account.id !== accountId) throw Refusal.notFound();
    const edit = editOf(call, post);
    const edited = await editPost(ctx, {
      ...edit,
      accountId,
      postId: post.id,
      emojis: await emojisIn(ctx, edit),
    });
    if (!edited.ok) throw refuse(edited.error);
    return showStatus(call, post.id);
  },

  async "DELETE /api/v1/statuses/:id"(call) {
    const { ctx, viewer } = call;
    const { accountId } = viewer;
    const entry = await entryOf(call);
    const { post, boostedBy } = entry;
    if ((boostedBy ?? post.account).id !== accountId) throw Refusal.notFound();
    // What is needed to write it anew: its media can be part of another post for a day.
    const [status, source] = await Promise.all([
      renderEntry(ctx, accountId, entry),
      readSource(ctx, post.id),
    ]);
    if (boostedBy !== null) {
      await unboost(ctx, { accountId, postId: post.id });
      return json(status);
    }
    const mediaIds = call.params.flag("delete_media") ? await idsOfPost(ctx.sql, post.id) : [];
    const deleted = await deletePost(ctx, { accountId, postId: post.id });
    if (!deleted.ok) throw refuse(deleted.error);
    if (mediaIds.length > 0) await removeMedia(ctx, accountId, mediaIds);
    return json({ ...status, text: source.text, content_type: source.textType });
  },
};

/** What a request made, now or when it came first: a post, or one that waits for its time. */
async function showMade(call: Pick<Call<Viewer>, "ctx" | "viewer">, id: string): Promise<Answer> {
  const { ctx, viewer } = call;
  const entry = await readEntry(ctx, viewer.accountId, id);
  if (entry !== null) return json(await renderEntry(ctx, viewer.accountId, entry, "thread"));
  const waiting = await readScheduled(ctx, viewer.accountId, id);
  if (waiting === null) throw Refusal.notFound();
  return json((await renderScheduled(ctx, viewer.accountId, [waiting]))[0]);
}

async function refuseMentions(
  { ctx }: Pick<Call, "ctx">,
  error: Extract<CreatePostError, { type: "post/unexpected-mentions" }>,
): Promise<Answer> {
  const { status, message } = refuse(error);
  const accounts = await loadSummaries(ctx, error.accountIds);
  return json({ error: message, unexpected_accounts: await renderAccounts(ctx, accounts) }, { status });
}

function raise(error: Parameters<typeof refuse>[0]): never {
  throw refuse(error);
}
