import { normaliseDomain } from "#protocol/ids/domain.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { record } from "../admin/audit.ts";
import type { Ctx, Tx } from "../context.ts";
import { type DecisionTerms, decideDomain, plainDecision, withdrawDecision } from "./decide.ts";
import { isOwnDomain } from "./own.ts";
import { type DecisionRow, holdDecisions, readDecision, readDecisions } from "./store/decisions.ts";
import { type DomainRule, holdRule, readRule, readRuleById, readRuleFor, readRules } from "./store/rules.ts";

type Deps = Pick<Ctx, "db" | "clock" | "ids">;

export type DomainError = { type: "domain/invalid"; domain: string };
export type DomainRuleError =
  | DomainError
  | { type: "domain/own"; domain: string }
  | { type: "domain/rule-exists"; domain: string; id: string }
  | { type: "domain/rule-not-found" };

/** What a rule says about a domain and its subdomains. */
export type RuleTerms = Pick<
  DomainRule,
  "verdict" | "reason" | "publicReason" | "rejectMedia" | "rejectReports" | "obfuscate"
> & { filters?: string[] };

/**
 * Decides by hand about a domain. Its accounts are limited or suspended at once; the follows are settled by
 * `afterDecisions`, since there may be many.
 *
 * @param by the administrator
 * @param options.expiresAt when the decision ends by itself
 */
export async function addDomainRule(
  ctx: Deps & Pick<Ctx, "sql" | "handleHost">,
  by: string,
  domain: string,
  terms: RuleTerms,
  { expiresAt = null }: { expiresAt?: Date | null } = {},
): Promise<Result<DomainRule, DomainRuleError>> {
  const name = nameOf(domain);
  if (name === null) return err({ type: "domain/invalid", domain });
  if (isOwnDomain(ctx, name)) return err({ type: "domain/own", domain });
  // A rule of its own may only be stricter than that of the domain above it.
  const above = await readRuleFor(ctx, namesAbove(name));
  const existing = above && (await readRuleById(ctx, above.id));
  const isHand = existing?.domain === name && (await readDecision(ctx.sql, name, "hand")) !== null;
  if (existing && (isHand || (existing.domain !== name && !isStricter(terms, existing))))
    return err({ type: "domain/rule-exists", domain: existing.domain, id: existing.id });
  const rule = await ctx.db.transaction(async (tx) => {
    await holdDecisions(tx);
    const inForce = await readDecision(tx, name, "hand");
    if (inForce !== null && inForce.verdict !== "accept") return null;
    await decideByHand(ctx, tx, name, { ...plainDecision, ...terms }, { by, expiresAt });
    await record(ctx, tx, { by, action: "domain.blocked", target: name, details: { ...terms } });
    return readRule(tx, name);
  });
  return rule === null ? err({ type: "domain/rule-exists", domain: name, id: ctx.ids.next() }) : ok(rule);
}

/**
 * Changes what was decided by hand about a domain; its accounts are treated accordingly at once. What lists and actions ask for
 * beyond that still holds: the rule as it is then is answered.
 */
export async function changeDomainRule(
  ctx: Deps,
  by: string,
  id: string,
  changes: Partial<RuleTerms>,
): Promise<Result<{ before: DomainRule; after: DomainRule }, DomainRuleError>> {
  return ctx.db.transaction(async (tx) => {
    await holdDecisions(tx);
    const before = await holdRule(tx, id);
    if (before === null) return err({ type: "domain/rule-not-found" });
    const own = await readDecision(tx, before.domain, "hand");
    const from = own === null || own.verdict === "accept" ? before : own;
    const { expiresAt = null } = own ?? {};
    await decideByHand(ctx, tx, before.domain, { ...termsOf(from), ...changes }, { by, expiresAt });
    const details = { before: termsOf(before), changes };
    await record(ctx, tx, { by, action: "domain.changed", target: before.domain, details });
    return ok({ before, after: (await readRule(tx, before.domain)) ?? before });
  });
}

/**
 * Lifts a rule: the domain is dealt with as before it. What lists ask for counts no more, which is a decision by hand to accept
 * the domain; what an action asks for holds until that is undone.
 */
export async function removeDomainRule(
  ctx: Deps,
  by: string,
  id: string,
): Promise<Result<DomainRule, DomainRuleError>> {
  const rule = await readRuleById(ctx, id);
  if (rule === null) return err({ type: "domain/rule-not-found" });
  await lift(ctx, by, rule.domain);
  return ok(rule);
}

/** The rejected domains, for the command line. */
export async function listRejections(ctx: Pick<Ctx, "db">) {
  const rules = await readRules(ctx);
  return rules
    .filter((rule) => rule.verdict === "reject")
    .map(({ domain, reason, createdAt }) => ({ domain, reason, since: createdAt }));
}

/** All rules, in alphabetical order of their domains. */
export const listDomainRules = readRules;

/** Nothing is taken from or sent to this domain and its subdomains any more, whatever was said about it before. */
export async function rejectDomain(
  ctx: Deps,
  domain: string,
  reason: string,
): Promise<Result<{ domain: string }, DomainError | { type: "domain/own"; domain: string }>> {
  return setDomainRule(ctx, domain, { ...plainDecision, verdict: "reject", reason });
}

/**
 * Sets what is decided by hand about a domain, without a look at what held before.
 *
 * @param options.by null for the command line
 * @param options.expiresAt when the decision ends by itself
 */
export async function setDomainRule(
  ctx: Deps & Partial<Pick<Ctx, "handleHost">>,
  domain: string,
  terms: Omit<RuleTerms, "verdict"> & { verdict: DecisionTerms["verdict"] },
  { by = null, expiresAt = null }: { by?: string | null; expiresAt?: Date | null } = {},
): Promise<Result<{ domain: string }, DomainError | { type: "domain/own"; domain: string }>> {
  const name = nameOf(domain);
  if (name === null) return err({ type: "domain/invalid", domain });
  if (
    ctx.handleHost !== undefined &&
    isOwnDomain({ handleHost: ctx.handleHost }, name) &&
    terms.verdict !== "accept"
  )
    return err({ type: "domain/own", domain });
  await ctx.db.transaction(async (tx) => {
    await decideByHand(ctx, tx, name, { ...plainDecision, ...terms }, { by, expiresAt });
    await record(ctx, tx, { by, action: "domain.blocked", target: name, details: { ...terms } });
  });
  return ok({ domain: name });
}

/** Lifts whatever rule a domain has, as {@link removeDomainRule} does. */
export async function allowDomain(
  ctx: Deps,
  domain: string,
): Promise<Result<{ domain: string }, DomainError>> {
  const name = nameOf(domain);
  if (name === null) return err({ type: "domain/invalid", domain });
  await lift(ctx, null, name);
  return ok({ domain: name });
}

async function lift(ctx: Deps, by: string | null, domain: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await holdDecisions(tx);
    const rule = await readRule(tx, domain);
    await withdrawDecision(ctx, tx, { domain, source: "hand", by });
    const others = await readDecisions(tx, domain);
    if (others.some(isOfList))
      await decideByHand(ctx, tx, domain, { ...plainDecision, verdict: "accept" }, { by, expiresAt: null });
    if (rule !== null)
      await record(ctx, tx, { by, action: "domain.unblocked", target: domain, details: termsOf(rule) });
  });
}

function isOfList({ source }: DecisionRow): boolean {
  return source.startsWith("list:") || source.startsWith("import:");
}

function decideByHand(
  ctx: Deps,
  tx: Tx,
  domain: string,
  terms: DecisionTerms,
  { by, expiresAt }: { by: string | null; expiresAt: Date | null },
): Promise<void> {
  return decideDomain(ctx, tx, { domain, source: "hand", terms, accountId: by, expiresAt });
}

/** What a rule or a decision says, without the rest. */
function termsOf(said: DecisionTerms): DecisionTerms {
  const { verdict, rejectMedia, rejectReports, filters, reason, publicReason, obfuscate } = said;
  return { verdict, rejectMedia, rejectReports, filters, reason, publicReason, obfuscate };
}

const strictness: Record<DomainRule["verdict"], number> = { none: 0, limit: 1, reject: 2 };

/** Whether a rule asks for at least as much as another in everything. */
function isStricter(terms: RuleTerms, other: DomainRule): boolean {
  if (terms.verdict === "reject") return true;
  return (
    strictness[terms.verdict] >= strictness[other.verdict] &&
    (terms.rejectMedia || !other.rejectMedia) &&
    (terms.rejectReports || !other.rejectReports)
  );
}

/** Rules are about names: whoever is refused is refused on every port. */
export function nameOf(domain: string): string | null {
  return normaliseDomain(domain)?.replace(/:\d+$/, "") ?? null;
}

/** `a.b.example`, `b.example`, `example`. */
function namesAbove(name: string): string[] {
  const labels = name.split(".");
  return labels.map((_, at) => labels.slice(at).join("."));
}
