import type { ApiCtx, Ctx, Tx } from "../context.ts";
import { hashSecret, newSecret } from "../platform/secret.ts";
import type { Runner } from "../platform/statement.ts";
import {
  deleteLinks,
  insertLink,
  type LinkPurpose,
  type LinkRow,
  putLinkToken,
  readLinkByToken,
  takeLinkByToken,
} from "./store/links.ts";

const HOUR = 3_600_000;
/** As long as Mastodon's. */
const lifetime: Record<LinkPurpose, number> = { confirm: 48 * HOUR, change: 48 * HOUR, reset: 6 * HOUR };

/**
 * Has a link mailed to an address; the ones that were mailed before for the same purpose stop working. Does nothing
 * where no mail can be sent.
 */
export async function mailLink(
  ctx: Pick<ApiCtx, "sql" | "clock" | "ids" | "mail">,
  link: { accountId: string; purpose: LinkPurpose; email: string },
): Promise<void> {
  if (ctx.mail === null) return;
  const now = ctx.clock.now();
  const id = ctx.ids.next();
  await deleteLinks(ctx.sql, link.accountId, [link.purpose]);
  await insertLink(ctx.sql, {
    ...link,
    id,
    createdAt: now,
    expiresAt: new Date(now.getTime() + lifetime[link.purpose]),
  });
  await ctx.mail.later({ kind: "link", linkId: id });
}

/** Makes the secret of a link, at the moment its letter is written; null when nobody waits for it any more. */
export async function mintLink(
  ctx: Pick<Ctx, "sql" | "clock">,
  linkId: string,
): Promise<(LinkRow & { token: string }) | null> {
  const token = newSecret();
  const row = await putLinkToken(ctx.sql, linkId, hashSecret(token), ctx.clock.now());
  return row && { ...row, token };
}

/** What a link is for, while it works. */
export function readLink(
  ctx: Pick<Ctx, "sql" | "clock">,
  token: string,
  purposes: readonly LinkPurpose[],
): Promise<LinkRow | null> {
  return readLinkByToken(ctx.sql, hashSecret(token), purposes, ctx.clock.now());
}

/** The same, and it works no more. */
export function takeLink(
  ctx: Pick<Ctx, "clock">,
  on: Runner | Tx,
  token: string,
  purposes: readonly LinkPurpose[],
): Promise<LinkRow | null> {
  return takeLinkByToken(on, hashSecret(token), purposes, ctx.clock.now());
}
