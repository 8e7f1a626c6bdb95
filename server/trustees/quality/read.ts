import type { Category } from "#moderation/category.ts";
import type { NodeFigures, OwnFigures } from "#moderation/trustees/quality/figures.ts";
import { nodeFigures, ownRecord } from "#moderation/trustees/quality/read.ts";
import { repeatFor } from "#moderation/trustees/quality/repeat.ts";
import type { TrainingCase } from "#moderation/trustees/training/case.ts";
import type { Ctx } from "../../context.ts";
import { statementsOn } from "../../desk/moderation.ts";
import { readOwnOffice } from "../read.ts";
import { readTraining } from "../training.ts";

type Deps = Pick<Ctx, "sql" | "clock" | "ids" | "db">;

/** A trustee's record as they see it themselves. */
export interface OwnRecord {
  /** When it was found; null before their first panel has. */
  readonly at: Date | null;
  readonly figures: OwnFigures | null;
  /** Topics in which panels often decided otherwise than they first voted, and training cases about them. */
  readonly repeat: readonly { readonly topic: Category; readonly cases: readonly TrainingCase[] }[];
}

/** Null for who was never a trustee. */
export async function readOwnRecord(ctx: Deps, accountId: string): Promise<OwnRecord | null> {
  const office = await readOwnOffice(ctx, accountId);
  if (office === null || office.trustee.consentedAt === null) return null;
  const found = await ownRecord(statementsOn(ctx.sql), accountId);
  const { cases } = await readTraining(ctx, office.trustee);
  return {
    at: found?.at ?? null,
    figures: found?.figures ?? null,
    repeat: repeatFor(found?.figures.judgements?.topics ?? [], cases),
  };
}

/** What can be said of all judgements here; null before there are any. */
export function readQuality(ctx: Pick<Ctx, "sql">): Promise<{ at: Date; figures: NodeFigures } | null> {
  return nodeFigures(statementsOn(ctx.sql));
}
