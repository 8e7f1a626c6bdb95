import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { daysOf, leastId, type Period, previousOf } from "./period.ts";

/** How something is counted. All are SQL over `$1` and `$2`, the times, `$3` and `$4`, the least ids of them, and `$5`. */
interface Definition {
  /** Rows with `day`, and `who` where it matters who it was. */
  readonly rows: string;
  /** Counts each `who` once: on a day, and in all. */
  readonly distinct?: true;
  /** What is counted in all, whenever it was; without one the sum of the period, beside that of the period before. */
  readonly total?: string;
  readonly unit?: "bytes";
  /** What it is about: the id of a hashtag, or a domain. */
  readonly about?: "id" | "domain";
}

const day = (time: string) => `(${time} at time zone 'UTC')::date as day`;
const within = (time: string) => `${time} >= $1::timestamptz and ${time} < $2::timestamptz`;
const idsWithin = (id: string) => `${id} >= $3::uuid and ${id} < $4::uuid`;
const ofDomain = (account: string) =>
  `(${account}.domain = $5::text or right(${account}.domain, length($5::text) + 1) = '.' || $5::text)`;

const interactions = (table: string, more = "true") =>
  `select ${day("i.created_at")} from ${table} i join posts p on p.id = i.post_id
   where p.is_local and p.account_id <> i.account_id and ${idsWithin("i.id")} and ${more}`;

const tagged = (who: string) =>
  `select ${day("p.published_at")}, ${who} as who from post_hashtags t join posts p on p.id = t.post_id
   join accounts a on a.id = p.account_id
   where t.hashtag = (select name from hashtags where id = $5::uuid) and p.deleted_at is null and ${idsWithin("p.id")}`;

const followsOf = (side: "followee" | "follower") =>
  `follows f join accounts a on a.id = f.${side}_id
   where ${ofDomain("a")} and f.state = 'accepted' and ${side === "followee" ? "f.follower_is_local" : "not f.follower_is_local"}`;

/** https://docs.joinmastodon.org/methods/admin/measures/ */
const definitions: Readonly<Record<string, Definition>> = {
  active_users: {
    rows: `select d.day, d.account_id::text as who from active_days d
      where d.day >= ($1::timestamptz at time zone 'UTC')::date and d.day < ($2::timestamptz at time zone 'UTC')::date`,
    distinct: true,
  },
  new_users: { rows: `select ${day("l.created_at")} from logins l where ${within("l.created_at")}` },
  interactions: {
    rows: `${interactions("reactions", "i.kind = 'like'")} union all ${interactions("boosts")}
      union all select ${day("r.published_at")} from posts r join posts p on p.id = r.in_reply_to_id
      where p.is_local and p.account_id <> r.account_id and r.deleted_at is null and ${idsWithin("r.id")}`,
  },
  opened_reports: { rows: `select ${day("r.created_at")} from reports r where ${idsWithin("r.id")}` },
  resolved_reports: { rows: `select ${day("r.closed_at")} from reports r where ${within("r.closed_at")}` },
  tag_accounts: { rows: tagged("p.account_id::text"), distinct: true, about: "id" },
  tag_uses: { rows: tagged("null"), about: "id" },
  tag_servers: { rows: tagged("coalesce(a.domain, '')"), distinct: true, about: "id" },
  instance_accounts: {
    rows: `select ${day("a.created_at")} from accounts a where ${ofDomain("a")} and ${within("a.created_at")}`,
    total: `select count(*) from accounts a where ${ofDomain("a")}`,
    about: "domain",
  },
  // Media of other servers stay there.
  instance_media_attachments: {
    rows: "select null::date as day where $5::text is null",
    total: "select 0 where $5::text is not null",
    unit: "bytes",
    about: "domain",
  },
  instance_reports: {
    rows: `select ${day("r.created_at")} from reports r join accounts a on a.id = r.target_id
      where ${ofDomain("a")} and ${idsWithin("r.id")}`,
    total: `select count(*) from reports r join accounts a on a.id = r.target_id where ${ofDomain("a")}`,
    about: "domain",
  },
  instance_statuses: {
    rows: `select ${day("p.published_at")} from posts p join accounts a on a.id = p.account_id
      where ${ofDomain("a")} and p.deleted_at is null and ${idsWithin("p.id")}`,
    total: `select count(*) from posts p join accounts a on a.id = p.account_id
      where ${ofDomain("a")} and p.deleted_at is null`,
    about: "domain",
  },
  instance_follows: {
    rows: `select ${day("f.created_at")} from ${followsOf("followee")} and ${within("f.created_at")}`,
    total: `select count(*) from ${followsOf("followee")}`,
    about: "domain",
  },
  instance_followers: {
    rows: `select ${day("f.created_at")} from ${followsOf("follower")} and ${within("f.created_at")}`,
    total: `select count(*) from ${followsOf("follower")}`,
    about: "domain",
  },
};

export interface Measure {
  key: string;
  unit: "bytes" | null;
  total: number;
  /** Null for what is counted whenever it was. */
  previousTotal: number | null;
  days: { day: Date; value: number }[];
}

/** What a measure must be told: null for none; undefined for what is no measure. */
export function subjectOf(key: string): "id" | "domain" | null | undefined {
  const definition = Object.hasOwn(definitions, key) ? definitions[key] : undefined;
  return definition === undefined ? undefined : (definition.about ?? null);
}

/**
 * Counts something day by day, and in all.
 *
 * @param about id of a hashtag or name of a domain, for a measure of one
 */
export async function measure(
  ctx: Pick<Ctx, "sql">,
  key: string,
  period: Period,
  about: string | null,
): Promise<Measure> {
  const definition = definitions[key];
  if (definition === undefined) throw new Error(`no measure ${key}`);
  const { rows, distinct, total, unit = null } = definition;
  const parameters = (over: Period) => [
    ...[over.start, over.end, leastId(over.start), leastId(over.end)],
    ...(rows.includes("$5") ? [about] : []),
  ];
  const value = distinct ? "count(distinct r.who)::int" : "count(*)::int";
  const used = usingAll(rows);
  const sum = async (over: Period) => {
    const statement = `select ${value} as n from (${rows}) r where ${used}`;
    return (await run<{ n: number }>(ctx.sql, statement, parameters(over)))[0]?.n ?? 0;
  };
  const [byDay, inAll, before] = await Promise.all([
    run<{ day: string; n: number }>(
      ctx.sql,
      `select r.day::text as day, ${value} as n from (${rows}) r where ${used} group by 1`,
      parameters(period),
    ),
    total === undefined ? sum(period) : readTotal(ctx, total, about),
    total === undefined ? sum(previousOf(period)) : null,
  ]);
  const counts = new Map(byDay.map((row) => [row.day, row.n]));
  return {
    key,
    unit,
    total: inAll,
    previousTotal: before,
    days: daysOf(period).map((date) => ({
      day: date,
      value: counts.get(date.toISOString().slice(0, 10)) ?? 0,
    })),
  };
}

/** PostgreSQL wants to know the type of every parameter, also of those that a measure does not look at. */
function usingAll(rows: string): string {
  const types = ["timestamptz", "timestamptz", "uuid", "uuid"];
  const unused = types.flatMap((type, at) => {
    const name = `$${at + 1}`;
    return rows.includes(`${name}::`) ? [] : [`${name}::${type} is not null`];
  });
  return unused.length === 0 ? "true" : unused.join(" and ");
}

async function readTotal(ctx: Pick<Ctx, "sql">, total: string, about: string | null): Promise<number> {
  const statement = `select (${total.replaceAll("$5", "$1")})::text as n`;
  const [row] = await run<{ n: string }>(ctx.sql, statement, [about]);
  return Number(row?.n ?? 0);
}
