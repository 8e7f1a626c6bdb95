import type { Filter } from "../filter.ts";
import { createMemo } from "./compile/memo.ts";
import type { Policy, Program } from "./compile/policy.ts";
import { type Reading, yes } from "./compile/reading.ts";
import type { Facts } from "./facts.ts";
import type { Rule } from "./rule.ts";
import {
  type Because,
  type Evidence,
  type PolicyResult,
  type RuleSignal,
  type Verdict,
  verdicts,
} from "./verdict.ts";

/**
 * What the rules say about something. Pure: the same policy, facts and time give the same answer.
 *
 * Rules are read by priority (higher first), then by id; the strictest verdict of those that apply holds, with the filters of all, until
 * one that applies says `stop`: of the node's the others of the node are not read then, of a community's the others of the community.
 *
 * @param now of which rules expire, and `now.hour`
 * @example evaluate(policy, facts, ctx.clock.now()).verdict // "hold"
 */
export function evaluate(policy: Policy, facts: Facts, now: Date): PolicyResult {
  const program = policy.programs[facts.occasion];
  if (program.rules.length === 0) return nothing;
  const memo = createMemo();
  const { answers, hit } = program.slots.find(facts, now, memo);
  const reading: Reading = { facts, now, memo, answers };
  const result = { verdict: "accept" as Verdict, filters: new Set<Filter>(), labels: new Set<string>() };
  const because: Because[] = [];
  const dry: Because[] = [];
  const signals: RuleSignal[] = [];
  const stopped = new Set<string>();
  for (const place of candidates(program, hit)) {
    const entry = program.rules[place];
    if (entry === undefined) continue;
    const { rule, when } = entry;
    if (stopped.has(rule.scope)) continue;
    if (!appliesHere(rule, facts, now) || when.holds(reading) !== yes) continue;
    const reason = { ...told(rule), facts: evidenceOf(when, reading) };
    if (rule.mode === "dry") {
      dry.push(reason);
      continue;
    }
    because.push(reason);
    result.verdict = stricter(result.verdict, rule.effect.verdict);
    for (const filter of rule.effect.filters) result.filters.add(filter);
    if (rule.effect.label !== null) result.labels.add(rule.effect.label);
    if (rule.effect.signal !== null) signals.push({ ruleId: rule.id, ...rule.effect.signal });
    if (!rule.effect.stop) continue;
    // Whom the node trusts may still be held by a community.
    if (facts.community === null) break;
    stopped.add(rule.scope);
  }
  if (because.length === 0 && dry.length === 0) return nothing;
  return {
    verdict: result.verdict,
    filters: [...result.filters].sort(),
    labels: [...result.labels].sort(),
    because,
    signals,
    dry,
  };
}

const nothing: PolicyResult = {
  verdict: "accept",
  filters: [],
  labels: [],
  because: [],
  signals: [],
  dry: [],
};

/** Of two verdicts the one that is stricter. */
function stricter(a: Verdict, b: Verdict): Verdict {
  return verdicts.indexOf(b) > verdicts.indexOf(a) ? b : a;
}

function appliesHere(rule: Rule, facts: Facts, now: Date): boolean {
  if (rule.scope !== "node" && rule.scope !== facts.community) return false;
  return rule.expires === null || now.getTime() < rule.expires.getTime();
}

/** The places of the rules that may apply, in order: each once, whatever it needs and however often that was found. */
function candidates({ always, bySlot }: Program, hit: readonly number[]): readonly number[] {
  const some: number[] = [];
  for (const slot of hit) {
    const places = bySlot.get(slot);
    if (places !== undefined) for (const place of places) some.push(place);
  }
  if (some.length === 0) return always;
  return [...new Set([...always, ...some])].sort((a, b) => a - b);
}

function told({ id, name, effect }: Rule) {
  return { ruleId: id, ruleName: name, verdict: effect.verdict, filters: effect.filters };
}

function evidenceOf(
  when: Program["rules"][number]["when"],
  reading: Reading,
): Readonly<Record<string, Evidence>> {
  const facts: Record<string, Evidence> = {};
  when.explain(reading, (fact, evidence) => {
    const known = facts[fact];
    facts[fact] = known === undefined || !Array.isArray(evidence) ? evidence : merged(known, evidence);
  });
  return facts;
}

function merged(known: Evidence, more: readonly string[]): Evidence {
  const before = Array.isArray(known) ? (known as readonly string[]) : known === null ? [] : [String(known)];
  return [...new Set([...before, ...more])];
}
