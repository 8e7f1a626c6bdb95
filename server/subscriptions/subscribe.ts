import { readDomain } from "#moderation/advice/read-domain.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { record } from "../admin/audit.ts";
import type { ApiCtx, Ctx } from "../context.ts";
import { afterDecisions, decideMany } from "../hosts/decide.ts";
import { readDomainsOf, readSourceDecisions } from "../hosts/decisions.ts";
import { keepActors } from "./actors.ts";
import {
  changeList,
  type DomainList,
  deleteList,
  holdList,
  insertList,
  readList,
  readLists,
} from "./store/lists.ts";

export type SubscriptionTerms = Pick<
  DomainList,
  | "name"
  | "mode"
  | "priority"
  | "threshold"
  | "merge"
  | "maxVerdict"
  | "exclusions"
  | "everyMinutes"
  | "format"
>;

export type SubscriptionError =
  | { type: "domain-list/not-found" }
  | { type: "domain-list/bad-address" }
  | { type: "domain-list/address-taken" }
  | { type: "domain-list/bad-exclusion"; domain: string };

/** What a subscription is unless it is said otherwise. */
const usualTerms: Omit<SubscriptionTerms, "name"> = {
  mode: "recommend",
  priority: 100,
  threshold: 1,
  merge: "max",
  maxVerdict: "reject",
  exclusions: [],
  everyMinutes: 1440,
  format: "auto",
};

type Deps = Pick<ApiCtx, "db" | "clock" | "ids" | "chores">;

/**
 * Subscribes to a list or a FIRES dataset: it is asked for at once, by a job, and then again and again.
 *
 * @example await subscribe(ctx, adminId, { url: "https://lists.example/blocks.csv", terms: { mode: "apply" } });
 */
export async function subscribe(
  ctx: Deps,
  by: string | null,
  { url, terms = {} }: { url: string; terms?: Partial<SubscriptionTerms> },
): Promise<Result<DomainList, SubscriptionError>> {
  const address = URL.parse(url);
  if (
    address === null ||
    !/^https?:$/.test(address.protocol) ||
    address.username !== "" ||
    url.length > 2_048
  )
    return err({ type: "domain-list/bad-address" });
  address.hash = "";
  const excluded = readExclusions(terms.exclusions ?? []);
  if (!excluded.ok) return excluded;
  const now = ctx.clock.now();
  const id = ctx.ids.next();
  const list = { ...usualTerms, name: address.host, ...terms, exclusions: excluded.value };
  const row = {
    ...list,
    id,
    kind: "subscription",
    url: address.href,
    state: "active",
    nextFetchAt: now,
  } as const;
  const isNew = await ctx.db.transaction(async (tx) => {
    if (!(await insertList(tx, { ...row, createdBy: by, createdAt: now }))) return false;
    const details = { url: address.href, ...list };
    await record(ctx, tx, { by, action: "domain-list.subscribed", target: id, details });
    return true;
  });
  if (!isNew) return err({ type: "domain-list/address-taken" });
  await ctx.chores.add({ kind: "refresh-list", listId: id, isForced: false });
  const made = await readList(ctx, id);
  return made === null ? err({ type: "domain-list/not-found" }) : ok(made);
}

/** The newest first. */
export function listSubscriptions(ctx: Pick<Ctx, "db">): Promise<DomainList[]> {
  return readLists(ctx, "subscription");
}

export async function findSubscription(
  ctx: Pick<Ctx, "db">,
  id: string,
): Promise<Result<DomainList, { type: "domain-list/not-found" }>> {
  const list = await readList(ctx, id);
  return list?.kind === "subscription" ? ok(list) : err({ type: "domain-list/not-found" });
}

/** Changes what a subscription may do; everything that it and others say is weighed anew, by a job. */
export async function changeSubscription(
  ctx: Deps,
  by: string | null,
  id: string,
  changes: Partial<SubscriptionTerms> & { isPaused?: boolean },
): Promise<Result<DomainList, SubscriptionError>> {
  const { isPaused, exclusions, ...rest } = changes;
  const excluded = readExclusions(exclusions ?? []);
  if (!excluded.ok) return excluded;
  const changed = await ctx.db.transaction(async (tx) => {
    const list = await holdList(tx, id);
    if (list?.kind !== "subscription") return false;
    await changeList(tx, id, {
      ...rest,
      ...(exclusions && { exclusions: excluded.value }),
      ...(isPaused !== undefined && { state: isPaused ? "paused" : "active" }),
    });
    await record(ctx, tx, { by, action: "domain-list.changed", target: id, details: { ...changes } });
    return true;
  });
  if (!changed) return err({ type: "domain-list/not-found" });
  await ctx.chores.add({ kind: "settle-lists" });
  return findSubscription(ctx, id);
}

/**
 * Ends a subscription. What it brought about goes with it, or is kept as decided by hand; what others decided stays either way.
 */
export async function unsubscribe(
  ctx: Deps & Pick<ApiCtx, "domains" | "sql">,
  by: string | null,
  id: string,
  { keeps }: { keeps: boolean },
): Promise<Result<undefined, SubscriptionError>> {
  const found = await findSubscription(ctx, id);
  if (!found.ok) return found;
  const source = `list:${id}` as const;
  for (;;) {
    const domains = await readDomainsOf(ctx.sql, source);
    if (domains.length === 0) break;
    await ctx.db.transaction(async (tx) => {
      if (keeps) {
        const kept = await readSourceDecisions(tx, source, domains);
        const decisions = kept.filter(({ isDecidedByHand }) => !isDecidedByHand);
        await decideMany(ctx, tx, { source: "hand", decisions, withdrawn: [], accountId: by });
      }
      await decideMany(ctx, tx, { source, decisions: [], withdrawn: domains, accountId: by });
    });
  }
  if (keeps) await keepActors(ctx, id);
  await ctx.db.transaction(async (tx) => {
    await deleteList(tx, id);
    const details = { url: found.value.url, keeps };
    await record(ctx, tx, { by, action: "domain-list.unsubscribed", target: id, details });
  });
  // Others may have needed its voice; and what it said of accounts is undone there.
  await ctx.chores.add({ kind: "settle-lists" });
  await afterDecisions(ctx);
  return ok();
}

function readExclusions(
  names: readonly string[],
): Result<string[], { type: "domain-list/bad-exclusion"; domain: string }> {
  const read: string[] = [];
  for (const name of names) {
    const domain = readDomain(name);
    if (!("domain" in domain)) return err({ type: "domain-list/bad-exclusion", domain: name });
    read.push(domain.domain);
  }
  return ok([...new Set(read)]);
}
