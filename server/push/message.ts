import { htmlToText } from "#protocol/html/text.ts";
import type { ApiCtx } from "../context.ts";
import { en } from "./messages/en.ts";
import type { PushRow } from "./store.ts";
import type { PushType } from "./types.ts";

/** As Mastodon cuts the text. */
const BODY_CHARS = 140;
const NAME_CHARS = 100;
/** What is left of the 4,096 bytes that a push service must take (RFC 8030 §7.2), encrypted either way. */
const MAX_BYTES = 3_900;

/**
 * What a receiver decrypts: Mastodon's fields in JSON. `access_token` names the subscription, and opens nothing: see
 * DECISIONS.md.
 */
export function messageOf(
  ctx: Pick<ApiCtx, "uris" | "proxy">,
  notificationId: string,
  type: PushType,
  row: PushRow,
): string {
  const name = shorten(row.displayName || row.username, NAME_CHARS);
  const message = {
    access_token: row.id,
    preferred_locale: row.locale ?? "en",
    notification_id: notificationId,
    notification_type: type,
    icon: ctx.proxy.of(row.avatarUrl, "still") ?? `${ctx.uris.origin}/ui/missing-avatar.png`,
    title: en[type](name),
    body: shorten(row.warning || htmlToText(row.html ?? row.bioHtml), BODY_CHARS),
  };
  const text = JSON.stringify(message);
  if (Buffer.byteLength(text) <= MAX_BYTES) return text;
  return JSON.stringify({ ...message, icon: `${ctx.uris.origin}/ui/missing-avatar.png` });
}

/** Cuts between characters as people see them, not inside a flag or a family. */
function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = "";
  for (const { segment } of new Intl.Segmenter().segment(text.slice(0, most + 50))) {
    if (kept.length + segment.length > most - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}
