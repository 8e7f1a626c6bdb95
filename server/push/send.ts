import webPush from "web-push";
import type { ApiCtx } from "../context.ts";
import type { JobOutcome } from "../platform/queue/port.ts";
import { messageOf } from "./message.ts";
import { deleteSubscription, type Push, readPush } from "./store.ts";
import { pushTypeOf, typesByKind } from "./types.ts";
import { vapidKeys } from "./vapid.ts";

/** How long a message is worth something, to us and to the push service. */
const TTL_S = 48 * 3_600;
const MAX_RETRY_MS = 6 * 3_600_000;

/** Tries end with the message's time: 30 s, 1 min, 2 min ... 6 h apart, 48 hours in all. */
export const pushRetries = { attempts: 18, backoff: { firstMs: 30_000, maxMs: MAX_RETRY_MS } } as const;

type Deps = Pick<
  ApiCtx,
  "sql" | "clock" | "uris" | "proxy" | "handleHost" | "config" | "fetchRemote" | "log"
>;

/**
 * Sends a notification to a push service, encrypted for its receiver (RFC 8291) and signed by the node (RFC 8292). What
 * the service does not know any more is forgotten; what it cannot take now is tried again.
 */
export async function sendPush(ctx: Deps, push: Push): Promise<JobOutcome> {
  const row = await readPush(ctx.sql, push, typesByKind);
  const type = row && pushTypeOf(row.kind);
  if (!row || !type) return undefined;
  const age = Math.floor((ctx.clock.now().getTime() - row.createdAt.getTime()) / 1000);
  const left = TTL_S - Math.max(age, 0);
  if (left <= 0) return { outcome: "give-up", reason: "push/too-late" };

  const keys = await vapidKeys(ctx);
  const { headers, body } = webPush.generateRequestDetails(
    { endpoint: row.endpoint, keys: { p256dh: row.p256dh, auth: row.auth } },
    messageOf(ctx, push.notificationId, type, row),
    {
      vapidDetails: { subject: subjectOf(ctx), ...keys },
      contentEncoding: row.standard ? "aes128gcm" : "aesgcm",
      TTL: left,
      urgency: "normal",
    },
  );
  const sent = await ctx.fetchRemote(row.endpoint, {
    method: "POST",
    headers: plainHeaders(headers),
    body: body as Buffer,
    maxRedirects: 0,
    maxBytes: 65_536,
  });
  if (sent.ok) return undefined;
  const { error } = sent;
  if (error.type === "response/status") {
    const { status, retryAfter } = error;
    if (status === 404 || status === 410) {
      await deleteSubscription(ctx.sql, { id: row.id });
      return undefined;
    }
    if (status < 500 && status !== 408 && status !== 429)
      return { outcome: "give-up", reason: `push/status-${status}` };
    return { outcome: "retry", reason: `push/status-${status}`, afterMs: retryAfterMs(ctx, retryAfter) };
  }
  if (error.type === "timeout" || error.type === "network") return { outcome: "retry", reason: error.type };
  // A large or odd answer to a message that was taken is no failure; an address inside will not become another one.
  return error.type.startsWith("response/") ? undefined : { outcome: "give-up", reason: error.type };
}

/** Whom a push service may ask about our messages (RFC 8292 §2.1). */
function subjectOf({ config, handleHost }: Pick<Deps, "config" | "handleHost">): string {
  if (config.adminEmail !== undefined) return `mailto:${config.adminEmail}`;
  return config.origin.startsWith("https:") ? config.origin : `mailto:admin@${handleHost}`;
}

/** The length is the fetch's own affair. */
function plainHeaders(headers: Record<string, unknown>): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => name.toLowerCase() !== "content-length");
  return Object.fromEntries(kept.map(([name, value]) => [name.toLowerCase(), String(value)]));
}

/** RFC 9110 §10.2.3: seconds or a date. Undefined where there is none: the back-off's own time holds. */
function retryAfterMs({ clock }: Pick<Deps, "clock">, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - clock.now().getTime();
  return Number.isFinite(ms) && ms > 0 ? Math.min(ms, MAX_RETRY_MS) : undefined;
}
