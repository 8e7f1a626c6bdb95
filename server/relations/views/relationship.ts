import type { Ctx } from "../../context.ts";
import { run } from "../../platform/statement.ts";

/** What is between an account of this node and another, seen by the first. */
export interface RelationshipView {
  id: string;
  /** Null without a follow or a request. */
  follow: {
    state: "pending" | "accepted";
    showsBoosts: boolean;
    notifies: boolean;
    languages: string[] | null;
  } | null;
  followedBy: "pending" | "accepted" | null;
  blocking: boolean;
  blockedBy: boolean;
  mute: { hidesNotifications: boolean; expiresAt: Date | null } | null;
  domainBlocking: boolean;
  endorsed: boolean;
  note: string;
}

interface Row {
  id: string;
  followState: "pending" | "accepted" | null;
  showsBoosts: boolean;
  notifies: boolean;
  languages: string[] | null;
  followedBy: "pending" | "accepted" | null;
  blocking: boolean;
  blockedBy: boolean;
  muted: boolean;
  hidesNotifications: boolean;
  expiresAt: Date | null;
  domainBlocking: boolean;
  endorsed: boolean;
  note: string;
}

/**
 * Relations to any number of accounts, in one statement and in the order asked for.
 *
 * @param options.withSuspended also to accounts that are not active any more
 */
export async function readRelationships(
  ctx: Pick<Ctx, "sql" | "clock">,
  viewerId: string,
  ids: readonly string[],
  { withSuspended = false }: { withSuspended?: boolean } = {},
): Promise<RelationshipView[]> {
  if (ids.length === 0) return [];
  const rows = await run<Row>(ctx.sql, statement, [viewerId, ids, ctx.clock.now(), withSuspended]);
  return rows.map(toView);
}

const statement = `
select a.id, f.state as "followState", f.shows_boosts as "showsBoosts", f.notifies, f.languages,
  g.state as "followedBy", m.target_id is not null as muted, m.hides_notifications as "hidesNotifications",
  m.expires_at as "expiresAt", coalesce(n.text, '') as note,
  exists (select from blocks b where b.account_id = $1::uuid and b.target_id = a.id) as blocking,
  exists (select from blocks b where b.account_id = a.id and b.target_id = $1::uuid) as "blockedBy",
  exists (select from domain_blocks d where d.account_id = $1::uuid and d.domain = a.domain) as "domainBlocking",
  exists (select from endorsements e where e.account_id = $1::uuid and e.target_id = a.id) as endorsed
from unnest($2::uuid[]) with ordinality as i(id, at)
join accounts a on a.id = i.id
left join follows f on f.follower_id = $1::uuid and f.followee_id = a.id
left join follows g on g.follower_id = a.id and g.followee_id = $1::uuid
left join mutes m on m.account_id = $1::uuid and m.target_id = a.id
  and (m.expires_at is null or m.expires_at > $3::timestamptz)
left join account_notes n on n.account_id = $1::uuid and n.target_id = a.id
where a.state = 'active' or ($4::boolean and a.state = 'suspended')
order by i.at`;

function toView(row: Row): RelationshipView {
  const { id, showsBoosts, notifies, languages, followedBy, blocking, blockedBy } = row;
  const { domainBlocking, endorsed, note, hidesNotifications, expiresAt } = row;
  return {
    id,
    follow: row.followState && { state: row.followState, showsBoosts, notifies, languages },
    followedBy,
    blocking,
    blockedBy,
    mute: row.muted ? { hidesNotifications, expiresAt } : null,
    domainBlocking,
    endorsed,
    note,
  };
}
