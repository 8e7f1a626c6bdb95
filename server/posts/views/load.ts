import type { Ctx } from "../../context.ts";
import { run } from "../../platform/statement.ts";
import { hiddenFrom } from "../../timelines/rules.ts";
import { visibleTo } from "../visible.ts";
import { type PostViewRow, plainView, postColumns } from "./rows.ts";
import type { PollView, PostView, ReactionView } from "./types.ts";

type Deps = Pick<Ctx, "sql" | "clock">;

/**
 * Posts as one viewer sees them. Costs the same few statements for one post or forty; those that are deleted, that the
 * viewer may not see, or whose authors are hidden from the viewer are missing.
 *
 * @param viewerId null for nobody in particular
 */
export async function loadPostViews(
  ctx: Deps,
  viewerId: string | null,
  ids: readonly string[],
): Promise<Map<string, PostView>> {
  if (ids.length === 0) return new Map();
  return completeViews(ctx, viewerId, await readRows(ctx, viewerId, ids));
}

/** One post as a viewer sees it; null when there is none that this viewer may see. */
export async function loadPostView(ctx: Deps, viewerId: string | null, id: string): Promise<PostView | null> {
  return (await loadPostViews(ctx, viewerId, [id])).get(id) ?? null;
}

/** Adds to rows that a timeline has read what lies in other tables: polls, reactions, quoted posts. */
export async function completeViews(
  ctx: Deps,
  viewerId: string | null,
  rows: readonly PostViewRow[],
): Promise<Map<string, PostView>> {
  const views = new Map(rows.map((row) => [row.id, plainView(row)]));
  const extras = rows.filter((row) => row.kind === "question" || row.hasReactions).map((row) => row.id);
  const quoted = rows.flatMap((row) => (row.quoteState === "accepted" ? (row.quoteId ?? []) : []));
  const [more, quotes] = await Promise.all([
    extras.length === 0 ? [] : run<ExtrasRow>(ctx.sql, extrasStatement, [viewerId, extras]),
    quoted.length === 0 ? [] : readRows(ctx, viewerId, quoted),
  ]);
  for (const { id, poll, reactions } of more) {
    const view = views.get(id);
    if (view === undefined) continue;
    view.poll = poll && pollView(poll, ctx.clock.now());
    view.reactions = reactions ?? [];
  }
  const quotedViews = new Map(quotes.map((row) => [row.id, plainView(row)]));
  for (const { id, quoteIri, quoteState, quoteId } of rows) {
    const view = views.get(id);
    if (view === undefined || quoteIri === null) continue;
    const state = quoteState ?? "unverified";
    const post = state === "accepted" ? (quotedViews.get(quoteId ?? "") ?? null) : null;
    view.quote = { iri: quoteIri, state, post };
  }
  return views;
}

function readRows(ctx: Deps, viewerId: string | null, ids: readonly string[]): Promise<PostViewRow[]> {
  return run<PostViewRow>(ctx.sql, rowsStatement, [viewerId, ids, ctx.clock.now()]);
}

const rowsStatement = `
select ${postColumns("$1::uuid")} from posts p join accounts a on a.id = p.account_id
where p.id = any($2::uuid[]) and p.deleted_at is null and ${visibleTo("p", "$1::uuid")}
  and (a.id = $1::uuid or not ${hiddenFrom("a", "$1::uuid", "$3::timestamptz")})`;

type StoredPoll = Omit<PollView, "closesAt" | "closed"> & {
  closesAt: string | null;
  closedAt: string | null;
};

interface ExtrasRow {
  id: string;
  poll: StoredPoll | null;
  reactions: ReactionView[] | null;
}

const extrasStatement = `
select i.id,
  (select jsonb_build_object('multiple', q.multiple, 'voters', q.voters_count, 'closesAt', q.closes_at,
     'closedAt', q.closed_at,
     'options', (select coalesce(jsonb_agg(jsonb_build_object('title', o.title, 'votes', o.votes_count)
       order by o.position), '[]') from poll_options o where o.post_id = i.id),
     'chosen', (select coalesce(jsonb_agg(v.position order by v.position), '[]') from poll_votes v
       where v.post_id = i.id and v.account_id = $1::uuid))
   from polls q where q.post_id = i.id) as poll,
  (select jsonb_agg(jsonb_build_object('emoji', r.emoji, 'url', r.url, 'count', r.n, 'mine', r.mine) order by r.n desc, r.emoji)
   from (select emoji, max(emoji_url) as url, count(*) as n, coalesce(bool_or(account_id = $1::uuid), false) as mine
     from reactions where post_id = i.id and kind = 'emoji' group by emoji) r) as reactions
from unnest($2::uuid[]) as i(id)`;

function pollView({ closesAt, closedAt, ...poll }: StoredPoll, now: Date): PollView {
  const closes = closesAt === null ? null : new Date(closesAt);
  return { ...poll, closesAt: closes, closed: closedAt !== null || (closes !== null && closes <= now) };
}
