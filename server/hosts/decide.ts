import { createHash } from "node:crypto";
import { appendEntry } from "#moderation/ledger/append.ts";
import type { ApiCtx, Ctx, Tx } from "../context.ts";
import { statementsOn } from "../desk/moderation.ts";
import { applyRules } from "./store/apply.ts";
import { batchesOf } from "./store/batch.ts";
import { insertWanted, type Wanted } from "./store/decide-from.ts";
import {
  composeRows,
  type DecisionRow,
  deleteDecisions,
  deleteExpired,
  holdDecisions,
  upsertDecisions,
} from "./store/decisions.ts";

type Deps = Pick<Ctx, "clock" | "ids">;

/** `hand`, or who else has a say: a subscription, an action, an import. One decision about a domain each. */
export type DecisionSource = "hand" | `list:${string}` | `action:${string}` | `import:${string}`;

/** What somebody wants for a domain and its subdomains. */
export type DecisionTerms = Pick<
  DecisionRow,
  "verdict" | "rejectMedia" | "rejectReports" | "filters" | "reason" | "publicReason" | "obfuscate"
>;

/** @example { ...plainDecision, verdict: "reject", reason: "spam" } */
export const plainDecision: Omit<DecisionTerms, "verdict"> = {
  rejectMedia: false,
  rejectReports: false,
  filters: [],
  reason: "",
  publicReason: "",
  obfuscate: false,
};

/**
 * Writes down what one source wants for a domain, in place of what it wanted before, and makes the rule about it and its
 * accounts what all decisions ask for together. Afterwards the caller settles follows and refreshes the gate
 * (`afterDecisions`).
 *
 * @param decision.domain as `nameOf` answers it
 * @example await decideDomain(ctx, tx, { domain, source: `action:${id}`, terms: { ...plainDecision, verdict: "reject" } });
 */
export async function decideDomain(
  ctx: Deps,
  tx: Tx,
  decision: {
    domain: string;
    source: DecisionSource;
    terms: DecisionTerms;
    accountId?: string | null;
    expiresAt?: Date | null;
  },
): Promise<void> {
  const { domain, source, terms, accountId = null, expiresAt = null } = decision;
  await holdDecisions(tx);
  await write(ctx, tx, { source, accountId, expiresAt }, [{ domain, terms }]);
  await recompose(ctx, tx, [domain]);
  const { reason, publicReason, ...rest } = terms;
  await appendEntry(ctx, statementsOn(tx), "private", {
    kind: "domain.decided",
    by: accountId,
    body: { domain, source, ...rest, expiresAt: expiresAt?.toISOString() ?? null },
    // Words of people, who may have named others in them.
    secret: { about: domain, content: { reason, publicReason } },
  });
}

/** Takes back what one source wanted for a domain; what others want stays. False when it had decided nothing. */
export async function withdrawDecision(
  ctx: Deps,
  tx: Tx,
  { domain, source, by = null }: { domain: string; source: DecisionSource; by?: string | null },
): Promise<boolean> {
  await holdDecisions(tx);
  const gone = await deleteDecisions(tx, source, [domain]);
  if (gone.length === 0) return false;
  await recompose(ctx, tx, gone);
  await appendEntry(ctx, statementsOn(tx), "private", {
    kind: "domain.withdrawn",
    by,
    body: { domain, source },
  });
  return true;
}

/**
 * The same for many domains of one source, at most 100,000 or so in a transaction: what it wants for some, and those about
 * which it wants nothing any more. The ledger gets one entry, with a digest of what changed.
 */
export async function decideMany(
  ctx: Deps,
  tx: Tx,
  change: {
    source: DecisionSource;
    decisions: readonly { domain: string; terms: DecisionTerms }[];
    withdrawn: readonly string[];
    accountId?: string | null;
  },
): Promise<{ decided: number; withdrawn: number }> {
  const { source, decisions, withdrawn, accountId = null } = change;
  if (decisions.length + withdrawn.length === 0) return { decided: 0, withdrawn: 0 };
  await holdDecisions(tx);
  const digest = createHash("sha256");
  for (const batch of batchesOf(decisions)) {
    for (const each of batch) digest.update(`${JSON.stringify([each.domain, each.terms])}\n`);
    await write(ctx, tx, { source, accountId, expiresAt: null }, batch);
    await composeRows(
      tx,
      batch.map(({ domain }) => domain),
    );
  }
  const gone: string[] = [];
  for (const batch of batchesOf(withdrawn)) {
    const domains = await deleteDecisions(tx, source, batch);
    for (const domain of domains.toSorted()) digest.update(`${JSON.stringify([domain])}\n`);
    await composeRows(tx, domains);
    gone.push(...domains);
  }
  // Once for all: each time it goes through the domains that have accounts here.
  await applyRules(tx, [...decisions.map(({ domain }) => domain), ...gone], ctx.clock.now());
  if (decisions.length + gone.length > 0)
    await appendEntry(ctx, statementsOn(tx), "private", {
      kind: "domain.decided-many",
      by: accountId,
      body: { source, decided: decisions.length, withdrawn: gone.length, sha256: digest.digest("hex") },
    });
  return { decided: decisions.length, withdrawn: gone.length };
}

/**
 * The same for what a query in the database wants, at most 20,000 domains or so: nothing of it comes here but their names. The
 * ledger's digest is that of the rows in their order.
 *
 * @param change.most rows that the query answers at most
 */
export async function decideWanted(
  ctx: Deps,
  tx: Tx,
  change: { source: DecisionSource; wanted: Wanted; most: number; accountId?: string | null },
): Promise<{ decided: number }> {
  const { source, wanted, most, accountId = null } = change;
  await holdDecisions(tx);
  const ids = Array.from({ length: most }, () => ctx.ids.next());
  const by = { source, accountId, createdAt: ctx.clock.now(), ids };
  const { decided, sha256, domains, shared } = await insertWanted(tx, wanted, by);
  if (decided === 0) return { decided };
  for (const batch of batchesOf(shared)) await composeRows(tx, batch);
  await applyRules(tx, domains, ctx.clock.now());
  await appendEntry(ctx, statementsOn(tx), "private", {
    kind: "domain.decided-many",
    by: accountId,
    body: { source, decided, withdrawn: 0, sha256 },
  });
  return { decided };
}

/** Ends the decisions whose time is over. Answers how many. */
async function endExpiredIn(ctx: Deps, tx: Tx): Promise<number> {
  await holdDecisions(tx);
  const ended = await deleteExpired(tx, ctx.clock.now());
  await recompose(
    ctx,
    tx,
    ended.map(({ domain }) => domain),
  );
  for (const { domain, source } of ended)
    await appendEntry(ctx, statementsOn(tx), "private", {
      kind: "domain.expired",
      body: { domain, source },
    });
  return ended.length;
}

/** Makes rules and accounts what the decisions about some domains say. */
async function recompose(ctx: Deps, tx: Tx, domains: readonly string[]): Promise<void> {
  if (domains.length === 0) return;
  await composeRows(tx, domains);
  await applyRules(tx, domains, ctx.clock.now());
}

function write(
  ctx: Deps,
  tx: Tx,
  whose: { source: DecisionSource; accountId: string | null; expiresAt: Date | null },
  decisions: readonly { domain: string; terms: DecisionTerms }[],
): Promise<void> {
  const each = decisions.map(({ domain, terms }) => ({ ...terms, domain, id: ctx.ids.next() }));
  return upsertDecisions(tx, { ...whose, createdAt: ctx.clock.now(), each });
}

/** Makes the accounts of some domains what the rules say, in the caller's transaction. */
export async function applyDomainRules(
  ctx: Pick<Ctx, "clock">,
  tx: Tx,
  domains: readonly string[],
): Promise<void> {
  await applyRules(tx, domains, ctx.clock.now());
}

/** What is known in memory, and the follows: to be done when decisions have been committed. */
export async function afterDecisions(ctx: Pick<ApiCtx, "domains" | "chores">): Promise<void> {
  await ctx.domains.refresh();
  await ctx.chores.add({ kind: "settle-follows" });
}

/** Ends the decisions whose time is over. A periodic task. */
export async function endExpiredDecisions(
  ctx: Deps & Pick<ApiCtx, "db" | "domains" | "chores">,
): Promise<void> {
  const ended = await ctx.db.transaction((tx) => endExpiredIn(ctx, tx));
  if (ended > 0) await afterDecisions(ctx);
}
