import { err, ok, type Result } from "#protocol/result.ts";
import type { ModerationCtx } from "../ports.ts";
import { listsOf } from "./compile/lists.ts";
import { compilePolicy, type Policy } from "./compile/policy.ts";
import { evaluate } from "./evaluate.ts";
import type { Facts, Occasion } from "./facts.ts";
import { compileList } from "./lists/compile.ts";
import type { CompiledList, PolicyList } from "./lists/list.ts";
import { describeProblem } from "./problem.ts";
import type { Format } from "./read/located.ts";
import { parseRules } from "./read/rules.ts";
import { readEntries, readLists } from "./store/lists.ts";
import { readNumber, readVersion } from "./store/versions.ts";
import type { PolicyResult } from "./verdict.ts";

/** The rules that hold, ready to be asked. Never changed: after a change there is another one. */
export interface PolicyEngine {
  /** The version of the rules; 0 before the first. */
  readonly version: number;
  /** Whether no rule, live or on trial, is about this. */
  isQuiet(occasion: Occasion): boolean;
  /** Whether a rule asks for a fact whose name begins so: `author.`, `rates.sameTextDay`. */
  asks(occasion: Occasion, beginning: string): boolean;
  /** Communities that have rules of their own, by their IRIs. */
  readonly communities: ReadonlySet<string>;
  evaluate(facts: Facts, now: Date): PolicyResult;
}

export interface PolicyBook {
  engine(): PolicyEngine;
  /**
   * Reads what has changed since, here or in another process. Two small statements where nothing has.
   *
   * @returns why the rules that hold could not be read, in which case the old ones stay; null otherwise
   */
  refresh(): Promise<string | null>;
}

/**
 * Keeps the rules that hold in memory, with the lists that they ask. Empty until the first `refresh`.
 *
 * @example const book = createPolicyBook(moderationOf(ctx)); await book.refresh(); book.engine().evaluate(facts, now);
 */
export function createPolicyBook(ctx: Pick<ModerationCtx, "db">): PolicyBook {
  let engine: PolicyEngine = engineOf(0, null);
  /** By id of the list and revision. */
  let compiled = new Map<string, CompiledList>();
  let read = "";
  let underway: Promise<string | null> | null = null;
  let waiting: Promise<string | null> | null = null;

  async function readAgain(): Promise<string | null> {
    const [number, lists] = await Promise.all([readNumber(ctx.db), readLists(ctx.db)]);
    const state = JSON.stringify([number, lists.map(({ id, revision }) => [id, revision])]);
    if (state === read) return null;
    const version = number === 0 ? null : await readVersion(ctx.db, number);
    const rules = version && parseRules(version.source, version.format);
    if (rules?.ok === false) return rules.error.map(describeProblem).join("; ");
    const asked = rules === null ? new Set<string>() : listsOf(rules.value);
    const next = new Map<string, CompiledList>();
    for (const list of lists.filter(({ name }) => asked.has(name))) {
      const key = `${list.id} ${list.revision}`;
      next.set(key, compiled.get(key) ?? (await loadList(ctx, list)));
    }
    const byName = new Map([...next.values()].map((list) => [list.name, list]));
    const policy = rules && compilePolicy(rules.value, byName);
    if (policy?.ok === false) return policy.error.map(describeProblem).join("; ");
    compiled = next;
    engine = engineOf(number, policy?.value ?? null);
    read = state;
    return null;
  }

  /** Whoever asks while a reading is under way may know of something newer: there is another one after it. */
  function refresh(): Promise<string | null> {
    if (underway === null) {
      underway = readAgain().finally(() => {
        underway = null;
      });
      return underway;
    }
    const again = () => {
      waiting = null;
      return refresh();
    };
    waiting ??= underway.then(again, again);
    return waiting;
  }

  return { engine: () => engine, refresh };
}

/**
 * Rules that nobody has saved, ready to be asked, with the lists that are there now.
 *
 * @returns what is wrong with the text, in sentences
 */
export async function engineOnTrial(
  ctx: Pick<ModerationCtx, "db">,
  { text, format }: { text: string; format: Format },
): Promise<Result<PolicyEngine, readonly string[]>> {
  const rules = parseRules(text, format);
  if (!rules.ok) return err(rules.error.map(describeProblem));
  const asked = listsOf(rules.value);
  const lists = (await readLists(ctx.db)).filter(({ name }) => asked.has(name));
  const loaded = await Promise.all(lists.map((list) => loadList(ctx, list)));
  const policy = compilePolicy(rules.value, new Map(loaded.map((list) => [list.name, list])));
  return policy.ok ? ok(engineOf(0, policy.value)) : err(policy.error.map(describeProblem));
}

const BATCH = 20_000;

async function loadList(ctx: Pick<ModerationCtx, "db">, list: PolicyList): Promise<CompiledList> {
  const entries: string[] = [];
  for (let after: string | null = null; ; ) {
    const batch = await readEntries(ctx.db, list.id, { after, containing: null, limit: BATCH });
    for (const { entry } of batch) entries.push(entry);
    after = batch.at(-1)?.entry ?? null;
    if (batch.length < BATCH) break;
  }
  const { name, kind, folding, wholeWords } = list;
  return compileList({ name, kind, entries, options: { folding, wholeWords } });
}

const nothing: PolicyResult = {
  verdict: "accept",
  filters: [],
  labels: [],
  because: [],
  signals: [],
  dry: [],
};

function engineOf(version: number, policy: Policy | null): PolicyEngine {
  return {
    version,
    isQuiet: (occasion) => (policy?.programs[occasion].rules.length ?? 0) === 0,
    asks: (occasion, beginning) =>
      policy !== null && [...policy.programs[occasion].facts].some((fact) => fact.startsWith(beginning)),
    communities: policy?.communities ?? new Set(),
    evaluate: (facts, now) => (policy === null ? nothing : evaluate(policy, facts, now)),
  };
}
