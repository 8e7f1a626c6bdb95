import { compilePolicy, type Policy } from "#moderation/policy/compile/policy.ts";
import { evaluate } from "#moderation/policy/evaluate.ts";
import type { Facts } from "#moderation/policy/facts.ts";
import { compileList } from "#moderation/policy/lists/compile.ts";
import type { CompiledList, ListKind } from "#moderation/policy/lists/list.ts";
import { parseRules } from "#moderation/policy/read/rules.ts";
import { someFacts } from "#moderation/policy/testing/facts.ts";
import type { Bench, Part } from "../bench.ts";
import { atMost, round } from "../table.ts";

const now = new Date("2026-11-26T12:00:00Z");
const words =
  "the quick brown fox jumps over lazy dogs while coins rise and markets fall in autumn rain".split(" ");

/** How long rules take to judge a post, with large lists, as their number grows. */
export const policy: Part = {
  name: "policy",
  about: "rules evaluated for a post, with lists of 100,000 words and domains",
  async run(bench) {
    bench.progress("lists");
    const size = bench.count(100_000, 10_000);
    const began = performance.now();
    const lists = new Map([
      ["words", listOf("words", "word", size, (at) => `forbidden${at} word`)],
      ["domains", listOf("domains", "domain", size, (at) => `spam${at}.example`)],
    ]);
    const built = performance.now() - began;
    const posts = Array.from({ length: 500 }, (_, at) => post(at));
    for (const count of [50, 500, 5_000]) measure(bench, { count, lists, posts, size, built });
  },
};

function measure(
  bench: Bench,
  given: {
    count: number;
    lists: ReadonlyMap<string, CompiledList>;
    posts: readonly Facts[];
    size: number;
    built: number;
  },
): void {
  const { count, lists, posts, size, built } = given;
  bench.progress(`${count} rules`);
  const began = performance.now();
  const rules = policyOf(count, lists);
  const compiled = performance.now() - began;
  const rounds = bench.count(count > 500 ? 10 : 40, 2);
  judge(rules, posts, 2);
  const cpu = process.cpuUsage();
  const applied = judge(rules, posts, rounds);
  const { user, system } = process.cpuUsage(cpu);
  const perPost = (user + system) / (rounds * posts.length);
  bench.row({
    part: "policy",
    what: `${round(count)} rules, a post of 500 characters`,
    value: `${round(perPost)} µs of CPU a post`,
    beside: `${round((perPost * 1_000) / count)} ns a rule; ${round(applied / (rounds * posts.length))} rules applied a post; compiled in ${round(compiled)} ms, lists of ${round(size)} in ${round(built)} ms`,
    ...(count === 500 && { goal: atMost(Math.round(perPost), 200, "µs of CPU a post") }),
  });
}

function judge(rules: Policy, posts: readonly Facts[], rounds: number): number {
  let applied = 0;
  for (let turn = 0; turn < rounds; turn++)
    for (const facts of posts) applied += evaluate(rules, facts, now).because.length;
  return applied;
}

/** As a busy node might have them: of every ten two patterns, two texts, two lists, a hashtag, a domain and two of numbers. */
function policyOf(count: number, lists: ReadonlyMap<string, CompiledList>): Policy {
  const conditions = [
    (at: number) => `{ post.text: { matches: '(?:buy|get)\\s+offer${at}\\s+(?:now|today)' } }`,
    (at: number) => `{ post.text: { matches: '\\bprize${at}[a-z]{2,8}\\b' }, author.trust: new }`,
    (at: number) => `{ post.text: { contains: [casino${at}, "free coins ${at}"] } }`,
    (at: number) => `{ post.text: { contains: slogan${at} }, author.ageDays: { below: 30 } }`,
    (at: number) => `{ post.text: { inList: words }, author.followers: { below: ${at} } }`,
    (at: number) => `{ post.linkDomains: { inList: domains }, rates.sameLinkDay: { above: ${at} } }`,
    (at: number) => `{ post.hashtags: { hasAny: [tag${at}, other${at}] } }`,
    (at: number) => `{ server.domain: [bad${at}.example, worse${at}.example] }`,
    (at: number) => `{ author.ageDays: { below: 2 }, post.mentions: { count: { above: ${at + 5} } } }`,
    (at: number) =>
      `{ any: [{ scores.spam: { above: 0.99 } }, { rates.authorPostsHour: { above: ${at + 50} } }] }`,
  ];
  const text = Array.from(
    { length: count },
    (_, at) =>
      `- { id: r${at}, on: [inbound], when: ${conditions[at % conditions.length]?.(at)}, then: hold }`,
  ).join("\n");
  const parsed = parseRules(text, "yaml");
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error[0]));
  const compiled = compilePolicy(parsed.value, lists);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error[0]));
  return compiled.value;
}

function listOf(name: string, kind: ListKind, size: number, entry: (at: number) => string): CompiledList {
  const entries = Array.from({ length: size }, (_, at) => entry(at));
  return compileList({ name, kind, entries, options: { folding: "confusables", wholeWords: true } });
}

/** One in ten has something that a rule looks for. */
function post(at: number): Facts {
  const plain = Array.from(
    { length: 100 },
    (_, place) => words[(at * 7 + place * 3 + ((at * place) % 5)) % words.length],
  );
  const found = at % 10 === 0 ? ` casino${(at * 10 + 2) % 500} forbidden${at} word` : "";
  return someFacts({
    author: { ageDays: at % 60, followers: at % 100, trust: at % 3 === 0 ? "new" : "known" },
    post: {
      text: `${plain.join(" ").slice(0, 480)}${found}`,
      links: [`https://news${at}.example/story`],
      linkDomains: [at % 10 === 0 ? `www.spam${at}.example` : `news${at}.example`],
      hashtags: ["morning", `town${at}`],
      mentions: ["a@x.example", "b@y.example"],
    },
  });
}
