import { agree, type ListDecision, type ListRights } from "#moderation/advice/agree.ts";
import type { Ctx, Tx } from "../context.ts";
import { type DecisionTerms, decideMany } from "../hosts/decide.ts";
import { isExempt } from "./exempt.ts";
import { readAllowed, readConcerned, readListDecisions, readVoices } from "./store/entries.ts";
import { type DomainList, readLists } from "./store/lists.ts";

type Deps = Pick<Ctx, "db" | "clock" | "ids" | "handleHost">;

const BATCH = 5_000;

/**
 * Makes the lists' decisions about some domains what the lists say now. Each list's part is its own: what one no longer says
 * is withdrawn, and what others or somebody here decided stays. Goes by what is, so that it may be done at any time, and twice.
 *
 * @returns how many decisions there are anew and how many are gone
 */
export async function settleLists(
  ctx: Deps,
  domains: readonly string[],
): Promise<{ decided: number; withdrawn: number }> {
  const lists = await readLists(ctx, "subscription");
  const sum = { decided: 0, withdrawn: 0 };
  for (let at = 0; at < domains.length; at += BATCH) {
    const batch = domains.slice(at, at + BATCH);
    const { decided, withdrawn } = await ctx.db.transaction((tx) => settleBatch(ctx, tx, lists, batch));
    sum.decided += decided;
    sum.withdrawn += withdrawn;
  }
  return sum;
}

/** The same for every domain that a list names or has decided about: after a job that did not come to its end. */
export async function settleAllLists(ctx: Deps): Promise<{ decided: number; withdrawn: number }> {
  const sum = { decided: 0, withdrawn: 0 };
  for (let after = ""; ; ) {
    const domains = await ctx.db.transaction((tx) => readConcerned(tx, after, BATCH));
    const last = domains.at(-1);
    if (last === undefined) return sum;
    const { decided, withdrawn } = await settleLists(ctx, domains);
    sum.decided += decided;
    sum.withdrawn += withdrawn;
    after = last;
  }
}

async function settleBatch(ctx: Deps, tx: Tx, lists: readonly DomainList[], domains: readonly string[]) {
  const rights = new Map(lists.map((list) => [list.id, list satisfies ListRights]));
  const said = Map.groupBy(await readVoices(tx, domains), ({ key }) => key);
  const allowed = await readAllowed(tx, domains);
  const before = Map.groupBy(await readListDecisions(tx, domains), ({ source }) => source);
  const after = new Map<string, Map<string, ListDecision>>();
  for (const [domain, entries] of said) {
    if (isExempt(ctx, domain) || allowed.has(domain)) continue;
    const voices = entries.flatMap(({ listId, answer, ...entry }) => {
      const list = rights.get(listId);
      return list === undefined ? [] : [{ list, entry, answer }];
    });
    for (const [listId, decision] of agree(domain, voices)) {
      const source = `list:${listId}`;
      after.set(source, (after.get(source) ?? new Map()).set(domain, decision));
    }
  }
  const sum = { decided: 0, withdrawn: 0 };
  for (const source of new Set([...before.keys(), ...after.keys()]) as Set<`list:${string}`>) {
    const had = new Map(before.get(source)?.map(({ domain, terms }) => [domain, terms]));
    const has = after.get(source) ?? new Map<string, ListDecision>();
    const decisions = [...has]
      .filter(([domain, terms]) => !isSame(had.get(domain), terms))
      .map(([domain, terms]) => ({ domain, terms: { ...terms, filters: [...terms.filters] } }));
    const withdrawn = [...had.keys()].filter((domain) => !has.has(domain));
    const done = await decideMany(ctx, tx, { source, decisions, withdrawn });
    sum.decided += done.decided;
    sum.withdrawn += done.withdrawn;
  }
  return sum;
}

function isSame(had: Record<string, unknown> | undefined, terms: ListDecision): boolean {
  if (had === undefined) return false;
  const names: (keyof DecisionTerms)[] = [
    "verdict",
    "rejectMedia",
    "rejectReports",
    "filters",
    "reason",
    "publicReason",
    "obfuscate",
  ];
  return names.every((name) => JSON.stringify(had[name]) === JSON.stringify(terms[name]));
}
