import { describe, expect, test } from "vitest";
import { limits } from "../rule.ts";
import { parseRules } from "./rules.ts";

/** The problems of a text, as `line:column rule reason`. */
function problemsOf(text: string, format: "yaml" | "json" = "yaml"): string[] {
  const read = parseRules(text, format);
  return read.ok ? [] : read.error.map((p) => `${p.line}:${p.column} ${p.rule ?? "-"} ${p.reason}`);
}

const rule = (more: string) => `rules:\n  - id: one\n    on: [inbound]\n${more}\n`;
const full = (more: string) => rule(`    when: always\n    then: hold\n${more}`);

describe("a file of rules", () => {
  test("may be empty, a list, or an object with a list", () => {
    expect(parseRules("", "yaml")).toEqual({ ok: true, value: { rules: [] } });
    expect(parseRules("- { id: a, on: inbound, when: always, then: hold }", "yaml").ok).toBe(true);
    expect(problemsOf("rules: 3")).toEqual(['1:8 - a list of rules was expected, under "rules"']);
    expect(problemsOf("rule: []")[0]).toContain('there is no "rule" in a file of rules');
  });

  test("may repeat its parts thousands of times without the reader looking for each", () => {
    const aliases = (count: number) => `x: &a 1\nrules: [${Array(count).fill("*a").join(",")}]`;
    const begun = performance.now();
    expect(problemsOf(aliases(8_000)).length).toBeGreaterThan(0);
    // Looking for each took ten seconds here; this takes a fraction of one.
    expect(performance.now() - begun).toBeLessThan(5_000);
    const read = parseRules(
      "- { id: a, on: &o [edit], when: always, then: hold }\n- { id: b, on: &o [inbound], when: always, then: hold }\n- { id: c, on: *o, when: always, then: hold }",
      "yaml",
    );
    expect(read.ok && read.value.rules[2]?.on).toEqual(["inbound"]);
  });

  test("says nearly everything by itself", () => {
    const read = parseRules(full(""), "yaml");
    expect(read.ok && read.value.rules[0]).toEqual({
      id: "one",
      name: "one",
      description: "",
      enabled: true,
      on: ["inbound"],
      scope: "node",
      when: { type: "always" },
      effect: { verdict: "hold", filters: [], signal: null, label: null, stop: false },
      priority: 0,
      expires: null,
      mode: "live",
      at: { line: 2, column: 5 },
    });
  });

  test("may be JSON, also with tabs, and its problems have their lines", () => {
    const text =
      '{\n\t"rules": [\n\t\t{"id": "one", "on": ["inbound"],\n\t\t\t"when": {"post.tex": "a"}, "then": "hold"}\n\t]\n}';
    expect(problemsOf(text, "json")).toEqual([
      '4:13 one there is no fact "post.tex"; did you mean "post.text"?',
    ]);
    expect(parseRules(text.replace("post.tex", "post.text"), "json").ok).toBe(true);
  });
});

describe("a problem names its line, its column, its rule and its reason:", () => {
  test.each([
    ["what is no YAML", "rules:\n  - id: 'one\n", "3:1 - Missing closing 'quote"],
    ["a key twice", full("    then: drop"), "6:5 - Map keys must be unique"],
    [
      "an id of odd letters",
      "rules: [{ id: One!, on: inbound, when: always, then: hold }]",
      "1:15 One! a rule needs an id",
    ],
    [
      "an id twice",
      "- { id: a, on: inbound, when: always, then: hold }\n- { id: a, on: inbound, when: always, then: hold }",
      "2:3 a line 1 has a rule of the same id",
    ],
    [
      "an unknown member",
      full("    prioirty: 3"),
      '6:5 one a rule has no "prioirty"; did you mean "priority"?',
    ],
    ["a missing condition", rule("    then: hold"), '2:5 one the condition is missing ("when")'],
    ["a missing effect", rule("    when: always"), '2:5 one what happens then is missing ("then")'],
    [
      "an unknown occasion",
      "- { id: a, on: [inbox], when: always, then: hold }",
      '1:17 a "on" takes inbound',
    ],
    [
      "an unknown fact",
      rule("    when: { author.age: { below: 3 } }\n    then: hold"),
      '4:13 one there is no fact "author.age"',
    ],
    [
      "an unknown operator",
      rule("    when: { author.ageDays: { bellow: 3 } }\n    then: hold"),
      '4:31 one nothing called "bellow" can be asked of this fact; did you mean "below"?',
    ],
    [
      "an operator of another kind",
      rule("    when: { author.ageDays: { contains: a } }\n    then: hold"),
      '4:31 one nothing called "contains"',
    ],
    [
      "a value of another kind",
      rule("    when: { author.isBot: 3 }\n    then: hold"),
      "4:27 one true or false was expected",
    ],
    [
      "an empty text",
      rule('    when: { post.text: { contains: "" } }\n    then: hold'),
      "4:36 one a text that is not empty was expected",
    ],
    ["an unknown verdict", rule("    when: always\n    then: kill"), "5:11 one a verdict is one of accept"],
    [
      "an unknown filter",
      rule("    when: always\n    then: { filters: [auto-cv] }"),
      '5:23 one there is no filter "auto-cv"; did you mean "auto-cw"?',
    ],
    [
      "a filter verdict without filters",
      rule("    when: always\n    then: filter"),
      '5:11 one the verdict "filter" needs "filters"',
    ],
    ["an effect that is none", rule("    when: always\n    then: accept"), "5:11 one this does nothing"],
    [
      "an unknown category",
      rule("    when: always\n    then: { signal: { category: scan } }"),
      "5:33 one a signal's category is one of spam, scam",
    ],
    [
      "a score beyond 1",
      rule("    when: always\n    then: { signal: { category: spam, score: 70 } }"),
      "5:46 one a score is a number from 0 to 1",
    ],
    ["a date that is none", full("    expires: 2026-13-45"), "6:14 one a date was expected"],
    ["a mode that is none", full("    mode: trial"), '6:11 one a mode is "live" or "dry"'],
    [
      "a broken pattern",
      rule("    when: { post.text: { matches: '(a' } }\n    then: hold"),
      "4:35 one the regular expression cannot be used: missing closing )",
    ],
    [
      "a pattern with a look-ahead",
      rule("    when: { post.text: { matches: 'a(?=b)' } }\n    then: hold"),
      "the regular expression cannot be used",
    ],
    [
      "a pattern that is too large",
      rule("    when: { post.text: { matches: '\\pL{1,900}\\pN{1,900}\\pL{1,900}' } }\n    then: hold"),
      "the regular expression cannot be used",
    ],
  ])("%s", (_, text, expected) => {
    expect(problemsOf(text).join("\n")).toContain(expected);
  });
});

describe("what is too much is refused at once:", () => {
  test("conditions within conditions", () => {
    const nested = `${"{ not: ".repeat(14)}always${" }".repeat(14)}`;
    expect(problemsOf(rule(`    when: ${nested}\n    then: hold`))[0]).toContain("nested at most 12 deep");
  });
  test("rules", () => {
    const many = Array.from({ length: limits.rules + 1 }, (_, at) => ({ id: `r${at}` }));
    expect(problemsOf(JSON.stringify(many), "json")).toEqual([
      "1:1 - there are 5001 rules; 5,000 are allowed",
    ]);
  });
  test("bytes", () => {
    expect(problemsOf(`# ${"é".repeat(500_000)}`)).toEqual(["1:1 - the file is larger than 1,000,000 bytes"]);
  });
  test("aliases that multiply, and one that holds itself", () => {
    const levels = Array.from(
      { length: 9 },
      (_, at) => `l${at + 1}: &l${at + 1} [${"*l".concat(String(at), ", ").repeat(10)}]`,
    );
    expect(problemsOf(`l0: &l0 [x]\n${levels.join("\n")}`).join()).toContain("too large");
    expect(problemsOf("rules: &all [*all]").length).toBeGreaterThan(0);
  });
});
