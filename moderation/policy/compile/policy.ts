import { err, ok, type Result } from "#protocol/result.ts";
import type { Facts, Occasion } from "../facts.ts";
import type { ListKind, Lists } from "../lists/list.ts";
import { nearest } from "../nearest.ts";
import { createProblems, type PolicyProblem, type Problems } from "../problem.ts";
import type { Condition, Rule, RuleSet } from "../rule.ts";
import { compileCondition } from "./condition.ts";
import type { CompiledCondition } from "./reading.ts";
import { createSlots, type SlotFinder } from "./slots.ts";

/** Rules made ready to be evaluated. Never changed. */
export interface Policy {
  readonly rules: readonly Rule[];
  readonly programs: Readonly<Record<Occasion, Program>>;
}

/** The rules of one occasion in the order in which they are read. */
export interface Program {
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
  const problems = createProblems();
  for (const rule of rules) {
    problems.enter(rule.id);
    checkLists(rule.when, lists, problems);
  }
  if (problems.all.length > 0) return err(problems.all);
  const program = (occasion: Occasion) =>
    compileProgram(
      rules.filter(({ enabled, on }) => enabled && on.includes(occasion)),
      lists,
    );
  return ok({
    rules,
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
    .toSorted((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1))
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
  return { rules: compiled, always, bySlot, slots: slots.build() };
}

/** Facts of which only some kinds of lists can hold anything. */
const fitting: Readonly<Record<string, readonly ListKind[]>> = {
  "post.media.sha256": ["sha256"],
  "post.media.pdq": ["pdq"],
  "server.domain": ["domain"],
  "author.domain": ["domain"],
  "post.linkDomains": ["domain"],
  "registration.emailDomain": ["domain"],
  "post.links": ["link", "domain"],
  "author.handle": ["handle", "word"],
  "post.mentions": ["handle", "word"],
};

function checkLists(condition: Condition, lists: Lists, problems: Problems): void {
  if (condition.type === "all" || condition.type === "any")
    for (const part of condition.of) checkLists(part, lists, problems);
  if (condition.type === "not") checkLists(condition.of, lists, problems);
  if (condition.type !== "test" || condition.test.op !== "inList") return;
  const { fact, test, at } = condition;
  const list = lists.get(test.list);
  if (list === undefined) {
    const meant = nearest(test.list, [...lists.keys()]);
    problems.add(at, `there is no list "${test.list}"${meant === null ? "" : `; did you mean "${meant}"?`}`);
    return;
  }
  const kinds = fitting[fact] ?? ["word"];
  if (!kinds.includes(list.kind))
    problems.add(
      at,
      `the list "${list.name}" is one of kind ${list.kind}; ${fact} takes one of kind ${kinds.join(" or ")}`,
    );
}
