import { type Because, type PolicyResult, type Verdict, verdicts } from "#moderation/policy/verdict.ts";
import type { DryRunResult } from "./result.ts";

const MOST_RULES = 200;
const MOST_DOMAINS = 50;
/** Domains that are counted at all: what a run holds in memory does not grow with the posts. */
const MOST_COUNTED = 20_000;
const SAMPLES_A_RULE = 5;
const MOST_SAMPLES = 100;

export interface Judgement {
  iri: string;
  author: string;
  domain: string | null;
  publishedAt: Date;
  result: PolicyResult;
}

/** Counts what rules would have done. Rules on trial count as if they were live: that is what the run is for. */
export function createTally() {
  const counted = Object.fromEntries(verdicts.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  const rules = new Map<string, { ruleId: string; ruleName: string; hits: number }>();
  const domains = new Map<string | null, number>();
  const samples: DryRunResult["samples"] = [];

  return {
    add({ iri, author, domain, publishedAt, result }: Judgement): void {
      const because = [...result.because, ...result.dry];
      const verdict = strictest(because);
      counted[verdict]++;
      if (because.length === 0) return;
      let isSample = false;
      for (const { ruleId, ruleName } of because) {
        const rule = rules.get(ruleId) ?? { ruleId, ruleName, hits: 0 };
        rule.hits++;
        rules.set(ruleId, rule);
        isSample ||= rule.hits <= SAMPLES_A_RULE;
      }
      if (verdict !== "accept" && (domains.has(domain) || domains.size < MOST_COUNTED))
        domains.set(domain, (domains.get(domain) ?? 0) + 1);
      if (isSample && samples.length < MOST_SAMPLES)
        samples.push({ iri, author, publishedAt: publishedAt.toISOString(), verdict, because });
    },
    result: (): DryRunResult => ({
      verdicts: { ...counted },
      rules: [...rules.values()].sort((a, b) => b.hits - a.hits).slice(0, MOST_RULES),
      domains: [...domains]
        .sort(([, a], [, b]) => b - a)
        .slice(0, MOST_DOMAINS)
        .map(([domain, hits]) => ({ domain, hits })),
      samples: [...samples],
    }),
  };
}

function strictest(because: readonly Because[]): Verdict {
  const places = because.map(({ verdict }) => verdicts.indexOf(verdict));
  return verdicts[Math.max(0, ...places)] ?? "accept";
}
