import { normaliseDomain } from "#protocol/ids/domain.ts";
import { renderAccounts } from "../../api/accounts.ts";
import { json, nothing, type Routes } from "../../api/call.ts";
import { paged, pageOf } from "../../api/paging.ts";
import { refuse } from "../../api/refuse.ts";
import { block, unblock } from "../block.ts";
import { blockDomain, unblockDomain } from "../domain-block.ts";
import { mute, unmute } from "../mute.ts";
import { previewDomainBlock, readBlockedDomains } from "../views/domain-blocks.ts";
import { readRelated } from "../views/related.ts";
import { knownPairOf, relationship } from "./relationship.ts";

const limits = { usual: 40, most: 80 };
/** A hundred years: longer is for ever. */
const LONGEST_MUTE = 3_155_760_000;

/** Blocks and mutes of accounts, and blocks of domains. */
export const barrierRoutes: Routes = {
  async "POST /api/v1/accounts/:id/block"(call) {
    const blocked = await block(call.ctx, await knownPairOf(call));
    if (!blocked.ok) throw refuse(blocked.error);
    return relationship(call);
  },

  async "POST /api/v1/accounts/:id/unblock"(call) {
    await unblock(call.ctx, await knownPairOf(call));
    return relationship(call);
  },

  async "POST /api/v1/accounts/:id/mute"(call) {
    const { ctx, params } = call;
    const hidesNotifications = params.flag("notifications") ?? true;
    const seconds = params.whole("duration", { least: 0, most: LONGEST_MUTE }) ?? 0;
    const expiresAt = seconds === 0 ? null : new Date(ctx.clock.now().getTime() + seconds * 1_000);
    const muted = await mute(ctx, { ...(await knownPairOf(call)), hidesNotifications, expiresAt });
    if (!muted.ok) throw refuse(muted.error);
    return relationship(call);
  },

  async "POST /api/v1/accounts/:id/unmute"(call) {
    await unmute(call.ctx, await knownPairOf(call));
    return relationship(call);
  },

  async "GET /api/v1/blocks"(call) {
    const { ctx, viewer } = call;
    const page = await readRelated(ctx, "blocks", viewer.accountId, viewer.accountId, pageOf(call, limits));
    const accounts = page.items.map((item) => item.account);
    return paged(call, page, await renderAccounts(ctx, accounts));
  },

  async "GET /api/v1/mutes"(call) {
    const { ctx, viewer } = call;
    const page = await readRelated(ctx, "mutes", viewer.accountId, viewer.accountId, pageOf(call, limits));
    const rendered = await renderAccounts(
      ctx,
      page.items.map((item) => item.account),
    );
    const items = page.items.map(({ expiresAt }, at) => ({
      ...rendered[at],
      mute_expires_at: expiresAt?.toISOString() ?? null,
    }));
    return paged(call, page, items);
  },

  async "GET /api/v1/domain_blocks"(call) {
    const page = await readBlockedDomains(
      call.ctx,
      call.viewer.accountId,
      pageOf(call, { usual: 100, most: 200 }),
    );
    return paged(call, page, page.items);
  },

  async "GET /api/v1/domain_blocks/preview"(call) {
    const domain = call.params.required("domain");
    const { accountId } = call.viewer;
    const ended = await previewDomainBlock(call.ctx, accountId, normaliseDomain(domain) ?? domain);
    return json({ following_count: ended.following, followers_count: ended.followers });
  },

  async "POST /api/v1/domain_blocks"(call) {
    const { accountId } = call.viewer;
    const blocked = await blockDomain(call.ctx, { accountId, domain: call.params.required("domain") });
    if (!blocked.ok) throw refuse(blocked.error);
    return nothing;
  },

  async "DELETE /api/v1/domain_blocks"(call) {
    const { accountId } = call.viewer;
    await unblockDomain(call.ctx, { accountId, domain: call.params.required("domain") });
    return nothing;
  },
};
