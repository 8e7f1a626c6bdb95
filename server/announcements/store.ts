import { asc, eq } from "drizzle-orm";
import type { Ctx, Tx } from "../context.ts";
import { type Runner, run } from "../platform/statement.ts";
import { announcements } from "./schema.ts";

export type AnnouncementRow = typeof announcements.$inferSelect;

export function readAll(ctx: Pick<Ctx, "db">): Promise<AnnouncementRow[]> {
  return ctx.db.select().from(announcements).orderBy(asc(announcements.id));
}

export async function insertAnnouncement(ctx: Pick<Ctx, "db">, row: AnnouncementRow): Promise<void> {
  await ctx.db.insert(announcements).values(row);
}

/** False where there is none. */
export async function updateAnnouncement(
  on: Tx | Ctx["db"],
  id: string,
  changes: Partial<AnnouncementRow>,
): Promise<boolean> {
  const rows = await on
    .update(announcements)
    .set(changes)
    .where(eq(announcements.id, id))
    .returning({ id: announcements.id });
  return rows.length > 0;
}

export async function deleteAnnouncement(ctx: Pick<Ctx, "db">, id: string): Promise<boolean> {
  const rows = await ctx.db
    .delete(announcements)
    .where(eq(announcements.id, id))
    .returning({ id: announcements.id });
  return rows.length > 0;
}

/** Publishes what is due, and takes down what has ended. */
export async function moveOn(on: Runner, now: Date): Promise<void> {
  await run(
    on,
    `update announcements set state = 'published', published_at = $1::timestamptz, updated_at = $1::timestamptz
     where state = 'scheduled' and scheduled_at <= $1::timestamptz`,
    [now],
  );
  await run(
    on,
    `update announcements set state = 'ended', updated_at = $1::timestamptz
     where state = 'published' and ends_at <= $1::timestamptz`,
    [now],
  );
}

export async function markRead(on: Runner, accountId: string, id: string, now: Date): Promise<boolean> {
  const [found] = await run<{ yes: boolean }>(
    on,
    `with found as (select id from announcements where id = $2::uuid and state = 'published'),
     read as (insert into announcement_reads (announcement_id, account_id, read_at)
       select id, $1::uuid, $3::timestamptz from found on conflict do nothing)
     select exists (select from found) as yes`,
    [accountId, id, now],
  );
  return found?.yes ?? false;
}

export interface Reacted {
  isThere: boolean;
  isDone: boolean;
}

/**
 * @param most how many different reactions there may be
 */
export async function insertReaction(
  on: Runner,
  reaction: { id: string; announcementId: string; accountId: string; name: string; at: Date },
  most: number,
): Promise<Reacted> {
  const { id, announcementId, accountId, name, at } = reaction;
  const [answer] = await run<Reacted>(on, react, [id, announcementId, accountId, name, at, most]);
  return answer ?? { isThere: false, isDone: false };
}

/** The announcement is locked, so that two cannot add the ninth together. */
const react = `
with found as (select id from announcements where id = $2::uuid and state = 'published' for update),
others as (
  select count(distinct r.name) as n, coalesce(bool_or(r.name = $4::text), false) as has
  from found f join announcement_reactions r on r.announcement_id = f.id and not r.withdrawn
),
done as (
  insert into announcement_reactions (id, announcement_id, account_id, name, created_at)
  select $1::uuid, f.id, $3::uuid, $4::text, $5::timestamptz from found f, others o where o.has or o.n < $6::int
  on conflict (announcement_id, name, account_id) do update set withdrawn = false
    where announcement_reactions.withdrawn
  returning id
)
select exists (select from found) as "isThere",
  exists (select from done) or coalesce((select o.has or o.n < $6::int from others o), false) as "isDone"`;

/** False where there is none. */
export async function withdrawReaction(
  on: Runner,
  { announcementId, accountId, name }: { announcementId: string; accountId: string; name: string },
): Promise<boolean> {
  const rows = await run(
    on,
    `update announcement_reactions r set withdrawn = true
     from announcements a where a.id = r.announcement_id and a.state = 'published'
       and r.announcement_id = $1::uuid and r.account_id = $2::uuid and r.name = $3::text and not r.withdrawn
     returning r.id`,
    [announcementId, accountId, name],
  );
  return rows.length > 0;
}
