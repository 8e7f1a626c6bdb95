import type { MessageKey } from "../messages/catalogues.ts";
import type { Words } from "../messages/words.ts";

type Plain = Exclude<
  MessageKey & (`portal.problem.${string}` | `problem.${string}`),
  "problem.other" | "portal.problem.bad" | "portal.problem.many"
>;

const known: Readonly<Record<string, Plain>> = {
  "trustee/not-invited": "portal.problem.office",
  "trustee/not-in-office": "portal.problem.office",
  "trustee/not-paused": "portal.problem.office",
  "trustee/ends-in-the-past": "portal.problem.past",
  "trustee/no-language": "portal.problem.none",
  "trustee/bad-key": "portal.problem.key",
  "trustee/key-taken": "portal.problem.keyTaken",
  "trustee/no-keeper": "portal.problem.keyChoice",
  "trustee/key-elsewhere": "portal.problem.elsewhere",
  "training/no-verdict": "portal.problem.verdict",
  "training/not-found": "problem.notFound",
  "panel/not-yours": "portal.problem.seat",
  "panel/closed": "portal.problem.closed",
  "panel/nothing-said": "problem.missing",
  "panel/too-long": "problem.tooLong",
  "panel/not-deliberating": "portal.problem.step",
  "panel/draft-changed": "portal.problem.draft",
  "panel/not-signing": "portal.problem.step",
  "panel/signed-already": "portal.problem.twice",
  "panel/bad-signature": "portal.problem.signature",
  "panel/no-cause": "portal.problem.because",
  "ballot/malformed": "portal.problem.vote",
  "ballot/not-offered": "portal.problem.vote",
  "ballot/unknown-rule": "portal.problem.vote",
  "ballot/not-now": "portal.problem.step",
  "ballot/twice": "portal.problem.twice",
  "ballot/clock": "portal.problem.clock",
  "ballot/other-panel": "portal.problem.signature",
  "ballot/bad-signature": "portal.problem.signature",
  "ballot/not-as-committed": "portal.problem.signature",
  "ballot/other-trustee": "portal.problem.signature",
  "ballot/other-keeper": "portal.problem.signature",
  "ballot/other-id": "portal.problem.signature",
  "ballot/nothing-committed": "portal.problem.signature",
};

export type Problem = { readonly type: string };

/** What a use case refused, in words; one for which there are none says its type. */
export function problemOf(problem: Problem, { t }: Words): string {
  if ("most" in problem && problem.type === "trustee/too-many")
    return t("portal.problem.many", { most: Number(problem.most) });
  const named = ["language", "region", "topic", "value"].find((name) => name in problem);
  if (named !== undefined) return t("portal.problem.bad", { value: String(problem[named as keyof Problem]) });
  const key = known[problem.type];
  return key === undefined ? t("problem.other", { reason: problem.type }) : t(key);
}

const late = new Set([
  "trustee/not-invited",
  "trustee/not-in-office",
  "trustee/not-paused",
  "trustee/key-taken",
  "trustee/key-elsewhere",
  "panel/not-yours",
  "panel/closed",
  "panel/not-deliberating",
  "panel/draft-changed",
  "panel/not-signing",
  "panel/signed-already",
  "ballot/not-now",
  "ballot/twice",
]);

/** Whether things have changed meanwhile, or what was sent cannot be taken. */
export function statusOf({ type }: Problem): 409 | 422 {
  return late.has(type) ? 409 : 422;
}
