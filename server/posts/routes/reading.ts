import { renderAccounts } from "../../api/accounts.ts";
import { json, type Routes } from "../../api/call.ts";
import { statusEditEntity } from "../../api/entities/status-edit.ts";
import { paged, pageOf } from "../../api/paging.ts";
import { refuse } from "../../api/refuse.ts";
import { entryOf } from "../../api/shown.ts";
import { loadBeside, renderPosts } from "../../api/statuses.ts";
import { whoReacted } from "../../reactions/who.ts";
import { readThread } from "../../timelines/thread.ts";
import { postHistory } from "../history.ts";
import { readSource } from "../source.ts";

const accountLimits = { usual: 40, most: 80 };

/** What stands around a post. */
export const readingRoutes: Routes = {
  async "GET /api/v1/statuses/:id/context"(call) {
    const { ctx, viewer } = call;
    const viewerId = viewer?.accountId ?? null;
    const { post } = await entryOf(call);
    const { ancestors, descendants } = await readThread(ctx, viewerId, post.id);
    const statuses = await renderPosts(ctx, viewerId, [...ancestors, ...descendants], "thread");
    return json({
      ancestors: statuses.slice(0, ancestors.length),
      descendants: statuses.slice(ancestors.length),
    });
  },

  async "GET /api/v1/statuses/:id/history"(call) {
    const { ctx, viewer } = call;
    const viewerId = viewer?.accountId ?? null;
    const { post } = await entryOf(call);
    const [history, beside] = await Promise.all([
      postHistory(ctx, viewerId, post.id),
      loadBeside(ctx, viewerId, [post], null),
    ]);
    if (!history.ok) throw refuse(history.error);
    return json(history.value.map((version) => statusEditEntity(ctx, post, version, beside)));
  },

  async "GET /api/v1/statuses/:id/source"(call) {
    const { post } = await entryOf(call);
    const { text, textType, warning } = await readSource(call.ctx, post.id);
    return json({ id: post.id, text, spoiler_text: warning ?? "", content_type: textType });
  },

  async "GET /api/v1/statuses/:id/card"(call) {
    const { post } = await entryOf(call);
    const beside = await loadBeside(call.ctx, call.viewer?.accountId ?? null, [post], null);
    return json(beside.cards?.get(post.id) ?? {});
  },

  async "GET /api/v1/statuses/:id/reblogged_by"(call) {
    const { ctx, viewer } = call;
    const { post } = await entryOf(call);
    const page = await whoReacted(
      ctx,
      "boosts",
      viewer?.accountId ?? null,
      post.id,
      pageOf(call, accountLimits),
    );
    return paged(call, page, await renderAccounts(ctx, page.items));
  },

  async "GET /api/v1/statuses/:id/favourited_by"(call) {
    const { ctx, viewer } = call;
    const { post } = await entryOf(call);
    const page = await whoReacted(
      ctx,
      "likes",
      viewer?.accountId ?? null,
      post.id,
      pageOf(call, accountLimits),
    );
    return paged(call, page, await renderAccounts(ctx, page.items));
  },
};
