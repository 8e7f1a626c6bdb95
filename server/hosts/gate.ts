import type { Ctx } from "../context.ts";
import type { DomainGate } from "./domain-gate.ts";
import { type DomainRule, readAllows, readRules } from "./store/rules.ts";

type Remembered = Pick<DomainRule, "verdict" | "rejectMedia" | "rejectReports">;

const noFilters: readonly string[] = [];
const reportFilters: ReadonlySet<string> = new Set(["reject-reports", "ignore-reports"]);

/**
 * @param options.onlyAllowed deal with nobody but the domains that are allowed by name
 * @example gate.allows("media.bad.example") // false, once "bad.example" is rejected
 */
export async function createDomainGate(
  ctx: Pick<Ctx, "db">,
  { onlyAllowed }: { onlyAllowed: boolean } = { onlyAllowed: false },
): Promise<DomainGate> {
  let rules = new Map<string, Remembered>();
  // Few rules have any, and every post asks.
  let filters = new Map<string, readonly string[]>();
  let allowed = new Set<string>();
  const refresh = async () => {
    const [read, allows] = await Promise.all([readRules(ctx), onlyAllowed ? readAllows(ctx) : []]);
    rules = new Map(read.map((rule) => [rule.domain, rule]));
    filters = new Map(read.flatMap((rule) => (rule.filters.length > 0 ? [[rule.domain, rule.filters]] : [])));
    allowed = new Set(allows.map((allow) => allow.domain));
  };
  await refresh();

  /** Whether the domain or one that it is under has such a rule. */
  function some(host: string, wanted: (rule: Remembered) => boolean): boolean {
    if (rules.size === 0) return false;
    return namesOf(host).some((name) => {
      const rule = rules.get(name);
      return rule !== undefined && wanted(rule);
    });
  }
  const filtersOf = (host: string) =>
    filters.size === 0 ? noFilters : namesOf(host).flatMap((name) => filters.get(name) ?? noFilters);
  const rejects = (host: string) => some(host, (rule) => rule.verdict === "reject");

  return {
    refresh,
    allows: (host) => !rejects(host) && (!onlyAllowed || namesOf(host).some((name) => allowed.has(name))),
    mayBeAsked: (host) => !rejects(host),
    limits: (domain) => some(domain, (rule) => rule.verdict === "limit"),
    hidesMedia: (domain) =>
      domain !== null && some(domain, (rule) => rule.rejectMedia || rule.verdict === "reject"),
    ignoresReports: (host) =>
      some(host, (rule) => rule.rejectReports) || filtersOf(host).some((filter) => reportFilters.has(filter)),
    filtersOf,
  };
}

/** `a.b.example:8443` as `a.b.example`, `b.example`, `example`. */
function namesOf(host: string): string[] {
  const labels = host
    .replace(/\.*(?::\d+)?$/, "")
    .toLowerCase()
    .split(".");
  return labels.map((_, at) => labels.slice(at).join("."));
}
