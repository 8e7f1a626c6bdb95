import type { Verdict } from "#protocol/moot/vote.ts";

/**
 * What this node does with a decision of another one: `apply` it to the same subject, `recommend` it to its own desk, `show` it there, or
 * `ignore` it.
 */
export const treatments = ["apply", "recommend", "show", "ignore"] as const;
export type Treatment = (typeof treatments)[number];

export interface DecisionPolicy {
  /** A peer's domain, or `*`. */
  readonly peer: string;
  readonly verdict: Verdict | "*";
  readonly treatment: Treatment;
}

/** Where nobody has said anything: it is shown, and nothing else. */
const usualTreatment: Treatment = "show";

/** The most specific policy holds: a verdict of a peer, then all of a peer, then a verdict of anybody, then all. */
export function treatmentOf(
  policies: readonly DecisionPolicy[],
  { peer, verdict }: { peer: string; verdict: Verdict },
): Treatment {
  const places = [
    [peer, verdict],
    [peer, "*"],
    ["*", verdict],
    ["*", "*"],
  ];
  for (const [from, asks] of places) {
    const found = policies.find((each) => each.peer === from && each.verdict === asks);
    if (found !== undefined) return found.treatment;
  }
  return usualTreatment;
}
