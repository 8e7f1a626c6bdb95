import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { hashtagName } from "./name.ts";

/** A hashtag on somebody's profile. */
export interface FeaturedHashtag {
  id: string;
  /** As it is looked up. */
  hashtag: string;
  /** As it was written. */
  name: string;
  /** Public posts of the account that have it. */
  postsCount: number;
  lastPostAt: Date | null;
}

export type FeatureHashtagError =
  | { type: "hashtag/not-one" }
  | { type: "hashtag/featured-already" }
  | { type: "hashtag/features-too-many"; most: number }
  | { type: "hashtag/not-featured" };

/** Mastodon's numbers. */
const MAX_FEATURED = 10;
const MAX_SUGGESTED = 10;
/** Of how many of its posts an account's own hashtags are counted. */
const RECENT = 200;

/** An account's featured hashtags, those it has used most first. */
export function readFeaturedHashtags(ctx: Pick<Ctx, "sql">, accountId: string): Promise<FeaturedHashtag[]> {
  return run<FeaturedHashtag>(ctx.sql, `${featured} order by "postsCount" desc, f.id`, [accountId]);
}

const featured = `
select f.id, f.hashtag, f.name, u.n::int as "postsCount", u.latest as "lastPostAt"
from featured_hashtags f cross join lateral (
  select count(*) as n, max(p.published_at) as latest from post_hashtags t
  join posts p on p.id = t.post_id and p.account_id = f.account_id and p.deleted_at is null
  where t.hashtag = f.hashtag
) u where f.account_id = $1::uuid`;

/** Shows a hashtag on an account's profile. */
export async function featureHashtag(
  ctx: Pick<Ctx, "sql" | "db" | "ids" | "clock">,
  accountId: string,
  written: string,
): Promise<Result<FeaturedHashtag, FeatureHashtagError>> {
  const hashtag = hashtagName(written);
  if (hashtag === null) return err({ type: "hashtag/not-one" });
  const id = ctx.ids.next();
  const outcome = await ctx.db.transaction(async (tx) => {
    // Two at once must not both be the last one.
    await run(tx, "select from accounts where id = $1::uuid for no key update", [accountId]);
    const rows = await run<{ hashtag: string }>(
      tx,
      "select hashtag from featured_hashtags where account_id = $1::uuid",
      [accountId],
    );
    if (rows.some((row) => row.hashtag === hashtag.key)) return "already";
    if (rows.length >= MAX_FEATURED) return "too many";
    await run(
      tx,
      `insert into featured_hashtags (id, account_id, hashtag, name, created_at)
       values ($1::uuid, $2::uuid, $3::text, $4::text, $5::timestamptz)`,
      [id, accountId, hashtag.key, hashtag.name, ctx.clock.now()],
    );
    return "done";
  });
  if (outcome === "already") return err({ type: "hashtag/featured-already" });
  if (outcome === "too many") return err({ type: "hashtag/features-too-many", most: MAX_FEATURED });
  const [view] = await run<FeaturedHashtag>(ctx.sql, `${featured} and f.id = $2::uuid`, [accountId, id]);
  return view ? ok(view) : err({ type: "hashtag/not-featured" });
}

/** Takes a hashtag off an account's profile. Answers whether it was there. */
export async function unfeatureHashtag(
  ctx: Pick<Ctx, "sql">,
  accountId: string,
  which: { id: string } | { key: string },
): Promise<boolean> {
  const rows = await run(
    ctx.sql,
    `delete from featured_hashtags where account_id = $1::uuid and (id = $2::uuid or hashtag = $3::text)
     returning id`,
    [accountId, "id" in which ? which.id : null, "key" in which ? which.key : null],
  );
  return rows.length > 0;
}

/** Hashtags that an account uses and does not feature yet, the most used first. */
export async function suggestHashtags(ctx: Pick<Ctx, "sql">, accountId: string): Promise<string[]> {
  const rows = await run<{ hashtag: string }>(
    ctx.sql,
    `select t.hashtag from (
       select p.id from posts p where p.account_id = $1::uuid and p.deleted_at is null order by p.id desc limit ${RECENT}
     ) recent join post_hashtags t on t.post_id = recent.id
     where not exists (select from featured_hashtags f where f.account_id = $1::uuid and f.hashtag = t.hashtag)
     group by t.hashtag order by count(*) desc, max(t.post_id::text) desc limit ${MAX_SUGGESTED}`,
    [accountId],
  );
  return rows.map((row) => row.hashtag);
}
