import type { Change } from "../changes/feed.ts";
import type { Ctx } from "../context.ts";
import { type Runner, run } from "../platform/statement.ts";
import { isPostFiltered } from "../policy/filters/in-force.ts";
import { hashtagKey } from "../posts/row.ts";
import { countUses, type Use } from "../trends/count.ts";
import { dayOf } from "../trends/history.ts";

type Deps = Pick<Ctx, "ids" | "clock">;

interface Used {
  postId: string;
  accountId: string;
  hashtag: string;
  /** All hashtags of the post, as written. */
  written: string[];
  publishedAt: Date;
  isLimited: boolean;
}

/** What was published earlier is no news, when it comes in now. */
const FRESH_MS = 48 * 3_600_000;

/** Keeps what is known of hashtags as posts use them: a consumer of the change feed, in a transaction since it counts. */
export async function noteHashtags(ctx: Deps, on: Runner, changes: readonly Change[]): Promise<void> {
  const ids = (kind: Change["kind"]) =>
    changes.flatMap((change) => (change.kind === kind ? change.subjectId : []));
  const created = ids("post.created");
  await noteHashtagsOf(ctx, on, ids("post.edited"), { areNew: false });
  await noteHashtagsOf(ctx, on, created, { areNew: true });
}

/** @param options.areNew whether the posts count as use; else their hashtags only become known */
async function noteHashtagsOf(
  ctx: Deps,
  on: Runner,
  postIds: readonly string[],
  { areNew }: { areNew: boolean },
): Promise<void> {
  if (postIds.length === 0) return;
  const used = await run<Used>(on, usedStatement, [postIds]);
  if (used.length === 0) return;
  const now = ctx.clock.now();
  const input = [...Map.groupBy(used, ({ hashtag }) => hashtag)].map(([name, posts]) => ({
    id: ctx.ids.next(),
    name,
    display_name: posts[0]?.written.find((each) => hashtagKey(each) === name) ?? name,
    posts: areNew ? posts.length : 0,
  }));
  const known = await run<{ id: string; name: string; usable: boolean }>(on, noteStatement, [
    JSON.stringify(input),
    now,
  ]);
  const byName = new Map(known.map((row) => [row.name, row]));
  const fresh = used.filter(
    ({ publishedAt, isLimited }) => !isLimited && now.getTime() - publishedAt.getTime() < FRESH_MS,
  );
  const uses: Use[] = fresh.flatMap(({ hashtag, accountId }) => {
    const row = byName.get(hashtag);
    return row?.usable ? [{ subjectId: row.id, accountId, day: dayOf(now) }] : [];
  });
  if (areNew) await countUses(on, uses);
}

const usedStatement = `
select h.post_id as "postId", h.hashtag, p.account_id as "accountId", p.hashtags as written,
  p.published_at as "publishedAt", a.limited or ${isPostFiltered("prevent-trending", "p", "a")} as "isLimited"
from post_hashtags h join posts p on p.id = h.post_id join accounts a on a.id = p.account_id
where h.post_id = any($1::uuid[]) and p.deleted_at is null and a.state = 'active'`;

const noteStatement = `
insert into hashtags as h (name, id, display_name, posts_count, created_at, last_used_at)
select i.name, i.id, i.display_name, i.posts, $2::timestamptz, $2::timestamptz
from jsonb_to_recordset($1::jsonb) as i(id uuid, name text, display_name text, posts int) order by i.name
on conflict (name) do update set posts_count = h.posts_count + excluded.posts_count, last_used_at = excluded.last_used_at
returning id, name, usable and not limited as usable`;
