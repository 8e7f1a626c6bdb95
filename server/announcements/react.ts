import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { findEmojis } from "../emojis/find.ts";
import { insertReaction, markRead, withdrawReaction } from "./store.ts";

export type AnnouncementReactionError =
  | { type: "announcement/gone" }
  | { type: "announcement/no-such-emoji" }
  | { type: "announcement/too-many-reactions" };

/** Different reactions on one announcement, as in Mastodon. */
const MOST = 8;

interface Reacting {
  accountId: string;
  announcementId: string;
  /** A Unicode emoji, or the shortcode of one of this node's. */
  name: string;
}

/** Reacts to an announcement. Doing it again does nothing. */
export async function reactToAnnouncement(
  ctx: Pick<Ctx, "sql" | "uris" | "clock" | "ids">,
  reacting: Reacting,
): Promise<Result<void, AnnouncementReactionError>> {
  if (!(await isEmoji(ctx, reacting.name))) return err({ type: "announcement/no-such-emoji" });
  const reaction = { ...reacting, id: ctx.ids.next(), at: ctx.clock.now() };
  const { isThere, isDone } = await insertReaction(ctx.sql, reaction, MOST);
  if (!isThere) return err({ type: "announcement/gone" });
  return isDone ? ok() : err({ type: "announcement/too-many-reactions" });
}

/** Takes a reaction back. */
export async function unreactToAnnouncement(
  ctx: Pick<Ctx, "sql">,
  reacting: Reacting,
): Promise<Result<void, AnnouncementReactionError>> {
  return (await withdrawReaction(ctx.sql, reacting)) ? ok() : err({ type: "announcement/gone" });
}

/** Notes that somebody has read it. */
export async function dismissAnnouncement(
  ctx: Pick<Ctx, "sql" | "clock">,
  { accountId, announcementId }: Omit<Reacting, "name">,
): Promise<Result<void, AnnouncementReactionError>> {
  const found = await markRead(ctx.sql, accountId, announcementId, ctx.clock.now());
  return found ? ok() : err({ type: "announcement/gone" });
}

async function isEmoji(ctx: Pick<Ctx, "sql" | "uris">, name: string): Promise<boolean> {
  if (/^\p{RGI_Emoji}$/v.test(name) || /^\p{Emoji_Presentation}$/u.test(name)) return true;
  return /^\w{2,64}$/.test(name) && (await findEmojis(ctx, [name])).length > 0;
}
