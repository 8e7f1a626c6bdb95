import { json, nothing, type Routes } from "../../api/call.ts";
import { accountEntity } from "../../api/entities/account.ts";
import { idOf, isId } from "../../api/ids.ts";
import { paged, pageOf } from "../../api/paging.ts";
import type { Params } from "../../api/params.ts";
import { Refusal } from "../../api/refusal.ts";
import type { ApiCtx } from "../../context.ts";
import { dismissGroup, dismissNotification } from "../dismiss.ts";
import { type NotificationGroup, readGroup, readGroupAccounts, readGroups } from "../groups.ts";
import { readNotification } from "../read.ts";
import { renderGroups } from "../render.ts";
import { countUnreadGroups } from "../unread.ts";
import { abilitiesOf, countLimits, groupedKindsOf, pageLimits, wantedOf } from "./asked.ts";

const SINGLE = "ungrouped-";

export const groupRoutes: Routes = {
  async "GET /api/v2/notifications"(call) {
    const { ctx, viewer, params } = call;
    const abilities = abilitiesOf(params);
    const expand = expandOf(params);
    const page = await readGroups(ctx, viewer.accountId, {
      ...pageOf(call, pageLimits),
      ...wantedOf(params, abilities),
      groupedKinds: groupedKindsOf(params),
    });
    return paged(call, page, await renderGroups(ctx, viewer.accountId, page.items, { ...abilities, expand }));
  },

  async "GET /api/v2/notifications/unread_count"({ ctx, viewer, params }) {
    const { usual, most } = countLimits;
    const limit = params.whole("limit", { least: 1, most }) ?? usual;
    const wanted = wantedOf(params, abilitiesOf(params));
    const groupedKinds = groupedKindsOf(params);
    return json({
      count: await countUnreadGroups(ctx, viewer.accountId, { ...wanted, limit, groupedKinds }),
    });
  },

  async "GET /api/v2/notifications/:key"({ ctx, viewer, path, params }) {
    const group = await findGroup(ctx, viewer.accountId, path.key ?? "");
    const abilities = { ...abilitiesOf(params), expand: "full" as const };
    const results = await renderGroups(ctx, viewer.accountId, [group], abilities);
    if (results.notification_groups.length === 0) throw Refusal.notFound();
    return json(results);
  },

  async "GET /api/v2/notifications/:key/accounts"(call) {
    const { ctx, viewer, path } = call;
    const group = await findGroup(ctx, viewer.accountId, path.key ?? "");
    if (group.key.startsWith(SINGLE))
      return json(group.accounts.map((account) => accountEntity(ctx, account)));
    const page = await readGroupAccounts(ctx, viewer.accountId, group.key, pageOf(call, pageLimits));
    return paged(
      call,
      page,
      page.items.map((account) => accountEntity(ctx, account)),
    );
  },

  async "POST /api/v2/notifications/:key/dismiss"({ ctx, viewer, path }) {
    const key = path.key ?? "";
    const id = key.slice(SINGLE.length);
    if (!key.startsWith(SINGLE)) await dismissGroup(ctx, viewer.accountId, key);
    else if (isId(id)) await dismissNotification(ctx, viewer.accountId, id);
    return nothing;
  },
};

/** @throws Refusal with 400 for another word, as Mastodon does */
function expandOf(params: Params): "full" | "partial_avatars" {
  const text = params.text("expand_accounts") ?? "full";
  if (text === "full" || text === "partial_avatars") return text;
  throw new Refusal(
    400,
    `Invalid value for 'expand_accounts': '${text}', allowed values are 'full' and 'partial_avatars'`,
  );
}

async function findGroup(ctx: ApiCtx, accountId: string, key: string): Promise<NotificationGroup> {
  const group = key.startsWith(SINGLE)
    ? await findSingle(ctx, accountId, key)
    : await readGroup(ctx, accountId, key);
  if (group === null) throw Refusal.notFound();
  return group;
}

async function findSingle(ctx: ApiCtx, accountId: string, key: string): Promise<NotificationGroup | null> {
  const view = await readNotification(ctx, accountId, idOf(key.slice(SINGLE.length)));
  return view && { key, count: 1, newest: view, accounts: [view.from], mostRecentId: view.id, page: null };
}
