import fc from "fast-check";
import { expect, test } from "vitest";
import { compilePolicy } from "./compile/policy.ts";
import { evaluate } from "./evaluate.ts";
import type { Facts } from "./facts.ts";
import { foldCase } from "./match/fold.ts";
import { compilePattern } from "./match/pattern.ts";
import { parseRules } from "./read/rules.ts";
import { someFacts } from "./testing/facts.ts";
import { type Evidence, verdicts } from "./verdict.ts";

const now = new Date("2026-11-26T12:00:00Z");
const word = fc.constantFrom("alpha", "beta", "gamma", "delta");

const leaf = fc.oneof(
  fc.record({ "author.ageDays": fc.record({ below: fc.integer({ min: 0, max: 10 }) }) }),
  fc.record({ "author.followers": fc.record({ above: fc.integer({ min: 0, max: 10 }) }) }),
  fc.record({ "author.isBot": fc.boolean() }),
  fc.record({ "author.trust": fc.constantFrom("new", "known") }),
  fc.record({ "post.text": fc.record({ contains: word }) }),
  fc.record({ "post.text": fc.record({ matches: word.map((text) => `${text}|omega`) }) }),
  fc.record({ "post.hashtags": fc.record({ has: word }) }),
  fc.record({
    "post.hashtags": fc.record({ count: fc.record({ atLeast: fc.integer({ min: 0, max: 3 }) }) }),
  }),
);
const { condition } = fc.letrec<{ condition: object }>((tie) => ({
  condition: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.record({ all: fc.array(tie("condition"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie("condition"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie("condition") }),
  ),
}));
const verdict = fc.constantFrom("hold", "reject", "drop");
const rule = fc.record({ condition, verdict, priority: fc.integer({ min: -2, max: 2 }) });
const rules = fc.array(rule, { maxLength: 6 }).map((some) =>
  some.map(({ condition, verdict, priority }, at) => ({
    ...JSON.parse(`{ "id": "r${at}", "on": "inbound", "then": "${verdict}" }`),
    when: condition,
    priority,
  })),
);
const facts = fc
  .record({
    ageDays: fc.option(fc.integer({ min: 0, max: 10 })),
    followers: fc.option(fc.integer({ min: 0, max: 10 })),
    isBot: fc.boolean(),
    trust: fc.constantFrom("new" as const, "known" as const, null),
    text: fc.array(word, { maxLength: 3 }),
    hashtags: fc.uniqueArray(word, { maxLength: 3 }),
  })
  .map(({ text, hashtags, ...author }) => someFacts({ author, post: { text: text.join(" "), hashtags } }));

function policyOf(written: readonly object[]) {
  const parsed = parseRules(JSON.stringify(written), "json");
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  const compiled = compilePolicy(parsed.value, new Map());
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  return compiled.value;
}

test("the same rules and facts give the same answer, in whichever order the rules are written", () => {
  fc.assert(
    fc.property(rules, facts, fc.integer({ min: 0, max: 5 }), (written, given, turn) => {
      const once = policyOf(written);
      const turned = policyOf([...written.slice(turn), ...written.slice(0, turn)]);
      const answer = evaluate(once, given, now);
      expect(evaluate(once, given, now)).toEqual(answer);
      expect(evaluate(turned, given, now)).toEqual(answer);
    }),
  );
});

test("one rule more never makes a verdict weaker, and takes no filter away", () => {
  fc.assert(
    fc.property(rules, facts, (written, given) => {
      const rank = (some: readonly object[]) =>
        verdicts.indexOf(evaluate(policyOf(some), given, now).verdict);
      expect(rank(written)).toBeGreaterThanOrEqual(rank(written.slice(1)));
    }),
  );
});

/** Other facts, but for those that were told. */
function withEvidence(facts: Facts, told: Readonly<Record<string, Evidence>>): Facts {
  const { post } = facts;
  if (post === null) return facts;
  const author: Record<string, unknown> = { ...facts.author };
  for (const name of ["ageDays", "followers", "isBot", "trust"])
    if (`author.${name}` in told) author[name] = told[`author.${name}`];
  const text = told["post.text"];
  const tags = told["post.hashtags"];
  const count = told["post.hashtags.count"];
  const hashtags = [...(Array.isArray(tags) ? (tags as string[]) : post.hashtags)];
  // As many as were counted, of which those that were told are some.
  if (typeof count === "number" && Array.isArray(tags))
    while (hashtags.length < count) hashtags.push(`x${hashtags.length}`);
  else if (typeof count === "number")
    hashtags.splice(0, hashtags.length, ...Array.from({ length: count }, (_, at) => `x${at}`));
  return {
    ...facts,
    author: author as unknown as Facts["author"],
    post: {
      ...post,
      text: Array.isArray(text) ? text.join(" ") : typeof text === "string" ? text : post.text,
      hashtags,
    },
  };
}

test("what is told as the reason is enough for the rule to apply again, whatever else is true", () => {
  // Of "has none of these and has that" only what was found is told of a list or a text: such are left out.
  const told = fc.oneof(
    leaf,
    fc.tuple(leaf, leaf).map((of) => ({ any: of })),
    fc.tuple(leaf, leaf).map((of) => ({ all: of })),
  );
  fc.assert(
    fc.property(told, facts, facts, (when, given, others) => {
      const policy = policyOf([{ ...JSON.parse('{ "id": "a", "on": "inbound", "then": "hold" }'), when }]);
      const [because] = evaluate(policy, given, now).because;
      if (because === undefined) return;
      expect(evaluate(policy, withEvidence(others, because.facts), now).verdict).toBe("hold");
    }),
  );
});

test("a pattern's literals are in every text that it matches, in whichever case", () => {
  const patterns = [
    "hello|world",
    "(?:buy|get)\\s+straße\\d+",
    "ſtop now",
    "Ωμέγας",
    "[a-z]+kelvin",
    "x.*yy.*zzz",
  ];
  const texts = fc.constantFrom(
    "HELLO",
    "World",
    "GET  STRASSE1",
    "buy Straße22",
    "STOP NOW",
    "ωμέγασ",
    "ΩΜΈΓΑΣ",
    "aKELVIN",
    "XaYYbZZZ",
  );
  fc.assert(
    fc.property(fc.constantFrom(...patterns), fc.array(texts, { maxLength: 3 }), (source, parts) => {
      const pattern = compilePattern(source, false);
      if (!pattern.ok) throw new Error(pattern.error);
      const text = parts.join(" ");
      const { literals, test: matches } = pattern.value;
      if (matches(text) && literals !== null)
        expect(literals.some((literal) => foldCase(text).includes(literal))).toBe(true);
    }),
  );
});

test("catastrophic patterns take time in proportion to their text", () => {
  const time = (length: number) => {
    const pattern = compilePattern("(a+)+$|(a|a)*b|([a-z]+)*!", false);
    if (!pattern.ok) throw new Error(pattern.error);
    const text = `${"a".repeat(length)}?`;
    const began = performance.now();
    pattern.value.test(text);
    return performance.now() - began;
  };
  time(1_000);
  expect(time(100_000)).toBeLessThan(20_000);
});
