import type { ApiCtx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { version } from "../version.ts";
import { leastId, type Period } from "./period.ts";
import { diskUsage } from "./space.ts";

/** One line of a ranking. */
export interface Ranked {
  key: string;
  name: string;
  value: string;
  unit?: "bytes";
}

interface Asked {
  period: Period;
  limit: number;
  /** Id of a hashtag or name of a domain. */
  about: string | null;
}

type Deps = Pick<ApiCtx, "sql" | "handleHost" | "config">;
type Dimension = (ctx: Deps, asked: Asked) => Promise<Ranked[]>;

const ofDomain = `(a.domain = $4::text or right(a.domain, length($4::text) + 1) = '.' || $4::text)`;
const ofHashtag = `join post_hashtags t on t.post_id = p.id
  and t.hashtag = (select name from hashtags where id = $4::uuid)`;
const inPeriod = "p.id >= $1::uuid and p.id < $2::uuid and p.deleted_at is null";

async function rank(ctx: Deps, { period, limit, about }: Asked, text: string): Promise<Ranking[]> {
  const parameters = [leastId(period.start), leastId(period.end), limit];
  const rows = await run<Ranking>(
    ctx.sql,
    `${text} group by 1 order by 2 desc, 1 limit $3::int`,
    text.includes("$4") ? [...parameters, about] : parameters,
  );
  return rows;
}

interface Ranking {
  key: string | null;
  n: number;
}

const languageNames = new Intl.DisplayNames(["en"], { type: "language", fallback: "code" });

function languages(from: string): Dimension {
  return async (ctx, asked) => {
    const text = `select coalesce(p.language, 'und') as key, count(*)::int as n from posts p ${from} and ${inPeriod}`;
    return (await rank(ctx, asked, text)).map(({ key, n }) => {
      const code = key ?? "und";
      return { key: code, name: code === "und" ? "Unknown" : nameOf(code), value: String(n) };
    });
  };
}

function nameOf(code: string): string {
  try {
    return languageNames.of(code) ?? code;
  } catch {
    return code;
  }
}

function servers(from: string): Dimension {
  return async (ctx, asked) => {
    const text = `select a.domain as key, count(*)::int as n from posts p
      join accounts a on a.id = p.account_id ${from} where ${inPeriod}`;
    return (await rank(ctx, asked, text)).map(({ key, n }) => {
      const domain = key ?? ctx.handleHost;
      return { key: domain, name: domain, value: String(n) };
    });
  };
}

const sources: Dimension = async (ctx, asked) => {
  const text = `select o.name as key, count(*)::int as n from posts p
    left join post_apps s on s.post_id = p.id left join oauth_apps o on o.id = s.app_id
    where p.is_local and ${inPeriod}`;
  return (await rank(ctx, asked, text)).map(({ key, n }) => ({
    key: key ?? "web",
    name: key ?? "Website",
    value: String(n),
  }));
};

const mostFollowed: Dimension = async (ctx, { limit, about }) => {
  const rows = await run<{ username: string; n: number }>(
    ctx.sql,
    `select a.username, count(*)::int as n from accounts a join follows f on f.followee_id = a.id
     where ${ofDomain.replaceAll("$4", "$1")} and f.state = 'accepted' and f.follower_is_local
     group by a.id order by 2 desc, 1 limit $2::int`,
    [about, limit],
  );
  return rows.map(({ username, n }) => ({ key: username, name: username, value: String(n) }));
};

const space: Dimension = async (ctx) => {
  const [[database], files] = await Promise.all([
    run<{ bytes: string }>(ctx.sql, "select pg_database_size(current_database())::text as bytes", []),
    diskUsage(ctx.config.dataDir),
  ]);
  return [
    { key: "postgresql", name: "PostgreSQL", value: database?.bytes ?? "0", unit: "bytes" },
    { key: "media", name: "Media storage", value: String(files), unit: "bytes" },
  ];
};

const software: Dimension = async (ctx) => {
  const [database] = await run<{ version: string }>(
    ctx.sql,
    "select current_setting('server_version') as version",
    [],
  );
  const line = (key: string, name: string, value: string) => ({ key, name, value });
  return [
    line("folkmoot", "Folkmoot", version),
    line("node", "Node.js", process.version.slice(1)),
    line("postgresql", "PostgreSQL", database?.version.split(" ")[0] ?? ""),
  ];
};

/** https://docs.joinmastodon.org/methods/admin/dimensions/ */
const dimensions: Readonly<Record<string, { read: Dimension; about?: "id" | "domain" }>> = {
  languages: { read: languages("where p.is_local") },
  sources: { read: sources },
  servers: { read: servers("") },
  space_usage: { read: space },
  software_versions: { read: software },
  tag_servers: { read: servers(ofHashtag), about: "id" },
  tag_languages: { read: languages(`${ofHashtag} where true`), about: "id" },
  instance_accounts: { read: mostFollowed, about: "domain" },
  instance_languages: {
    read: languages(`join accounts a on a.id = p.account_id where ${ofDomain}`),
    about: "domain",
  },
};

/** What a dimension must be told: null for nothing; undefined for what is no dimension. */
export function dimensionSubject(key: string): "id" | "domain" | null | undefined {
  const dimension = Object.hasOwn(dimensions, key) ? dimensions[key] : undefined;
  return dimension === undefined ? undefined : (dimension.about ?? null);
}

/** Who or what is first in something, in a period. */
export function readDimension(ctx: Deps, key: string, asked: Asked): Promise<Ranked[]> {
  const dimension = dimensions[key];
  if (dimension === undefined) throw new Error(`no dimension ${key}`);
  return dimension.read(ctx, asked);
}
