import type { Ctx } from "../../context.ts";
import { run } from "../../platform/statement.ts";
import { hiddenFrom } from "../../timelines/rules.ts";
import { visibleTo } from "../visible.ts";
import { type PostViewRow, plainView, postColumns } from "./rows.ts";
import type { PollView, PostView, QuoteObstacle, QuoteView, ReactionView } from "./types.ts";

type Deps = Pick<Ctx, "sql" | "clock">;

/**
 * Posts as one viewer sees them. Costs the same few statements for one post or forty; those that are deleted, that the
 * viewer may not see, or whose authors are hidden from the viewer are missing.
 *
 * @param viewerId null for nobody in particular
 * @param muted which mutes hide an author: all, or those that hide notifications too
 */
export async function loadPostViews(
  ctx: Deps,
  viewerId: string | null,
  ids: readonly string[],
  muted: "posts" | "notifications" = "posts",
): Promise<Map<string, PostView>> {
  if (ids.length === 0) return new Map();
  const rows = await run<PostViewRow>(ctx.sql, rowsStatements[muted], [viewerId, ids, ctx.clock.now()]);
  return completeViews(ctx, viewerId, rows);
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
  const quotedIds = rows.flatMap((row) => (row.quoteState === "accepted" ? (row.quoteId ?? []) : []));
  const quotedRows = quotedIds.length === 0 ? [] : await readQuoted(ctx, viewerId, quotedIds);
  const quoted = new Map(quotedRows.map((row) => [row.id, { row, view: plainView(row) }]));
  const plain = [...rows, ...quotedRows.filter((row) => row.obstacle !== "deleted")];
  const extras = plain.filter((row) => row.kind === "question" || row.hasReactions).map((row) => row.id);
  const more = extras.length === 0 ? [] : await run<ExtrasRow>(ctx.sql, extrasStatement, [viewerId, extras]);
  for (const { id, poll, reactions } of more) {
    // The same post may stand on the page and be quoted there.
    for (const view of [views.get(id), quoted.get(id)?.view]) {
      if (view === undefined) continue;
      view.poll = poll && pollView(poll, ctx.clock.now());
      view.reactions = reactions ?? [];
    }
  }
  for (const { row, view } of quoted.values()) view.quote = quoteOfQuoted(row);
  for (const row of rows) {
    const view = views.get(row.id);
    if (view !== undefined) view.quote = quoteOf(row, quoted.get(row.quoteId ?? ""));
  }
  return views;
}

function quoteOf(row: PostViewRow, quoted: { row: QuotedRow; view: PostView } | undefined): QuoteView | null {
  const { quoteIri: iri, quoteId, quoteState } = row;
  if (iri === null) return null;
  const state = quoteState ?? "unverified";
  if (state !== "accepted") return { iri, id: quoteId, state, post: null, obstacle: null };
  if (quoted === undefined) return { iri, id: null, state, post: null, obstacle: "unauthorized" };
  const { obstacle } = quoted.row;
  if (obstacle === "deleted" || obstacle === "unauthorized")
    return { iri, id: null, state, post: null, obstacle };
  return { iri, id: quoted.view.id, state, post: quoted.view, obstacle };
}

/** What a quoted post quotes in turn is named, not shown. */
function quoteOfQuoted(row: QuotedRow): QuoteView | null {
  const { quoteIri: iri, quoteState } = row;
  if (iri === null) return null;
  const state = quoteState ?? "unverified";
  const id = state === "accepted" && row.quotedIsVisible ? row.quoteId : null;
  const obstacle = state === "accepted" && id === null ? "unauthorized" : null;
  return { iri, id, state, post: null, obstacle };
}

const rowsStatement = (muted: "posts" | "notifications") => `
select ${postColumns("$1::uuid")} from posts p join accounts a on a.id = p.account_id
where p.id = any($2::uuid[]) and p.deleted_at is null and ${visibleTo("p", "$1::uuid")}
  and (a.id = $1::uuid or not ${hiddenFrom("a", "$1::uuid", "$3::timestamptz", muted)})`;
const rowsStatements = { posts: rowsStatement("posts"), notifications: rowsStatement("notifications") };

type QuotedRow = PostViewRow & { obstacle: QuoteObstacle | null; quotedIsVisible: boolean };

function readQuoted(ctx: Deps, viewerId: string | null, ids: readonly string[]): Promise<QuotedRow[]> {
  return run<QuotedRow>(ctx.sql, quotedStatement, [viewerId, ids, ctx.clock.now()]);
}

// A post that is missing from the answer is not for the viewer.
const quotedStatement = `
select ${postColumns("$1::uuid")},
  case
    when p.deleted_at is not null then 'deleted'
    when a.state <> 'active' then 'unauthorized'
    when exists (select from blocks k where k.account_id = $1::uuid and k.target_id = a.id) then 'blocked'
    when exists (select from domain_blocks d where d.account_id = $1::uuid and d.domain = a.domain) then 'domain-blocked'
    when exists (select from mutes m where m.account_id = $1::uuid and m.target_id = a.id
      and (m.expires_at is null or m.expires_at > $3::timestamptz)) then 'muted'
  end as obstacle,
  exists (select from posts q where q.id = p.quote_id and q.deleted_at is null
    and ${visibleTo("q", "$1::uuid")}) as "quotedIsVisible"
from posts p join accounts a on a.id = p.account_id
where p.id = any($2::uuid[]) and (p.deleted_at is not null or ${visibleTo("p", "$1::uuid")})`;

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
  (select jsonb_build_object('multiple', q.multiple, 'hidesTotals', q.hides_totals, 'voters', q.voters_count, 'closesAt', q.closes_at,
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
