import { LRUCache } from "lru-cache";
import { type Filter, isFilter } from "#moderation/filter.ts";
import type { Facts } from "#moderation/policy/facts.ts";
import { toText } from "#protocol/html/text.ts";
import type { Ctx } from "../../context.ts";
import { createBatcher } from "../../platform/batcher.ts";
import { type AuthorRow, readAuthors, readServer } from "../store/facts.ts";

const DAY_MS = 86_400_000;
const FRESH_MS = 60_000;
const MOST_AUTHORS = 10_000;
const MOST_SERVERS = 5_000;

export type AuthorFacts = Facts["author"];
export type ServerFacts = Facts["server"] & { newAccountsDay: number | null };

/** What is known of authors and of their servers. */
export interface People {
  author(id: string): Promise<AuthorFacts>;
  server(domain: string | null): Promise<ServerFacts>;
}

const noServer: ServerFacts = {
  domain: null,
  ageDays: null,
  accountsKnown: null,
  newAccountsDay: null,
};

/** Reads what is asked for at the same time by one statement, and remembers it for a minute. */
export function createPeople(ctx: Pick<Ctx, "sql" | "clock">): People {
  const now = () => ctx.clock.now().getTime();
  const authors = new LRUCache<string, { facts: AuthorFacts; until: number }>({ max: MOST_AUTHORS });
  const servers = new LRUCache<string, { facts: Promise<ServerFacts>; until: number }>({ max: MOST_SERVERS });
  const batcher = createBatcher<string, AuthorFacts>({
    maxSize: 200,
    maxWaiting: 20_000,
    async run(ids) {
      const rows = new Map((await readAuthors(ctx.sql, [...new Set(ids)])).map((row) => [row.id, row]));
      return ids.map((id) => authorFacts(rows.get(id), now()));
    },
  });
  return {
    async author(id) {
      const known = authors.get(id);
      if (known !== undefined && known.until > now()) return known.facts;
      const read = await batcher.submit(id);
      if (!read.ok) throw new Error(`${read.error.waiting} posts wait`, { cause: read.error });
      authors.set(id, { facts: read.value, until: now() + FRESH_MS });
      return read.value;
    },
    server(domain) {
      if (domain === null) return Promise.resolve(noServer);
      const known = servers.get(domain);
      if (known !== undefined && known.until > now()) return known.facts;
      const facts = readServer(ctx.sql, domain, ctx.clock.now()).then(
        ({ firstSeenAt, accounts, newAccountsDay }) => ({
          domain,
          ageDays: firstSeenAt === null ? 0 : days(now() - firstSeenAt.getTime()),
          accountsKnown: accounts,
          newAccountsDay,
        }),
      );
      servers.set(domain, { facts, until: now() + FRESH_MS });
      facts.catch(() => servers.delete(domain));
      return facts;
    },
  };
}

const noAuthor: AuthorFacts = {
  iri: null,
  handle: null,
  domain: null,
  isLocal: false,
  isBot: false,
  kind: null,
  role: null,
  displayName: "",
  bio: "",
  hasAvatar: false,
  ageDays: null,
  followers: null,
  following: null,
  posts: null,
  isFollowedHere: false,
  strikes: 0,
  trust: null,
  filters: [],
};

function authorFacts(row: AuthorRow | undefined, now: number): AuthorFacts {
  if (row === undefined) return noAuthor;
  const { domain, username } = row;
  const since = Math.max(row.createdAt.getTime(), domain === null ? 0 : (row.publishedAt?.getTime() ?? 0));
  const facts = {
    iri: row.iri,
    handle: domain === null ? username : `${username}@${domain}`,
    domain,
    isLocal: domain === null,
    isBot: row.kind === "service" || row.kind === "application",
    kind: row.kind,
    role: row.role,
    displayName: row.displayName,
    bio: toText(row.bioHtml),
    hasAvatar: row.hasAvatar,
    ageDays: days(now - since),
    followers: row.followers,
    following: row.following,
    posts: row.posts,
    isFollowedHere: row.isFollowedHere,
    strikes: row.strikes,
    filters: row.filters.filter((filter): filter is Filter => isFilter(filter)),
  };
  return { ...facts, trust: trustOf(facts) };
}

/**
 * How far somebody is trusted, by how long and how well they are known here:
 *
 * - `trusted`: looks after the node, or is known for a month, has written twenty posts, is from here or followed by
 *   somebody here, and no moderator had anything against them
 * - `known`: is followed by somebody here, or known for three days with three posts; at most one strike
 * - `new`: everybody else
 *
 * @example trustOf({ role: null, ageDays: 1, posts: 50, isFollowedHere: false, strikes: 0, isLocal: false }) // "new"
 */
function trustOf(
  author: Pick<AuthorFacts, "role" | "ageDays" | "posts" | "isFollowedHere" | "strikes" | "isLocal">,
): "new" | "known" | "trusted" {
  const { role, ageDays, posts, isFollowedHere, strikes, isLocal } = author;
  if (role !== null && role !== "member") return "trusted";
  if (strikes > 1) return "new";
  const [age, written] = [ageDays ?? 0, posts ?? 0];
  if (strikes === 0 && age >= 30 && written >= 20 && (isLocal || isFollowedHere)) return "trusted";
  return isFollowedHere || (age >= 3 && written >= 3) ? "known" : "new";
}

/** To a hundredth. */
function days(ms: number): number {
  return Math.max(0, Math.round((ms / DAY_MS) * 100) / 100);
}
