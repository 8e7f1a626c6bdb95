import type { Category, Severity } from "#moderation/category.ts";
import { isCategory } from "#moderation/category.ts";
import type { Because, RuleSignal } from "#moderation/policy/verdict.ts";
import { raise } from "#moderation/signals/raise.ts";
import type { Subject } from "#moderation/subject.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { statementsOn } from "../../desk/moderation.ts";
import { createCounter } from "../facts/rates.ts";
import { type SignalDeps, signalsOf } from "./ports.ts";

const HOUR_MS = 3_600_000;
/** Signals of one rule about one author, and about all authors of one server, that are kept in an hour. */
const MOST_OF_AUTHOR = 10;
const MOST_OF_SERVER = 100;

/** Whom and what a rule's signals are about. */
export interface Concerned {
  subject: Subject;
  /** The author's IRI. */
  account: Iri;
  domain: string | null;
  communityId?: string | null;
}

/** Keeps the signals that rules make. */
export type RuleSignals = (
  signals: readonly RuleSignal[],
  because: readonly Because[],
  concerned: Concerned,
) => Promise<void>;

/**
 * Of thousands of the same signals in an hour some are kept, which open the case; the rest only count as hits of their
 * rule. What a flood writes is so bounded, however long it lasts.
 */
export function createRuleSignals(ctx: SignalDeps): RuleSignals {
  const options = { now: () => ctx.clock.now().getTime(), windowMs: HOUR_MS, mostKeys: 20_000 };
  const ofAuthors = createCounter(options);
  const ofServers = createCounter(options);

  function isOneTooMany(ruleId: string, { account, domain }: Concerned): boolean {
    const [author, server] = [`${ruleId} ${account}`, `${ruleId} ${domain}`];
    if (ofAuthors.count(author) >= MOST_OF_AUTHOR) return true;
    if (domain !== null && ofServers.count(server) >= MOST_OF_SERVER) return true;
    ofAuthors.add(author);
    ofServers.add(server);
    return false;
  }

  return async (signals, because, concerned) => {
    const fresh = signals.filter(({ ruleId }) => !isOneTooMany(ruleId, concerned));
    if (fresh.length === 0) return;
    const facts = new Map(because.map((each) => [each.ruleId, each]));
    await ctx.db.transaction(async (tx) => {
      for (const { ruleId, category, score, severity, opensCase } of fresh) {
        const found = facts.get(ruleId);
        await raise(signalsOf(ctx, tx), statementsOn(tx), {
          ...concerned,
          category: (isCategory(category) ? category : "other") satisfies Category,
          score,
          severity: severity as Severity,
          source: { kind: "rule", id: ruleId },
          explanation: { rule: found?.ruleName ?? ruleId, facts: found?.facts ?? {} },
          opensCase,
        });
      }
    });
  };
}
