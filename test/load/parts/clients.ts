import type { Bench, Part } from "../bench.ts";
import { type Child, startChild } from "../child.ts";
import { addAnswers, addDocuments, addNotices, addTokens, type Viewer } from "../database/clients.ts";
import { addPeople, addPosts } from "../database/volume.ts";
import { median, percentile } from "../measure/percentile.ts";
import { timed } from "../measure/timed.ts";
import type { Asked, ReaderCalls, Statement } from "../peers/reader.ts";
import { type NodeUnderTest, startNode } from "../subjects/start-node.ts";
import { atLeast, atMost, round } from "../table.ts";

const THREAD = 500;
const CONNECTIONS = 8;
const GOAL_PER_SECOND = 1_900;
const GOAL_P99_MS = 20;
const GOAL_RATIO = 3;

/** One thing that apps read, and the SQL that it cannot do without. */
interface Reading {
  readonly name: string;
  path(viewer: Viewer): string;
  bare(viewer: Viewer): Statement;
  /** Has a goal beside its bare SQL. */
  readonly isGoal?: boolean;
}

/** What apps ask of the client API, over HTTP, with a year's posts stored. */
export const clients: Part = {
  name: "clients",
  about:
    "home, notifications, a thread of 500, search, an account's statuses over HTTP, with 1,000,000 posts",
  async run(bench) {
    const posts = bench.count(1_000_000, 20_000);
    const node = await startNode(bench);
    const { sql } = node.database;
    bench.progress(`loading ${round(posts)} posts`);
    const accounts = await addPeople(sql);
    await addPosts(sql, { from: 0, to: posts, last: posts });
    const root = await addAnswers(sql, THREAD);
    await addNotices(sql, 1_000);
    bench.progress("indexing");
    await addDocuments(sql);
    const viewers = await addTokens(sql, accounts);
    const author = await someAuthor(node);
    const reader = await startChild<ReaderCalls>(new URL("../peers/reader.ts", import.meta.url));
    bench.onEnd(() => reader.stop());
    await reader.call("start", { origin: new URL(node.inbox).origin, databaseUrl: node.database.url });
    for (const reading of readings(root, author)) await measure(bench, node, reader, viewers, reading);
  },
};

async function measure(
  bench: Bench,
  node: NodeUnderTest,
  reader: Child<ReaderCalls>,
  viewers: readonly Viewer[],
  { name, path, bare, isGoal = false }: Reading,
): Promise<void> {
  bench.progress(name);
  const pairs = viewers.map((viewer) => ({
    asked: { path: path(viewer), token: viewer.token } satisfies Asked,
    bare: bare(viewer),
  }));
  const { ours, bare: plain } = await reader.call("compare", { pairs, seconds: bench.count(8, 2) });
  const sum = (times: readonly number[]) => times.reduce((total, time) => total + time, 0);
  const ratio = sum(ours) / sum(plain);
  const ms = (times: readonly number[]) =>
    `p50 ${round(median(times))} ms, p99 ${round(percentile(times, 0.99))} ms`;
  bench.row({
    part: "clients",
    what: `${name}, one connection`,
    value: ms(ours),
    beside: `bare SQL ${ms(plain)}: ${round(ratio)} x`,
    ...(isGoal && { goal: atMost(Number(ratio.toFixed(2)), GOAL_RATIO) }),
  });
  const load = { asked: pairs.map(({ asked }) => asked), connections: CONNECTIONS };
  await reader.call("load", { ...load, seconds: 1 });
  const seconds = bench.count(10, 2);
  const { value, cpu, wallSeconds } = await timed([...node.roots, reader.pid], () =>
    reader.call("load", { ...load, seconds }),
  );
  const { times, statuses, bytes } = value;
  if (Object.keys(statuses).join() !== "200") throw new Error(`${name} answered ${JSON.stringify(statuses)}`);
  const perSecond = times.length / wallSeconds;
  const [ownCpu = 0, postgres = 0, reading = 0] = cpu.map((each) => (each / times.length) * 1e6);
  bench.row({
    part: "clients",
    what: `${name}, ${CONNECTIONS} connections`,
    value: `${round(perSecond)}/s, ${ms(times)}`,
    beside: `CPU: node ${round(ownCpu)}, PostgreSQL ${round(postgres)}, reader ${round(reading)} µs; ${round(bytes / times.length / 1024)} KB`,
    ...(name === "home timeline" && { goal: atLeast(Math.round(perSecond), GOAL_PER_SECOND, "/s") }),
  });
  if (name === "home timeline")
    bench.row({
      part: "clients",
      what: `${name}, ${CONNECTIONS} connections: p99`,
      value: `${round(percentile(times, 0.99))} ms`,
      goal: atMost(percentile(times, 0.99), GOAL_P99_MS, "ms"),
    });
}

const account = `a.iri as account_iri, a.username, a.domain, a.display_name, a.url as account_url, a.avatar_url, a.bio_html,
  a.fields, a.header_url, a.followers_count, a.following_count, a.posts_count`;

function readings(root: string, author: string): Reading[] {
  return [
    {
      name: "home timeline",
      isGoal: true,
      path: () => "/api/v1/timelines/home?limit=20",
      bare: ({ id }) => ({
        text: `select h.entry_id, p.*, ${account}, b.username as booster_username
          from home_entries h join posts p on p.id = h.post_id join accounts a on a.id = p.account_id
          left join accounts b on b.id = h.boosted_by_id
          where h.account_id = $1::uuid order by h.entry_id desc limit 20`,
        parameters: [id],
      }),
    },
    {
      name: "notifications",
      isGoal: true,
      path: () => "/api/v1/notifications?limit=20",
      bare: ({ id }) => ({
        text: `select n.*, f.username as from_username, f.bio_html as from_bio, p.*, ${account}
          from notifications n join accounts f on f.id = n.from_account_id
          left join posts p on p.id = n.post_id left join accounts a on a.id = p.account_id
          where n.account_id = $1::uuid order by n.id desc limit 20`,
        parameters: [id],
      }),
    },
    {
      name: `thread of ${THREAD} posts`,
      path: () => `/api/v1/statuses/${root}/context`,
      bare: () => ({
        text: `select p.*, ${account} from posts p join accounts a on a.id = p.account_id
          where p.conversation_id = $1::uuid order by p.id limit ${THREAD}`,
        parameters: [root],
      }),
    },
    {
      name: "search for a word",
      path: () => "/api/v2/search?q=aardvark&type=statuses&limit=20",
      bare: () => ({
        text: `select p.*, ${account} from search_documents d join posts p on p.id = d.post_id
          join accounts a on a.id = p.account_id
          where d.words @@ to_tsquery('english', 'aardvark') order by d.post_id desc limit 20`,
        parameters: [],
      }),
    },
    {
      name: "an account's statuses",
      path: () => `/api/v1/accounts/${author}/statuses?limit=20`,
      bare: () => ({
        text: `select p.*, ${account} from posts p join accounts a on a.id = p.account_id
          where p.account_id = $1::uuid and p.deleted_at is null order by p.id desc limit 20`,
        parameters: [author],
      }),
    },
  ];
}

async function someAuthor({ database }: NodeUnderTest): Promise<string> {
  const [row] = await database.sql<
    { id: string }[]
  >`select account_id as id from posts order by id desc limit 1`;
  return row?.id ?? "";
}
