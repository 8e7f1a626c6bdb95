import { readFileSync } from "node:fs";
import type { KnownAccount } from "#federation/ports.ts";
import { savePolicy } from "#moderation/policy/save.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import type { Account } from "#protocol/model/account.ts";
import type { Post } from "#protocol/model/post.ts";
import { createAccount } from "#server/accounts/create.ts";
import { createAccountPort } from "#server/accounts/port.ts";
import { readConfig } from "#server/config/config.ts";
import type { ApiCtx } from "#server/context.ts";
import { moderationOf } from "#server/desk/moderation.ts";
import { createNode } from "#server/node.ts";
import { listHolds } from "#server/policy/holds/list.ts";
import { createPost } from "#server/posts/create.ts";
import { createPostIntake } from "#server/posts/intake.ts";
import { createReportIntake } from "#server/reports/intake.ts";
import { must } from "#test/e2e/people.ts";
import { freePort } from "#test/support/redis.ts";
import type { Bench, Part } from "../bench.ts";
import { residentBytes } from "../measure/memory.ts";
import { percentile } from "../measure/percentile.ts";
import { atMost, round } from "../table.ts";

const SERVERS = 500;
const ACCOUNTS_A_SERVER = 4;
/** What arrives at the same time, as from so many connections. */
const AT_ONCE = 32;
const MB = 1e6;

/** A wave of spam posts, and of reports, through the intake of a whole node with rules in force. */
export const wave: Part = {
  name: "wave",
  about: "50,000 posts and reports of 500 made-up servers: verdicts, cases, memory",
  async run(bench) {
    const posts = bench.count(25_000, 1_000);
    const reports = bench.count(25_000, 1_000);
    const ctx = await startNode(bench);
    const rules = readFileSync(new URL("../wave/rules.yaml", import.meta.url), "utf8");
    const saved = await savePolicy(moderationOf(ctx), null, { text: rules, format: "yaml" });
    if (!saved.ok) throw new Error(JSON.stringify(saved.error));
    await ctx.rules.refresh();

    bench.progress("making accounts");
    const authors = await makeAuthors(ctx);
    const victim = must(await createAccount(ctx, { username: "ana" }));
    const { iri: reported } = must(await createPost(ctx, { accountId: victim.id, text: "Good morning" }));
    const intake = createPostIntake(ctx, ctx.policy);
    const reporting = createReportIntake(ctx, ctx.domains);
    const memory = watchMemory();

    bench.progress(`${posts} posts`);
    const ofPosts = await inParallel(posts, async (at) => {
      const author = authors[at % authors.length] as KnownAccount;
      const taken = await intake.post(spam(author, at), author, "delivered");
      return taken.outcome === "accepted" ? "taken" : taken.reason;
    });
    bench.progress(`${reports} reports`);
    const ofReports = await inParallel(reports, async (at) => {
      const by = authors[at % authors.length] as KnownAccount;
      const iri = `${by.iri}/flags/${at}` as Iri;
      const taken = await reporting.report({ iri, by, subjects: [victim.iri, reported], comment: "Bad!" });
      return taken.outcome === "accepted" ? "taken" : taken.reason;
    });
    const after = memory.stop();

    const { total } = await listHolds(ctx, {}, { after: null, limit: 1 });
    const queue: number[] = [];
    for (let i = 0; i < 20; i++) {
      const began = performance.now();
      await listHolds(ctx, {}, { after: null, limit: 40 });
      queue.push(performance.now() - began);
    }
    const [counts] = await ctx.sql<Counts[]>`
      select (select count(*)::int from cases) as cases, (select count(*)::int from signals) as signals,
        (select count(*)::int from posts where not is_local) as posts, (select count(*)::int from reports) as reports,
        (select sum(signals_count)::int from cases) as joined, (select sum(reports_count)::int from cases) as reported`;
    report(bench, { ofPosts, ofReports, memory: after, held: total, queue, counts });
  },
};

interface Counts {
  cases: number;
  signals: number;
  posts: number;
  reports: number;
  joined: number;
  reported: number;
}

interface Outcome {
  count: number;
  seconds: number;
  outcomes: Map<string, number>;
}

async function startNode(bench: Bench): Promise<ApiCtx> {
  const port = await freePort();
  const config = readConfig({
    PORT: String(port),
    DATA_DIR: bench.tempDir(),
    LOG_LEVEL: "warn",
    RATE_LIMIT: "0",
  });
  if (!config.ok) throw new Error(JSON.stringify(config.error));
  const created = await createNode(config.value);
  if (!created.ok) throw new Error(created.error.message);
  const started = await created.value.start({ web: true, worker: true });
  if (!started.ok) throw new Error(started.error.message);
  bench.onEnd(() => created.value.stop());
  return created.value.ctx;
}

async function makeAuthors(ctx: ApiCtx): Promise<KnownAccount[]> {
  const port = createAccountPort(ctx, ctx.domains, ctx.policy);
  const authors: KnownAccount[] = [];
  for (let at = 0; at < SERVERS * ACCOUNTS_A_SERVER; at++) {
    const domain = `server-${at % SERVERS}.example`;
    authors.push(
      await port.remember(account(`https://${domain}/users/u${Math.floor(at / SERVERS)}`, domain)),
    );
  }
  return authors;
}

function account(id: string, domain: string): Account {
  const iri = id as Iri;
  const part = (name: string) => `${id}/${name}` as Iri;
  return {
    iri,
    kind: "person",
    username: id.slice(id.lastIndexOf("/") + 1),
    domain,
    displayName: "",
    bioHtml: "",
    url: id,
    inbox: part("inbox"),
    sharedInbox: `https://${domain}/inbox` as Iri,
    outbox: part("outbox"),
    followers: part("followers"),
    following: part("following"),
    featured: null,
    locked: false,
    discoverable: true,
    indexable: false,
    memorial: false,
    aliases: [],
    movedTo: null,
    fields: [],
    emojis: [],
    avatarUrl: null,
    avatarAlt: null,
    headerUrl: null,
    headerAlt: null,
    attributionDomains: [],
    owners: [],
    keys: [],
    publishedAt: null,
  };
}

/** A third has one text, a third one link, a third neither. */
function spam(author: KnownAccount, at: number): Post {
  const iri = `${author.iri}/statuses/${at}` as Iri;
  const html = [
    `<p>@someone${at} Buy these wonderful tokens now, only ${at} left in our shop!</p>`,
    `<p>Read this, ${words(at)} <a href="https://shop.example/win">shop.example</a></p>`,
    `<p>Some thoughts of number ${at} about ${words(at)} and ${words(at * 7)}</p>`,
  ][at % 3] as string;
  return {
    iri,
    kind: "note",
    type: "Note",
    author: author.iri,
    community: null,
    title: null,
    html,
    warning: null,
    summary: null,
    source: null,
    sensitive: false,
    language: "en",
    visibility: "public",
    to: ["https://www.w3.org/ns/activitystreams#Public" as Iri],
    cc: [],
    inReplyTo: null,
    context: null,
    quote: null,
    quotePolicy: null,
    mentions: [],
    hashtags: [],
    emojis: [],
    media: [],
    url: iri,
    link: null,
    poll: null,
    event: null,
    place: null,
    rating: null,
    duration: null,
    repliesAllowed: null,
    replies: null,
    publishedAt: null,
    updatedAt: null,
  };
}

/** Words that no two numbers share. */
function words(at: number): string {
  return [...String(at)].map((digit) => "abcdefghij"[Number(digit)]?.repeat(4)).join(" ");
}

async function inParallel(count: number, work: (at: number) => Promise<string>): Promise<Outcome> {
  const outcomes = new Map<string, number>();
  const began = performance.now();
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const outcome = await work(next++);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { count, seconds: (performance.now() - began) / 1_000, outcomes };
}

/** Resident memory of this process, which is the node. */
function watchMemory(): { stop(): { before: number; most: number; after: number } } {
  const before = residentBytes(process.pid);
  let most = before;
  const look = () => {
    most = Math.max(most, residentBytes(process.pid));
  };
  const timer = setInterval(look, 200);
  return {
    stop() {
      clearInterval(timer);
      look();
      globalThis.gc?.();
      return { before, most, after: residentBytes(process.pid) };
    },
  };
}

function report(
  bench: Bench,
  measured: {
    ofPosts: Outcome;
    ofReports: Outcome;
    memory: { before: number; most: number; after: number };
    held: number;
    queue: number[];
    counts: Counts | undefined;
  },
): void {
  const { ofPosts, ofReports, memory, held, queue, counts } = measured;
  const row = (what: string, value: string) => bench.row({ part: "wave", what, value });
  const tell = ({ outcomes }: Outcome) =>
    [...outcomes]
      .toSorted(([, a], [, b]) => b - a)
      .map(([outcome, count]) => `${outcome} ${round(count)}`)
      .join(", ");
  row(
    `${round(ofPosts.count)} posts of ${SERVERS} servers`,
    `${round(ofPosts.count / ofPosts.seconds)}/s: ${tell(ofPosts)}`,
  );
  row(
    `${round(ofReports.count)} reports`,
    `${round(ofReports.count / ofReports.seconds)}/s: ${tell(ofReports)}`,
  );
  row(
    "kept",
    `${round(counts?.posts ?? 0)} posts, ${round(held)} held, ${round(counts?.reports ?? 0)} reports`,
  );
  row(
    "cases",
    `${round(counts?.cases ?? 0)} of ${round(counts?.joined ?? 0)} signals (${round(counts?.signals ?? 0)} kept) and ${round(counts?.reported ?? 0)} reports`,
  );
  const grown = (memory.most - memory.before) / MB;
  bench.row({
    part: "wave",
    what: "memory of the node",
    value: `${round(memory.before / MB)} MB before, ${round(memory.most / MB)} at most, ${round(memory.after / MB)} after`,
    goal: atMost(Math.round(grown), 400, "MB more"),
  });
  bench.row({
    part: "wave",
    what: "queue of what is held, 40 a page",
    value: `${round(percentile(queue, 0.5))} ms`,
    goal: atMost(round2(percentile(queue, 0.5)), 100, "ms"),
  });
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
