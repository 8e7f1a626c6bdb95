import type { KnownAccount } from "#federation/ports.ts";
import { findBulk, startBulk, undoBulk } from "#moderation/cases/bulk.ts";
import { listCases } from "#moderation/cases/list.ts";
import { listWaves } from "#moderation/cases/waves.ts";
import { savePolicy } from "#moderation/policy/save.ts";
import { readStarterPolicy } from "#moderation/policy/starter.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { createAccount } from "#server/accounts/create.ts";
import { createAccountPort } from "#server/accounts/port.ts";
import { decideCases } from "#server/cases/bulk.ts";
import { readConfig } from "#server/config/config.ts";
import type { ApiCtx } from "#server/context.ts";
import { moderationOf } from "#server/desk/moderation.ts";
import { createNode } from "#server/node.ts";
import { decideHolds, listHolds } from "#server/policy/holds/list.ts";
import { createPost } from "#server/posts/create.ts";
import { createPostIntake } from "#server/posts/intake.ts";
import { fileReport } from "#server/reports/file.ts";
import { createReportIntake } from "#server/reports/intake.ts";
import { must } from "#test/e2e/people.ts";
import { freePort } from "#test/support/redis.ts";
import type { Bench, Part } from "../bench.ts";
import { atMost, round } from "../table.ts";
import { measureDoor } from "../wave/door.ts";
import { kinds, spam, spammer } from "../wave/spam.ts";
import { inParallel, type Outcome, type Watched, watch } from "../wave/watch.ts";

const SERVERS = 500;
const ACCOUNTS_A_SERVER = 4;
const MEMBERS = 20;
/** What arrives at the same time, as from so many connections. */
const AT_ONCE = 32;
const MB = 1e6;

/** A wave of spam and of reports through the intake of a whole node with the starter policy, and what a moderator does about it. */
export const wave: Part = {
  name: "wave",
  about:
    "50,000 posts and reports of 500 made-up servers: rules, cases, bulk decisions and their undo, memory",
  async run(bench) {
    await measureDoor(bench);
    const ctx = await startNode(bench);
    must(await savePolicy(moderationOf(ctx), null, { text: await readStarterPolicy(), format: "yaml" }));
    await ctx.rules.refresh();
    bench.progress("making accounts");
    const people = await makePeople(ctx);
    const { authors, members, moderator } = people;
    const page = () => listCases(moderationOf(ctx), moderator, { limit: 40 });
    const watched = watch(page);

    const posts = bench.count(25_000, 1_000);
    bench.progress(`${posts} posts`);
    const intake = createPostIntake(ctx, ctx.policy);
    const arrivals = await inParallel(posts, AT_ONCE, async (at) => {
      const author = authors[at % authors.length] as KnownAccount;
      const victim = members[at % MEMBERS]?.iri as Iri;
      const post = spam(author, at, kinds[at % kinds.length] ?? "text", victim);
      const taken = await intake.post(post, author, "delivered");
      return taken.outcome === "accepted" ? "taken" : taken.reason;
    });
    tell(bench, `${round(posts)} posts of ${SERVERS} servers`, arrivals);

    const flags = bench.count(12_500, 500);
    bench.progress(`${flags} reports of those servers, about what people here wrote`);
    const reporting = createReportIntake(ctx, ctx.domains);
    const flagged = await inParallel(flags, AT_ONCE, async (at) => {
      const by = authors[at % authors.length] as KnownAccount;
      const about = members[(at * 7) % MEMBERS] as Member;
      const iri = `${by.iri}/flags/${at}` as Iri;
      const taken = await reporting.report({
        iri,
        by,
        subjects: [about.iri, about.post],
        comment: `Bad! ${at}`,
      });
      return taken.outcome === "accepted" ? "taken" : taken.reason;
    });
    tell(bench, `${round(flags)} reports by those servers`, flagged);

    const reports = bench.count(12_500, 500);
    bench.progress(`${reports} reports of members, about the spam that came through`);
    const seen = await ctx.sql<{ id: string; accountId: string }[]>`
      select id, account_id as "accountId" from posts where not is_local order by id limit ${reports}`;
    const filed = await inParallel(reports, AT_ONCE, async (at) => {
      const { id, accountId } = seen[at % seen.length] as (typeof seen)[number];
      const reporterId = members[(at + Math.floor(at / seen.length)) % MEMBERS]?.id as string;
      const input = { reporterId, targetId: accountId, postIds: [id], category: "spam" as const };
      return (await fileReport(ctx, input)).ok ? "taken" : "refused";
    });
    tell(bench, `${round(reports)} reports by members`, filed);
    await tellOfCases(bench, ctx, people);
    await decide(bench, ctx, people);
    tellOfMemory(bench, await watched.stop());
  },
};

interface Member {
  id: string;
  iri: Iri;
  /** Something that they wrote. */
  post: Iri;
}

interface People {
  authors: KnownAccount[];
  members: Member[];
  moderator: { accountId: string; communities: null };
}

async function startNode(bench: Bench): Promise<ApiCtx> {
  const config = must(
    readConfig({
      PORT: String(await freePort()),
      DATA_DIR: bench.tempDir(),
      LOG_LEVEL: "warn",
      RATE_LIMIT: "0",
    }),
  );
  const node = must(await createNode(config));
  must(await node.start({ web: true, worker: true }));
  bench.onEnd(() => node.stop());
  return node.ctx;
}

async function makePeople(ctx: ApiCtx): Promise<People> {
  const port = createAccountPort(ctx, ctx.domains, ctx.policy);
  const authors: KnownAccount[] = [];
  for (let at = 0; at < SERVERS * ACCOUNTS_A_SERVER; at++)
    authors.push(await port.remember(spammer(at, SERVERS)));
  const members: Member[] = [];
  for (let at = 0; at < MEMBERS; at++) {
    const { id } = must(await createAccount(ctx, { username: `member${at}` }));
    const { iri } = must(await createPost(ctx, { accountId: id, text: `Good morning from number ${at}` }));
    members.push({ id, iri: ctx.uris.account(id), post: iri });
  }
  const login = { password: "a long enough password", role: "moderator" as const };
  const { id } = must(await createAccount(ctx, { username: "mo", login }));
  return { authors, members, moderator: { accountId: id, communities: null } };
}

async function tellOfCases(bench: Bench, ctx: ApiCtx, { moderator }: People): Promise<void> {
  const [row] = await ctx.sql<Record<"cases" | "signals" | "reports" | "kept" | "held", number>[]>`
    select (select count(*)::int from cases) as cases, (select count(*)::int from signals) as signals,
      (select sum(reports_count)::int from cases) as reports, (select count(*)::int from posts where not is_local) as kept,
      (select count(*)::int from held_items) as held`;
  const found = await listWaves(moderationOf(ctx), moderator, { isOver: false, limit: 1_000 });
  const inWaves = found.reduce((sum, { openCount }) => sum + openCount, 0);
  bench.row({
    part: "wave",
    what: "what a moderator finds",
    value: `${round(row?.held ?? 0)} held, ${round(row?.kept ?? 0)} let in, ${round(row?.cases ?? 0)} cases`,
    beside: `${round(inWaves)} of them in ${found.length} waves; ${round(row?.signals ?? 0)} signals, ${round(row?.reports ?? 0)} reports in cases`,
  });
}

/** All that is held is given up; the authors of every case of spam are suspended; and that is taken back. */
async function decide(bench: Bench, ctx: ApiCtx, { moderator }: People): Promise<void> {
  const { accountId } = moderator;
  const { total } = await listHolds(ctx, {}, { after: null, limit: 1 });
  bench.progress("giving up what is held");
  const refused = await seconds(() =>
    decideHolds(ctx, {
      decision: "refuse",
      by: { accountId, role: "moderator" },
      filter: {},
      until: ctx.ids.next(),
      reason: "",
    }),
  );
  const [left] = await ctx.sql<{ count: number }[]>`
    select count(*)::int as count from cases where state in ('open', 'waiting')`;
  bench.row({
    part: "wave",
    what: "all that is held given up, with its cases",
    value: `${round(total)}${total === 10_000 ? " or more" : ""} in ${round(refused)} s`,
    beside: `${round(left?.count ?? 0)} cases left`,
  });
  bench.progress("suspending the authors of what is left");
  const decision = {
    state: "decided" as const,
    action: { kind: "suspend" as const, onAuthor: true },
    reasons: { category: "spam" as const, text: "A wave of spam." },
  };
  const bulk = must(
    await startBulk(moderationOf(ctx), moderator, { filter: { category: "spam" }, decision }),
  );
  const acted = await seconds(() => decideCases(ctx, bulk.id));
  const done = must(await findBulk(moderationOf(ctx), bulk.id));
  const [row] = await ctx.sql<{ count: number }[]>`
    select count(*)::int as count from accounts where state = 'suspended'`;
  must(await undoBulk(moderationOf(ctx), moderator, bulk.id));
  bench.progress("taking that back");
  const undone = await seconds(() => decideCases(ctx, bulk.id));
  const [after] = await ctx.sql<{ count: number }[]>`
    select count(*)::int as count from accounts where state = 'suspended'`;
  bench.row({
    part: "wave",
    what: "one decision about the cases of spam, and its undo",
    value: `${round(done.done)} cases, ${round(row?.count ?? 0)} accounts suspended in ${round(acted)} s`,
    beside: `undone in ${round(undone)} s, ${round(after?.count ?? 0)} suspended then; ${round(done.skipped)} skipped`,
  });
}

function tell(bench: Bench, what: string, { count, seconds: took, outcomes }: Outcome): void {
  const ends = [...outcomes]
    .toSorted(([, a], [, b]) => b - a)
    .map(([outcome, number]) => `${outcome} ${round(number)}`);
  bench.row({ part: "wave", what, value: `${round(count / took)}/s: ${ends.join(", ")}` });
}

function tellOfMemory(bench: Bench, { before, most, after, median, slow }: Watched): void {
  bench.row({
    part: "wave",
    what: "memory of the node all the while",
    value: `${round(before / MB)} MB before, ${round(most / MB)} at most, ${round(after / MB)} after`,
    goal: atMost(Math.round((most - before) / MB), 400, "MB more"),
  });
  bench.row({
    part: "wave",
    what: "a page of the queue, asked for each second",
    value: `${round(median)} ms, one in twenty ${round(slow)} ms or more`,
    goal: atMost(Math.round(median), 100, "ms"),
  });
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
}
