import { isIP } from "node:net";
import { stillCounts } from "../../admin/strikes.ts";
import { type Runner, run } from "../../platform/statement.ts";
import { localFollower } from "../../timelines/rules.ts";

export interface AuthorRow {
  id: string;
  iri: string;
  username: string;
  domain: string | null;
  kind: string;
  role: string | null;
  displayName: string;
  bioHtml: string;
  hasAvatar: boolean;
  followers: number;
  following: number;
  posts: number;
  isFollowedHere: boolean;
  strikes: number;
  filters: string[];
  publishedAt: Date | null;
  createdAt: Date;
}

/** Warnings and measures: those of moderators here, and those in force by actions without a strike. */
const strikes = `greatest(
  (select count(*) from strikes s where s.target_id = a.id and ${stillCounts("s")}),
  (select count(*) from actions x where x.account_id = a.id and x.kind <> 'none' and x.undone_at is null
    and x.cause not like 'origin:%'))::int`;

export function readAuthors(on: Runner, ids: readonly string[]): Promise<AuthorRow[]> {
  return run<AuthorRow>(
    on,
    `select a.id, a.iri, a.username, a.domain, a.kind, (select l.role from logins l where l.account_id = a.id) as role,
       a.display_name as "displayName", left(a.bio_html, 20000) as "bioHtml", a.avatar_url is not null as "hasAvatar",
       a.followers_count as followers, a.following_count as following, a.posts_count as posts,
       a.filters || a.rule_filters as filters,
       exists (select from follows f where f.followee_id = a.id and ${localFollower("f")}) as "isFollowedHere",
       ${strikes} as strikes, a.published_at as "publishedAt", a.created_at as "createdAt"
     from accounts a where a.id = any($1::uuid[])`,
    [ids],
  );
}

const MOST_COUNTED = 1_000;

/**
 * What is known of a server by its accounts, whose ids are of the time when they were first seen.
 *
 * @returns counts up to 1,000
 */
export async function readServer(
  on: Runner,
  domain: string,
  now: Date,
): Promise<{ firstSeenAt: Date | null; accounts: number; newAccountsDay: number }> {
  const [row] = await run<{ firstSeenAt: Date | null; accounts: number; newAccountsDay: number }>(
    on,
    `select
       (select a.created_at from accounts a where a.domain = $1::text order by a.id limit 1) as "firstSeenAt",
       (select count(*)::int from (select from accounts a where a.domain = $1::text limit ${MOST_COUNTED}) n) as accounts,
       (select count(*)::int from (select from accounts a where a.domain = $1::text and a.id > $2::uuid
         limit ${MOST_COUNTED}) n) as "newAccountsDay"`,
    [domain, firstId(new Date(now.getTime() - 86_400_000))],
  );
  return row ?? { firstSeenAt: null, accounts: 0, newAccountsDay: 0 };
}

/** The least id of a time. */
export function firstId(at: Date): string {
  const hex = at.getTime().toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** Accounts that were made from an address in the last day: of IPv6 from its /64, which is one household's. */
export async function countSignUps(on: Runner, address: string, now: Date): Promise<number> {
  if (!isIP(address)) return 0;
  const [row] = await run<{ count: number }>(
    on,
    `select count(*)::int as count from logins l
     where l.account_id > $2::uuid and l.sign_up_address is not null and l.sign_up_address::inet <<=
       network(set_masklen($1::text::inet, case family($1::text::inet) when 6 then 64 else 32 end))`,
    [address, firstId(new Date(now.getTime() - 86_400_000))],
  );
  return row?.count ?? 0;
}

/** What the files of local media hold. */
export function readHashes(
  on: Runner,
  ids: readonly string[],
): Promise<{ id: string; sha256: string; pdq: string | null }[]> {
  return run(
    on,
    `select m.id, m.sha256, m.hashes -> 0 ->> 'pdq' as pdq from media m where m.id = any($1::uuid[])`,
    [ids],
  );
}
