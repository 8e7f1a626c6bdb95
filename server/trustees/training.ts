import { type Category, isCategory } from "#moderation/category.ts";
import type { TrainingCase } from "#moderation/trustees/training/case.ts";
import { addTrainingCase, ownTrainingCases, retireTraining } from "#moderation/trustees/training/own.ts";
import { starterCases } from "#moderation/trustees/training/starter.ts";
import { type Training, trainingOf } from "#moderation/trustees/training/train.ts";
import { type Verdict, verdicts } from "#protocol/moot/vote.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { ActDeps } from "../actions/act.ts";
import { record } from "../admin/audit.ts";
import { statementsOn } from "../desk/moderation.ts";
import { withTrustees } from "./ports.ts";

export type AddTrainingError = { readonly type: "training/bad"; readonly field: string };

const MOST = { text: 5_000, rule: 1_000, why: 2_000 } as const;

interface NewTraining {
  readonly language: string;
  readonly category: string;
  readonly text: string;
  readonly rule: string;
  readonly verdicts: readonly string[];
  readonly why: string;
}

/** What somebody trains on, and how far they are. */
export function readTraining(
  ctx: Pick<ActDeps, "sql">,
  trustee: { accountId: string; languages: readonly string[] },
): Promise<Training> {
  return trainingOf(statementsOn(ctx.sql), trustee);
}

/** All that is trained on: the node's own, and what comes with the software. */
export async function listTraining(
  ctx: Pick<ActDeps, "sql">,
): Promise<{ own: readonly TrainingCase[]; starter: readonly TrainingCase[] }> {
  return { own: await ownTrainingCases(statementsOn(ctx.sql)), starter: starterCases };
}

/** Adds a case of the node's own to what trustees train on. */
export async function addTraining(
  ctx: ActDeps,
  by: { readonly accountId: string },
  made: NewTraining,
): Promise<Result<{ id: string }, AddTrainingError>> {
  const bad = problemOf(made);
  if (bad !== null) return err({ type: "training/bad", field: bad });
  return withTrustees(ctx, async ({ trustees, on, tx }) => {
    const id = await addTrainingCase(trustees, on, {
      ...made,
      category: made.category as Category,
      verdicts: made.verdicts as Verdict[],
      by: by.accountId,
    });
    await record(ctx, tx, { by: by.accountId, action: "trustee.case-added", target: id, details: {} });
    return ok({ id });
  });
}

function problemOf({ language, category, verdicts: right, ...texts }: NewTraining): string | null {
  if (!/^[a-z]{2,3}$/.test(language)) return "language";
  if (!isCategory(category)) return "category";
  if (right.length === 0 || right.some((each) => !(verdicts as readonly string[]).includes(each)))
    return "verdicts";
  const fields = ["text", "rule", "why"] as const;
  return fields.find((field) => texts[field].trim() === "" || texts[field].length > MOST[field]) ?? null;
}

/** Takes one out of use; answers that were given count no more. */
export function retire(
  ctx: ActDeps,
  by: { readonly accountId: string },
  id: string,
): Promise<Result<void, { readonly type: "training/not-found"; readonly id: string }>> {
  return withTrustees(ctx, async ({ trustees, on, tx }) => {
    if (!(await retireTraining(trustees, on, id))) return err({ type: "training/not-found", id });
    await record(ctx, tx, { by: by.accountId, action: "trustee.case-retired", target: id, details: {} });
    return ok();
  });
}
