import type { Verdict } from "#protocol/moot/vote.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { appendEntry } from "../../ledger/append.ts";
import type { Statements } from "../../ports.ts";
import type { TrusteeCtx } from "../ports.ts";
import { findCurrentKey } from "../store/keys.ts";
import { type AnswerRow, readAnswers, readOwnCases, saveAnswer } from "../store/training.ts";
import { lockTrustee, saveTrustee } from "../store/trustees.ts";
import { isInOffice } from "../trustee.ts";
import type { TrainingCase } from "./case.ts";
import { starterCases } from "./starter.ts";

/** Right answers that it takes to be certified, or as many as there are cases. */
const NEEDED = 5;

export interface Training {
  readonly cases: readonly TrainingCase[];
  readonly answers: readonly AnswerRow[];
  readonly needed: number;
  readonly right: number;
}

/** What somebody trains on, in the languages that they know: the node's own cases, and those that come with the software. */
export async function trainingOf(
  on: Statements,
  { accountId, languages }: { accountId: string; languages: readonly string[] },
): Promise<Training> {
  const all = [...(await readOwnCases(on)), ...starterCases];
  const known = all.filter(({ language }) => languages.includes(language));
  // Somebody whose languages there is nothing in trains in English, rather than not at all.
  const cases = known.length > 0 ? known : all.filter(({ language }) => language === "en");
  const answers = await readAnswers(on, accountId);
  const ids = new Set(cases.map(({ id }) => id));
  const right = answers.filter((each) => each.isRight && ids.has(each.trainingCase)).length;
  return { cases, answers, needed: Math.min(NEEDED, cases.length), right };
}

export type TrainError =
  | { readonly type: "trustee/not-in-office" }
  | { readonly type: "training/not-found"; readonly id: string };

/**
 * Judges a training case, in the caller's transaction. What was wrong can be judged again; who has judged enough of them rightly is certified, and
 * can be drawn.
 */
export async function judgeTraining(
  ctx: TrusteeCtx,
  on: Statements,
  { accountId, id, verdict }: { readonly accountId: string; readonly id: string; readonly verdict: Verdict },
): Promise<Result<{ isRight: boolean; why: string; isCertified: boolean }, TrainError>> {
  const trustee = await lockTrustee(on, accountId);
  if (trustee === null || !isInOffice(trustee)) return err({ type: "trustee/not-in-office" });
  const { cases } = await trainingOf(on, trustee);
  const judged = cases.find((each) => each.id === id);
  if (judged === undefined) return err({ type: "training/not-found", id });
  const now = ctx.clock.now();
  const isRight = judged.verdicts.includes(verdict);
  await saveAnswer(on, accountId, { trainingCase: id, verdict, isRight, at: now });
  const { right, needed } = await trainingOf(on, trustee);
  const isCertified = right >= needed;
  if (isCertified && trustee.certifiedAt === null) {
    const state = trustee.state === "training" ? "active" : trustee.state;
    await saveTrustee(on, { ...trustee, state, certifiedAt: now }, now);
    const key = await findCurrentKey(on, accountId, now);
    await appendEntry(ctx, on, "private", {
      kind: "trustee.certified",
      body: { trustee: accountId, right, key: key?.trustee ?? null },
    });
  }
  return ok({ isRight, why: judged.why, isCertified });
}
