import { compose } from "#protocol/html/compose.ts";
import { findHashtags } from "#protocol/html/find.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { handleOf, type Mentioned, resolveMentions } from "../posts/mentions.ts";
import {
  type AnnouncementRow,
  deleteAnnouncement,
  insertAnnouncement,
  moveOn,
  readAll,
  updateAnnouncement,
} from "./store.ts";

type Deps = Pick<Ctx, "db" | "sql" | "clock" | "ids" | "uris" | "resolve" | "limits">;

export interface AnnouncementDraft {
  text: string;
  /** When it is published; at once when left out. */
  publishAt?: Date | null;
  startsAt?: Date | null;
  endsAt?: Date | null;
  /** The times are days. */
  allDay?: boolean;
}

export type AnnouncementError =
  | { type: "announcement/empty" }
  | { type: "announcement/too-long"; most: number }
  | { type: "announcement/ends-before-it-starts" }
  | { type: "announcement/not-found"; id: string };

const MAX_TEXT = 10_000;

/**
 * Says something to everybody here, now or at a time. Web addresses, mentions and hashtags in it become links.
 *
 * @example await announce(ctx, { text: "The node moves tonight.", endsAt: tomorrow });
 */
export async function announce(
  ctx: Deps,
  draft: AnnouncementDraft,
): Promise<Result<{ id: string; isPublished: boolean }, AnnouncementError>> {
  const { publishAt = null, startsAt = null, endsAt = null, allDay = false } = draft;
  const problem = problemOf(draft.text);
  if (problem !== null) return err(problem);
  if (startsAt !== null && endsAt !== null && endsAt < startsAt)
    return err({ type: "announcement/ends-before-it-starts" });
  const now = ctx.clock.now();
  const isPublished = publishAt === null || publishAt <= now;
  const id = ctx.ids.next();
  await insertAnnouncement(ctx, {
    id,
    ...(await writeText(ctx, draft.text)),
    state: isPublished ? "published" : "scheduled",
    scheduledAt: publishAt,
    publishedAt: isPublished ? now : null,
    startsAt,
    endsAt,
    allDay: allDay && (startsAt !== null || endsAt !== null),
    createdAt: now,
    updatedAt: now,
  });
  return ok({ id, isPublished });
}

/** Says it in other words. Who has read it has read it. */
export async function editAnnouncement(
  ctx: Deps,
  id: string,
  text: string,
): Promise<Result<void, AnnouncementError>> {
  const problem = problemOf(text);
  if (problem !== null) return err(problem);
  const words = await writeText(ctx, text);
  const found = await updateAnnouncement(ctx.db, id, { ...words, updatedAt: ctx.clock.now() });
  return found ? ok() : err({ type: "announcement/not-found", id });
}

export async function removeAnnouncement(
  ctx: Pick<Ctx, "db">,
  id: string,
): Promise<Result<void, AnnouncementError>> {
  return (await deleteAnnouncement(ctx, id)) ? ok() : err({ type: "announcement/not-found", id });
}

/** All of them, also those that are still to come or have ended; oldest first. */
export const listAnnouncements: (ctx: Pick<Ctx, "db">) => Promise<AnnouncementRow[]> = readAll;

/** Publishes what is due and takes down what has ended. A recurring task. */
export function moveAnnouncementsOn(ctx: Pick<Ctx, "sql" | "clock">): Promise<void> {
  return moveOn(ctx.sql, ctx.clock.now());
}

function problemOf(text: string): AnnouncementError | null {
  if (text.trim() === "") return { type: "announcement/empty" };
  return text.length > MAX_TEXT ? { type: "announcement/too-long", most: MAX_TEXT } : null;
}

async function writeText(ctx: Deps, text: string) {
  const resolved = await resolveMentions(ctx, text);
  const mentioned: Mentioned = resolved.ok ? resolved.value : new Map();
  const html = compose(text, {
    mention: (found) => mentioned.get(handleOf(found)) ?? null,
    hashtagUrl: (name) => `${ctx.uris.origin}/tags/${encodeURIComponent(name.toLowerCase())}`,
  });
  const links = Array.from(html.matchAll(/href="([^"]+)"/g), ([, href = ""]) => href);
  return {
    text,
    html,
    accountIds: [...new Set([...mentioned.values()].map((account) => account.id))],
    postIds: await openPostsAt(ctx, links),
    hashtags: [...new Set(findHashtags(text).map((found) => found.name.toLowerCase()))],
  };
}

/** Posts that anybody may read, by their ids or pages. */
async function openPostsAt(ctx: Pick<Ctx, "sql">, links: readonly string[]): Promise<string[]> {
  if (links.length === 0) return [];
  const rows = await run<{ id: string }>(
    ctx.sql,
    `select p.id from posts p where (p.iri = any($1::text[]) or p.id = any($2::uuid[]))
       and p.visibility in ('public', 'unlisted') and p.deleted_at is null`,
    [
      links,
      links.flatMap((link) => /\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(link)?.[1] ?? []),
    ],
  );
  return rows.map((row) => row.id);
}
