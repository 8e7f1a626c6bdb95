import type { Routes } from "../../api/call.ts";
import { idOf } from "../../api/ids.ts";
import { paged, pageOf } from "../../api/paging.ts";
import { Refusal } from "../../api/refusal.ts";
import { refuse } from "../../api/refuse.ts";
import { entryOf, showStatus } from "../../api/shown.ts";
import { renderEntries } from "../../api/statuses.ts";
import { readQuotes } from "../../timelines/quotes.ts";
import { setQuotePolicy } from "../policy.ts";
import { revokeQuoteOf } from "../quotes.ts";
import { quotePolicyOf } from "./words.ts";

export const quoteRoutes: Routes = {
  async "GET /api/v1/statuses/:id/quotes"(call) {
    const { ctx, viewer } = call;
    const { post } = await entryOf(call);
    const page = await readQuotes(ctx, viewer.accountId, post, pageOf(call));
    return paged(call, page, await renderEntries(ctx, viewer.accountId, page.items, "thread"));
  },

  async "POST /api/v1/statuses/:id/quotes/:quote/revoke"(call) {
    const { ctx, viewer } = call;
    const { post } = await entryOf(call);
    const quotingId = idOf(call.path.quote);
    const revoked = await revokeQuoteOf(ctx, { accountId: viewer.accountId, postId: post.id, quotingId });
    if (!revoked.ok) throw refuse(revoked.error);
    return showStatus(call, quotingId);
  },

  async "PUT /api/v1/statuses/:id/interaction_policy"(call) {
    const { ctx, viewer } = call;
    const { post } = await entryOf(call);
    const policy = quotePolicyOf(call.params);
    if (post.account.id !== viewer.accountId) throw Refusal.forbidden();
    if (policy === null) throw Refusal.blank("quote_approval_policy");
    const set = await setQuotePolicy(ctx, { accountId: viewer.accountId, postId: post.id, policy });
    if (!set.ok) throw refuse(set.error);
    return showStatus(call, post.id);
  },
};
