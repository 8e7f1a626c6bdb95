import { normaliseDomain } from "#protocol/ids/domain.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { record } from "../admin/audit.ts";
import type { Ctx } from "../context.ts";
import { applyRules } from "./store/apply.ts";
import {
  changeRule,
  type DomainRule,
  deleteRule,
  holdRule,
  insertRule,
  readRuleById,
  readRuleFor,
  readRules,
  saveRule,
} from "./store/rules.ts";

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

const plainTerms = { publicReason: "", rejectMedia: false, rejectReports: false, obfuscate: false };

/**
 * Makes a rule about a domain. Its accounts are limited or suspended at once; the follows that a rejection ends are the
 * caller's to end (`severDomain`), since there may be many.
 *
 * @param by the administrator
 */
export async function addDomainRule(
  ctx: Deps & Pick<Ctx, "sql" | "handleHost">,
  by: string,
  domain: string,
  terms: RuleTerms,
): Promise<Result<DomainRule, DomainRuleError>> {
  const name = nameOf(domain);
  if (name === null) return err({ type: "domain/invalid", domain });
  if (name === ctx.handleHost.replace(/:\d+$/, "")) return err({ type: "domain/own", domain });
  // A rule of its own may only be stricter than that of the domain above it.
  const above = await readRuleFor(ctx, namesAbove(name));
  const existing = above && (await readRuleById(ctx, above.id));
  if (existing && (existing.domain === name || !isStricter(terms, existing)))
    return err({ type: "domain/rule-exists", domain: existing.domain, id: existing.id });
  const rule = { filters: [], ...terms, id: ctx.ids.next(), domain: name, createdAt: ctx.clock.now() };
  const isNew = await ctx.db.transaction(async (tx) => {
    if (!(await insertRule(tx, rule))) return false;
    await applyRules(tx, name, rule.createdAt);
    await record(ctx, tx, { by, action: "domain.blocked", target: name, details: { ...terms } });
    return true;
  });
  return isNew ? ok(rule) : err({ type: "domain/rule-exists", domain: name, id: rule.id });
}

/** Changes what a rule says; its accounts are treated accordingly at once. */
export async function changeDomainRule(
  ctx: Deps,
  by: string,
  id: string,
  changes: Partial<RuleTerms>,
): Promise<Result<{ before: DomainRule; after: DomainRule }, DomainRuleError>> {
  return ctx.db.transaction(async (tx) => {
    const before = await holdRule(tx, id);
    if (before === null) return err({ type: "domain/rule-not-found" });
    await changeRule(tx, id, changes);
    await applyRules(tx, before.domain, ctx.clock.now());
    await record(ctx, tx, {
      by,
      action: "domain.changed",
      target: before.domain,
      details: { before: termsOf(before), changes },
    });
    return ok({ before, after: { ...before, ...changes } });
  });
}

/** Removes a rule: its accounts are as they were before it. Follows that it ended stay ended. */
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
): Promise<Result<{ domain: string }, DomainError>> {
  return setDomainRule(ctx, domain, { ...plainTerms, verdict: "reject", reason });
}

/** Sets what holds for a domain, without a look at what held before: for the command line. */
export async function setDomainRule(
  ctx: Deps,
  domain: string,
  terms: RuleTerms,
): Promise<Result<{ domain: string }, DomainError>> {
  const name = nameOf(domain);
  if (name === null) return err({ type: "domain/invalid", domain });
  const rule = { filters: [], ...terms, id: ctx.ids.next(), domain: name, createdAt: ctx.clock.now() };
  await ctx.db.transaction(async (tx) => {
    await saveRule(tx, rule);
    await applyRules(tx, name, rule.createdAt);
    await record(ctx, tx, { by: null, action: "domain.blocked", target: name, details: { ...terms } });
  });
  return ok({ domain: name });
}

/** Lifts whatever rule a domain has. */
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
    const rule = await deleteRule(tx, domain);
    if (rule === null) return;
    await applyRules(tx, domain, ctx.clock.now());
    await record(ctx, tx, { by, action: "domain.unblocked", target: domain, details: termsOf(rule) });
  });
}

function termsOf({ id: _id, domain: _domain, createdAt: _createdAt, ...terms }: DomainRule): RuleTerms {
  return terms;
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
