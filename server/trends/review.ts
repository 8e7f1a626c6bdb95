import { err, ok, type Result } from "#protocol/result.ts";
import type { ApiCtx, Tx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { hashtagKey } from "../posts/row.ts";
import { type Listed, listed, type PageRequest, rangeOf } from "../timelines/page.ts";
import { decideAllowed } from "./refresh.ts";

type Deps = Pick<ApiCtx, "sql" | "clock" | "config">;

export type ReviewError = { type: "trend/not-found" } | { type: "hashtag/not-the-same-name"; name: string };

/** A hashtag as moderators see it. */
export interface HashtagReview {
  id: string;
  name: string;
  displayName: string;
  usable: boolean;
  listable: boolean;
  /** Null until a moderator has said so. */
  trendable: boolean | null;
  reviewedAt: Date | null;
}

/** A site whose pages are linked to. */
export interface PublisherReview {
  id: string;
  domain: string;
  trendable: boolean | null;
  reviewedAt: Date | null;
  createdAt: Date;
}

const hashtagColumns = `id, name, display_name as "displayName", usable, listable, trendable, reviewed_at as "reviewedAt"`;
const publisherColumns = `id, domain, trendable, reviewed_at as "reviewedAt", created_at as "createdAt"`;

/** All hashtags, the ones that became known last first. */
export async function listHashtags(ctx: Deps, page: PageRequest): Promise<Listed<HashtagReview>> {
  return listById<HashtagReview>(ctx, "hashtags", hashtagColumns, page);
}

export async function listPublishers(ctx: Deps, page: PageRequest): Promise<Listed<PublisherReview>> {
  return listById<PublisherReview>(ctx, "publishers", publisherColumns, page);
}

async function listById<T extends { id: string }>(
  ctx: Deps,
  table: "hashtags" | "publishers",
  columns: string,
  page: PageRequest,
): Promise<Listed<T>> {
  const range = rangeOf(page);
  const rows = await run<T>(
    ctx.sql,
    `select ${columns} from ${table} where id < $1::uuid and id > $2::uuid
     order by id ${range.ascending ? "asc" : "desc"} limit $3::int`,
    [range.below, range.above, range.limit],
  );
  return listed(
    rows,
    range,
    (row) => row.id,
    (row) => row,
  );
}

/** Some hashtags for moderators, by name. */
export async function hashtagReviews(
  ctx: Pick<Deps, "sql">,
  names: readonly string[],
): Promise<Map<string, HashtagReview>> {
  if (names.length === 0) return new Map();
  const rows = await run<HashtagReview>(
    ctx.sql,
    `select ${hashtagColumns} from hashtags where name = any($1::text[])`,
    [names],
  );
  return new Map(rows.map((row) => [row.name, row]));
}

export async function findHashtag(ctx: Pick<Deps, "sql">, id: string): Promise<HashtagReview | null> {
  const [row] = await run<HashtagReview>(
    ctx.sql,
    `select ${hashtagColumns} from hashtags where id = $1::uuid`,
    [id],
  );
  return row ?? null;
}

/** What a moderator may say of a hashtag; what is absent stays as it is. */
export interface HashtagChanges {
  /** The same name, written otherwise. */
  displayName?: string | null;
  trendable?: boolean | null;
  usable?: boolean | null;
  listable?: boolean | null;
}

/** Reviews a hashtag: whatever is changed, or not, somebody has looked at it. */
export async function reviewHashtag(
  ctx: Deps,
  id: string,
  changes: HashtagChanges,
): Promise<Result<HashtagReview, ReviewError>> {
  const known = await findHashtag(ctx, id);
  if (known === null) return err({ type: "trend/not-found" });
  const { displayName = null, trendable = null, usable = null, listable = null } = changes;
  if (displayName !== null && hashtagKey(displayName) !== known.name)
    return err({ type: "hashtag/not-the-same-name", name: known.name });
  const [row] = await run<HashtagReview>(
    ctx.sql,
    `update hashtags set display_name = coalesce($2::text, display_name), trendable = coalesce($3::boolean, trendable),
       usable = coalesce($4::boolean, usable), listable = coalesce($5::boolean, listable), reviewed_at = $6::timestamptz
     where id = $1::uuid returning ${hashtagColumns}`,
    [id, displayName, trendable, usable, listable, ctx.clock.now()],
  );
  if (row === undefined) return err({ type: "trend/not-found" });
  if (!row.usable || !row.listable)
    await run(ctx.sql, `delete from trends where kind = 'hashtag' and subject_id = $1::uuid`, [id]);
  await decideAllowed(ctx);
  return ok(row);
}

/** Says whether what a site publishes may trend. */
export async function reviewPublisher(
  ctx: Deps,
  id: string,
  trendable: boolean,
): Promise<Result<PublisherReview, ReviewError>> {
  const [row] = await run<PublisherReview>(
    ctx.sql,
    `update publishers set trendable = $2::boolean, reviewed_at = $3::timestamptz where id = $1::uuid
     returning ${publisherColumns}`,
    [id, trendable, ctx.clock.now()],
  );
  if (row === undefined) return err({ type: "trend/not-found" });
  await decideAllowed(ctx);
  return ok(row);
}

const subjects = { post: "posts", link: "preview_cards", author: "accounts" } as const;

/** Says whether one post or link may trend, or whatever an author writes. */
export async function reviewTrend(
  ctx: Deps,
  subject: { kind: keyof typeof subjects; id: string },
  verdict: { trendable: boolean; moderatorId: string },
): Promise<Result<{ id: string }, ReviewError>> {
  const rows = await run(
    ctx.sql,
    `insert into trend_verdicts (subject_id, trendable, decided_by, decided_at)
     select s.id, $2::boolean, $3::uuid, $4::timestamptz from ${subjects[subject.kind]} s where s.id = $1::uuid
     on conflict (subject_id) do update set trendable = excluded.trendable, decided_by = excluded.decided_by,
       decided_at = excluded.decided_at
     returning subject_id`,
    [subject.id, verdict.trendable, verdict.moderatorId, ctx.clock.now()],
  );
  if (rows.length === 0) return err({ type: "trend/not-found" });
  await decideAllowed(ctx);
  return ok({ id: subject.id });
}

/** Those of some posts or links about which neither a moderator nor a rule for their author or site has spoken. */
export async function unreviewed(
  ctx: Pick<Deps, "sql">,
  kind: "post" | "link",
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await run<{ id: string }>(
    ctx.sql,
    kind === "post"
      ? `select p.id from posts p where p.id = any($1::uuid[])
           and not exists (select from trend_verdicts v where v.subject_id in (p.id, p.account_id))`
      : `select c.id from preview_cards c where c.id = any($1::uuid[])
           and not exists (select from trend_verdicts v where v.subject_id = c.id)
           and not exists (select from publishers u where u.domain = c.host and u.reviewed_at is not null)`,
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

/**
 * Keeps a hashtag out of search and trends for as long as moderators want it, beside what the review says.
 *
 * @returns whether there is such a hashtag
 */
export async function limitHashtag(tx: Tx, name: string, isLimited: boolean): Promise<boolean> {
  const [row] = await run<{ id: string }>(
    tx,
    "update hashtags set limited = $2::boolean where name = $1::text returning id",
    [name, isLimited],
  );
  if (row !== undefined && isLimited)
    await run(tx, "delete from trends where kind = 'hashtag' and subject_id = $1::uuid", [row.id]);
  return row !== undefined;
}
