import type { Facts } from "#moderation/policy/facts.ts";
import type { Because, PolicyResult, RuleSignal } from "#moderation/policy/verdict.ts";
import type { Ctx } from "../context.ts";
import type { Engine } from "./engine.ts";
import type { Hits } from "./hits.ts";

/** What the rules say, of the node and of each community that something is posted in. */
export interface Judged extends Pick<PolicyResult, "verdict" | "filters" | "labels" | "because" | "signals"> {
  /** By the community's IRI, where its own rules have anything to say: that they hold or refuse it, or signals alone. */
  communities: Map<
    string,
    { verdict: "hold" | "reject" | null; because: readonly Because[]; signals: readonly RuleSignal[] }
  >;
}

/** What readers see of one post; no more makes sense to anybody. */
const MOST_LABELS = 20;

export interface Judging {
  clock: Ctx["clock"];
  engine(): Engine;
  hits: Hits;
}

/**
 * Asks the rules, and counts which of them applied.
 *
 * @param communities IRIs that a post is addressed to; those without rules of their own cost nothing
 */
export function judge(
  { clock, engine, hits }: Judging,
  facts: Facts,
  communities: Iterable<string> = [],
): Judged {
  const now = clock.now();
  const ofNode = engine().evaluate(facts, now);
  hits.note("live", ofNode.because);
  hits.note("dry", ofNode.dry);
  const judged: Judged = {
    ...ofNode,
    labels: ofNode.labels.slice(0, MOST_LABELS),
    communities: new Map(),
  };
  for (const community of communities) {
    if (!engine().communities.has(community)) continue;
    const all = engine().evaluate({ ...facts, community }, now);
    const known = new Set([...ofNode.because, ...ofNode.dry].map(({ ruleId }) => ruleId));
    const fresh = (because: Because) => !known.has(because.ruleId);
    const own = all.because.filter(fresh);
    hits.note("live", own);
    hits.note("dry", all.dry.filter(fresh));
    const verdict = own.some((rule) => rule.verdict === "reject" || rule.verdict === "drop")
      ? "reject"
      : own.some((rule) => rule.verdict === "hold")
        ? "hold"
        : null;
    const signals = all.signals.filter(({ ruleId }) => !known.has(ruleId));
    if (verdict !== null || signals.length > 0)
      judged.communities.set(community, { verdict, because: own, signals });
  }
  return judged;
}

/** The rule that people are told of: the first of the strictest. */
export function nameOfRule({ because, verdict }: Pick<Judged, "because" | "verdict">): string {
  return because.find((rule) => rule.verdict === verdict)?.ruleName ?? because[0]?.ruleName ?? "";
}
