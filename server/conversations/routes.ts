import { type Call, json, nothing, type Routes } from "../api/call.ts";
import { accountEntity } from "../api/entities/account.ts";
import { idOf } from "../api/ids.ts";
import { paged, pageOf } from "../api/paging.ts";
import { refuse } from "../api/refuse.ts";
import { renderPosts } from "../api/statuses.ts";
import type { Viewer } from "../api/viewer.ts";
import type { ApiCtx } from "../context.ts";
import { markConversation, removeConversation } from "./change.ts";
import { type ConversationView, readConversations } from "./read.ts";

export const conversationRoutes: Routes = {
  async "GET /api/v1/conversations"(call) {
    const page = await readConversations(call.ctx, call.viewer.accountId, pageOf(call));
    return paged(call, page, await renderConversations(call.ctx, call.viewer.accountId, page.items));
  },
  "POST /api/v1/conversations/:id/read": (call) => mark(call, false),
  "POST /api/v1/conversations/:id/unread": (call) => mark(call, true),
  async "DELETE /api/v1/conversations/:id"({ ctx, viewer, path }) {
    const removed = await removeConversation(ctx, {
      accountId: viewer.accountId,
      conversationId: idOf(path.id),
    });
    if (!removed.ok) throw refuse(removed.error);
    return nothing;
  },
};

async function mark({ ctx, viewer, path }: Call<Viewer>, unread: boolean) {
  const { accountId } = viewer;
  const marked = await markConversation(ctx, { accountId, conversationId: idOf(path.id), unread });
  if (!marked.ok) throw refuse(marked.error);
  const [entity] = await renderConversations(ctx, accountId, [marked.value]);
  return json(entity);
}

/** Mastodon's Conversation. https://docs.joinmastodon.org/entities/Conversation/ */
export async function renderConversations(
  ctx: ApiCtx,
  viewerId: string,
  conversations: readonly ConversationView[],
) {
  const posts = conversations.map((conversation) => conversation.lastPost);
  const statuses = await renderPosts(ctx, viewerId, posts, "thread");
  return conversations.map(({ id, unread, accounts }, at) => ({
    id,
    unread,
    accounts: accounts.map((account) => accountEntity(ctx, account)),
    last_status: statuses[at] ?? null,
  }));
}
