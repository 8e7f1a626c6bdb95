import type { Because, Verdict } from "#moderation/policy/verdict.ts";

/** One of the posts that rules would have treated differently, with why. */
export interface DryRunSample {
  iri: string;
  author: string;
  publishedAt: string;
  verdict: Verdict;
  because: Because[];
}

/** What rules would have done with past posts. */
export interface DryRunResult {
  verdicts: Record<Verdict, number>;
  /** By rule id, the most frequent first; at most 200. */
  rules: { ruleId: string; ruleName: string; hits: number }[];
  /** Domains whose posts would not have been accepted as they are; at most 50. Null is this node. */
  domains: { domain: string | null; hits: number }[];
  /** A few for each rule. */
  samples: DryRunSample[];
}
