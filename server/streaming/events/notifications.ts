import type { Change } from "../../changes/feed.ts";
import type { ApiCtx } from "../../context.ts";
import { renderNotifications } from "../../notifications/render.ts";
import { type NotificationRow, notificationColumns, toViews } from "../../notifications/views.ts";
import { run } from "../../platform/statement.ts";
import { hiddenFrom } from "../../timelines/rules.ts";
import { Message } from "../message.ts";
import type { Audience } from "../registry.ts";
import type { Emit } from "./emit.ts";

const AT_ONCE = 8;

/** What people are told, and that what was kept apart is among it now. */
export async function notificationEvents(
  ctx: ApiCtx,
  audience: Audience,
  changes: readonly Change[],
): Promise<Emit> {
  const heard = changes.filter(
    ({ kind, accountId }) =>
      kind === "notification.created" && accountId !== null && isHeard(audience, accountId),
  );
  const payloads = await loadPayloads(
    ctx,
    heard.map((change) => change.subjectId),
  );
  return ({ kind, subjectId, accountId, position }) => {
    if (kind === "notifications.merged")
      tell(audience, subjectId, new Message("notifications_merged", "1", position));
    const payload = kind === "notification.created" ? payloads.get(subjectId) : undefined;
    if (payload !== undefined && accountId !== null)
      tell(audience, accountId, new Message("notification", payload, position));
  };
}

function isHeard(audience: Audience, accountId: string): boolean {
  return audience.of("user").has(accountId) || audience.of("user:notification").has(accountId);
}

function tell(audience: Audience, accountId: string, message: Message): void {
  for (const name of ["user", "user:notification"] as const) {
    for (const { connection, stream } of audience.of(name).get(accountId) ?? []) {
      // A home may be read with less than notifications take.
      if (connection.seesNotifications) connection.send(message, stream);
    }
  }
}

/** Mastodon's Notification in JSON by id, each as its owner sees it: one statement, and a few more for each owner. */
async function loadPayloads(ctx: ApiCtx, ids: readonly string[]): Promise<Map<string, string>> {
  const payloads = new Map<string, string>();
  if (ids.length === 0) return payloads;
  const rows = await run<NotificationRow & { ownerId: string }>(ctx.sql, statement, [ids, ctx.clock.now()]);
  const owners = [...Map.groupBy(rows, (row) => row.ownerId)];
  for (let at = 0; at < owners.length; at += AT_ONCE) {
    await Promise.all(
      owners.slice(at, at + AT_ONCE).map(async ([ownerId, own]) => {
        const views = await toViews(ctx, ownerId, own);
        for (const entity of await renderNotifications(ctx, ownerId, views))
          payloads.set(entity.id, JSON.stringify(entity));
      }),
    );
  }
  return payloads;
}

const statement = `
select n.account_id as "ownerId", ${notificationColumns}
from notifications n join accounts a on a.id = n.from_account_id
where n.id = any($1::uuid[]) and not n.filtered
  and not ${hiddenFrom("a", "n.account_id", "$2::timestamptz", "notifications")}`;
