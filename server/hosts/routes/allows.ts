import { readListed } from "../../admin/listed.ts";
import { adminPage } from "../../admin/paging.ts";
import { json, nothing, type Routes } from "../../api/call.ts";
import { idOf } from "../../api/ids.ts";
import { paged, pageOf } from "../../api/paging.ts";
import { Refusal } from "../../api/refusal.ts";
import { refuse } from "../../api/refuse.ts";
import { addAllowedDomain, removeAllowedDomain } from "../allow.ts";
import { type DomainAllow, readAllow } from "../store/rules.ts";

const select = `select t.id, t.domain, t.created_at as "createdAt" from domain_allows t where true`;

export const domainAllowRoutes: Routes = {
  async "GET /api/v1/admin/domain_allows"(call) {
    const page = await readListed<DomainAllow>(call.ctx, pageOf(call, adminPage), select);
    return paged(call, page, page.items.map(allowEntity));
  },

  async "GET /api/v1/admin/domain_allows/:id"({ ctx, path }) {
    const allow = await readAllow(ctx, idOf(path.id));
    if (allow === null) throw Refusal.notFound();
    return json(allowEntity(allow));
  },

  async "POST /api/v1/admin/domain_allows"({ ctx, viewer, params }) {
    const added = await addAllowedDomain(ctx, viewer.accountId, params.required("domain"));
    if (!added.ok) throw refuse(added.error);
    await ctx.domains.refresh();
    return json(allowEntity(added.value));
  },

  async "DELETE /api/v1/admin/domain_allows/:id"({ ctx, viewer, path }) {
    const removed = await removeAllowedDomain(ctx, viewer.accountId, idOf(path.id));
    if (!removed.ok) throw refuse(removed.error);
    await ctx.domains.refresh();
    return nothing;
  },
};

/** Mastodon's Admin::DomainAllow. */
function allowEntity({ id, domain, createdAt }: DomainAllow) {
  return { id, domain, created_at: createdAt.toISOString() };
}
