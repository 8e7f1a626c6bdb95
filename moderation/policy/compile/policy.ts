import { err, ok, type Result } from "#protocol/result.ts";
import type { Facts, Occasion } from "../facts.ts";
import type { Lists } from "../lists/list.ts";
import type { PolicyProblem } from "../problem.ts";
import type { Rule, RuleSet } from "../rule.ts";
import { testsOf } from "../tests-of.ts";
import { compileCondition } from "./condition.ts";
import { checkLists } from "./lists.ts";
import type { CompiledCondition } from "./reading.ts";
import { createSlots, type SlotFinder } from "./slots.ts";

/** Rules made ready to be evaluated. Never changed. */
export interface Policy {
  readonly rules: readonly Rule[];
  /** Communities that have rules of their own, by their IRIs. */
  readonly communities: ReadonlySet<string>;
  readonly programs: Readonly<Record<Occasion, Program>>;
}

/**
 * The rules of one occasion in the order in which they are read: the node's before those of communities, so that no community's
 * rule keeps one of the node from being read.
 */
export interface Program {
  /** Names of the facts that its rules ask for. */
  readonly facts: ReadonlySet<string>;
  readonly rules: readonly { readonly rule: Rule; readonly when: CompiledCondition }[];
  /** Places of rules that are always read; and, by slot, of those that cannot apply without it. */
  readonly always: readonly number[];
  readonly bySlot: ReadonlyMap<number, readonly number[]>;
  readonly slots: SlotFinder;
}

/**
 * Makes rules ready. What they ask of lists must be there.
 *
 * @example const policy = compilePolicy(parsed.value, lists); if (policy.ok) evaluate(policy.value, facts, now);
 */
export function compilePolicy({ rules }: RuleSet, lists: Lists): Result<Policy, readonly PolicyProblem[]> {
  const problems = checkLists({ rules }, new Map([...lists].map(([name, { kind }]) => [name, kind])));
  if (problems.length > 0) return err(problems);
  const program = (occasion: Occasion) =>
    compileProgram(
      rules.filter(({ enabled, on }) => enabled && on.includes(occasion)),
      lists,
    );
  return ok({
    rules,
    communities: new Set(
      rules
        .filter(({ enabled }) => enabled)
        .map(({ scope }) => scope)
        .filter((scope) => scope !== "node"),
    ),
    programs: {
      inbound: program("inbound"),
      outbound: program("outbound"),
      edit: program("edit"),
      profile: program("profile"),
      registration: program("registration"),
      report: program("report"),
    } satisfies Record<Facts["occasion"], Program>,
  });
}

function compileProgram(rules: readonly Rule[], lists: Lists): Program {
  const slots = createSlots();
  const compiled = rules
    .toSorted(inOrder)
    .map((rule) => ({ rule, when: compileCondition(rule.when, { slots, lists }) }));
  const always: number[] = [];
  const bySlot = new Map<number, number[]>();
  for (const [place, { when }] of compiled.entries()) {
    if (when.needs === null) always.push(place);
    for (const slot of when.needs ?? []) {
      const known = bySlot.get(slot);
      if (known === undefined) bySlot.set(slot, [place]);
      else known.push(place);
    }
  }
  const facts = new Set(rules.flatMap(({ when }) => testsOf(when).map(({ fact }) => fact)));
  return { facts, rules: compiled, always, bySlot, slots: slots.build() };
}

function inOrder(a: Rule, b: Rule): number {
  const rank = ({ scope }: Rule) => (scope === "node" ? 0 : 1);
  return rank(a) - rank(b) || b.priority - a.priority || (a.id < b.id ? -1 : 1);
}
