import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { type Listed, listed, type PageRequest, rangeOf } from "../timelines/page.ts";
import { type HashtagName, hashtagName } from "./name.ts";

export type FollowHashtagError =
  | { type: "hashtag/not-one" }
  | { type: "hashtag/follows-too-many"; most: number };

/** Hashtags that one account may follow. */
const MAX_FOLLOWED = 1_000;

/** From now on public posts with a hashtag come to an account's home. Doing it again does nothing. */
export async function followHashtag(
  ctx: Pick<Ctx, "sql" | "clock" | "ids">,
  accountId: string,
  written: string,
): Promise<Result<HashtagName, FollowHashtagError>> {
  const hashtag = hashtagName(written);
  if (hashtag === null) return err({ type: "hashtag/not-one" });
  const [row] = await run<{ isThere: boolean }>(ctx.sql, follow, [
    accountId,
    hashtag.key,
    hashtag.name,
    ctx.ids.next(),
    ctx.clock.now(),
    MAX_FOLLOWED,
  ]);
  return row?.isThere ? ok(hashtag) : err({ type: "hashtag/follows-too-many", most: MAX_FOLLOWED });
}

const follow = `
with made as (
  insert into followed_hashtags (account_id, hashtag, name, id, created_at)
  select $1::uuid, $2::text, $3::text, $4::uuid, $5::timestamptz
  where (select count(*) from followed_hashtags where account_id = $1::uuid) < $6::int
  on conflict (hashtag, account_id) do nothing returning id
)
select exists (select from made)
  or exists (select from followed_hashtags where account_id = $1::uuid and hashtag = $2::text) as "isThere"`;

/** Posts with the hashtag come no longer; those that have come stay. */
export async function unfollowHashtag(
  ctx: Pick<Ctx, "sql">,
  accountId: string,
  written: string,
): Promise<Result<HashtagName, Extract<FollowHashtagError, { type: "hashtag/not-one" }>>> {
  const hashtag = hashtagName(written);
  if (hashtag === null) return err({ type: "hashtag/not-one" });
  await run(ctx.sql, "delete from followed_hashtags where account_id = $1::uuid and hashtag = $2::text", [
    accountId,
    hashtag.key,
  ]);
  return ok(hashtag);
}

/** The hashtags that an account follows, as they were written, the latest first. */
export async function readFollowedHashtags(
  ctx: Pick<Ctx, "sql">,
  accountId: string,
  page: PageRequest,
): Promise<Listed<string>> {
  const range = rangeOf(page);
  const rows = await run<{ id: string; name: string }>(
    ctx.sql,
    `select id, name from followed_hashtags where account_id = $1::uuid and id < $2::uuid and id > $3::uuid
     order by id ${range.ascending ? "asc" : "desc"} limit ${range.limit}`,
    [accountId, range.below, range.above],
  );
  return listed(
    rows,
    range,
    (row) => row.id,
    (row) => row.name,
  );
}

/** What an account has to do with hashtags: those of the keys that it follows, and those that it features. */
export async function readOwnHashtags(
  ctx: Pick<Ctx, "sql">,
  accountId: string,
  keys: readonly string[],
): Promise<{ followed: Set<string>; featured: Set<string> }> {
  const rows = await run<{ hashtag: string; isFeatured: boolean }>(
    ctx.sql,
    `select hashtag, false as "isFeatured" from followed_hashtags
       where account_id = $1::uuid and hashtag = any($2::text[])
     union all
     select hashtag, true from featured_hashtags where account_id = $1::uuid and hashtag = any($2::text[])`,
    [accountId, keys],
  );
  const those = (isFeatured: boolean) =>
    new Set(rows.flatMap((row) => (row.isFeatured === isFeatured ? row.hashtag : [])));
  return { followed: those(false), featured: those(true) };
}
