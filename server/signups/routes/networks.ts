import { readListed } from "../../admin/listed.ts";
import { adminPage } from "../../admin/paging.ts";
import { type Call, json, nothing, type Routes } from "../../api/call.ts";
import { idOf } from "../../api/ids.ts";
import { paged, pageOf } from "../../api/paging.ts";
import { Refusal } from "../../api/refusal.ts";
import { refuse } from "../../api/refuse.ts";
import { blockNetwork, changeNetwork, type NetworkTerms, unblockNetwork } from "../block.ts";
import { type NetworkBlock, networkColumns, readNetworkBlock } from "../store/networks.ts";

const severities = ["sign_up_requires_approval", "sign_up_block", "no_access"] as const;
const MAX_COMMENT = 1_000;
/** Ten years of seconds. */
const LONGEST = 315_360_000;

export const networkBlockRoutes: Routes = {
  async "GET /api/v1/admin/ip_blocks"(call) {
    const select = `select ${networkColumns} from ip_blocks t where true`;
    const page = await readListed<NetworkBlock>(call.ctx, pageOf(call, adminPage), select);
    return paged(call, page, page.items.map(networkEntity));
  },

  async "GET /api/v1/admin/ip_blocks/:id"({ ctx, path }) {
    const block = await readNetworkBlock(ctx.sql, idOf(path.id));
    if (block === null) throw Refusal.notFound();
    return json(networkEntity(block));
  },

  async "POST /api/v1/admin/ip_blocks"(call) {
    const { ctx, viewer, params } = call;
    const { severity = null, ...terms } = termsOf(call);
    if (severity === null) throw Refusal.blank("severity");
    const wanted = { comment: "", expiresAt: null, ...terms, severity, network: params.required("ip") };
    const blocked = await blockNetwork(ctx, viewer.accountId, wanted);
    if (!blocked.ok) throw refuse(blocked.error);
    await ctx.networks.refresh();
    return json(networkEntity(blocked.value));
  },

  async "PUT /api/v1/admin/ip_blocks/:id"(call) {
    const { ctx, viewer, path } = call;
    const changed = await changeNetwork(ctx, viewer.accountId, idOf(path.id), termsOf(call));
    if (!changed.ok) throw refuse(changed.error);
    await ctx.networks.refresh();
    return json(networkEntity(changed.value));
  },

  async "DELETE /api/v1/admin/ip_blocks/:id"({ ctx, viewer, path }) {
    const removed = await unblockNetwork(ctx, viewer.accountId, idOf(path.id));
    if (!removed.ok) throw refuse(removed.error);
    await ctx.networks.refresh();
    return nothing;
  },
};

function termsOf({ ctx, params }: Pick<Call, "ctx" | "params">): Partial<NetworkTerms> {
  const network = params.text("ip")?.trim();
  const severity = params.oneOf("severity", severities);
  const comment = params.text("comment");
  if (comment !== null && comment.length > MAX_COMMENT)
    throw Refusal.invalid("comment", `is too long (maximum is ${MAX_COMMENT} characters)`, "ERR_TOO_LONG");
  const seconds = params.whole("expires_in", { least: 0, most: LONGEST });
  const expiresAt = seconds === null ? null : new Date(ctx.clock.now().getTime() + seconds * 1_000);
  return {
    ...(network && { network }),
    ...(severity !== null && { severity }),
    ...(comment !== null && { comment }),
    ...(params.has("expires_in") && { expiresAt: seconds === 0 ? null : expiresAt }),
  };
}

/** Mastodon's Admin::IpBlock. */
function networkEntity({ id, network, severity, comment, createdAt, expiresAt }: NetworkBlock) {
  return {
    id,
    ip: network,
    severity,
    comment,
    created_at: createdAt.toISOString(),
    expires_at: expiresAt?.toISOString() ?? null,
  };
}
