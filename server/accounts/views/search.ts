import type { Ctx } from "../../context.ts";
import { run } from "../../platform/statement.ts";
import { isAccountFiltered } from "../../policy/filters/in-force.ts";
import { type AccountColumns, accountColumns, accountSummary } from "../../posts/views/rows.ts";
import type { AccountSummary } from "../../posts/views/types.ts";
import { isShown } from "./summaries.ts";

/** How many of each kind of hit are weighed against each other. */
const CANDIDATES = 1_000;

export interface NameSearch {
  /** What the username begins with. */
  username: string;
  /** What the domain begins with; null for every one. */
  domain: string | null;
  /** Words that the display name has, or words that begin so. */
  words: readonly string[];
  onlyFollowed: boolean;
  limit: number;
  offset: number;
}

/**
 * Accounts by how their names begin: those the viewer follows first, then those called exactly so, then those with the most
 * followers here.
 */
export async function searchByName(
  ctx: Pick<Ctx, "sql">,
  viewerId: string | null,
  search: NameSearch,
): Promise<AccountSummary[]> {
  const { username, domain, words, onlyFollowed, limit, offset } = search;
  const rows = await run<AccountColumns<"account">>(ctx.sql, statement, [
    viewerId,
    username.toLowerCase(),
    domain?.toLowerCase() ?? "",
    words.map((word) => `${word}:*`).join(" & "),
    onlyFollowed,
    limit,
    offset,
  ]);
  return rows.map((row) => accountSummary(row, "account"));
}

// Bounds rather than `like`, whose pattern the planner would have to know to use the index.
const beginsSo = `lower(a.username) ~>=~ $2::text and lower(a.username) ~<~ ($2::text || chr(1114111))`;
const hasWords = `to_tsvector('simple', a.display_name) @@ to_tsquery('simple', $4::text)`;

const statement = `
with found as (
  select id from (
    select a.id from follows f join accounts a on a.id = f.followee_id
    where f.follower_id = $1::uuid and f.state = 'accepted' and ((${beginsSo}) or ($4::text <> '' and ${hasWords}))
  ) followed
  union
  select id from (
    select a.id from accounts a where not $5::boolean and ${beginsSo}
    order by lower(a.username) using ~<~ limit ${CANDIDATES}
  ) named
  union
  select id from (
    select a.id from accounts a where not $5::boolean and $4::text <> '' and ${hasWords} limit ${CANDIDATES}
  ) titled
)
select ${accountColumns("a", "account")}
from found join accounts a on a.id = found.id
where a.state = 'active' and a.moved_to is null and a.kind <> 'application' and ${isShown("a")}
  and ($3::text = '' or starts_with(a.domain, $3::text))
  and (not ${isAccountFiltered("prevent-search", "a")} or a.id = $1::uuid
    or exists (select from follows f where f.follower_id = $1::uuid and f.followee_id = a.id and f.state = 'accepted'))
order by exists (select from follows f where f.follower_id = $1::uuid and f.followee_id = a.id and f.state = 'accepted') desc,
  lower(a.username) = $2::text desc, a.followers_count desc, a.id
limit $6::int offset $7::int`;
