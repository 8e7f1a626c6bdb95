import type { Statements } from "../../ports.ts";
import type { TrusteeCtx } from "../ports.ts";
import { insertTrainingCase, readOwnCases, retireTrainingCase } from "../store/training.ts";
import type { TrainingCase } from "./case.ts";

/** Adds a case of the node's own to what its trustees train on. @returns its id */
export async function addTrainingCase(
  ctx: TrusteeCtx,
  on: Statements,
  { by, ...made }: Omit<TrainingCase, "id"> & { readonly by: string },
): Promise<string> {
  const id = ctx.ids.next();
  await insertTrainingCase(on, { ...made, id, createdBy: by, createdAt: ctx.clock.now() });
  return id;
}

/** Nobody trains on it any more. @returns false for one that is not in use */
export function retireTraining(ctx: TrusteeCtx, on: Statements, id: string): Promise<boolean> {
  return retireTrainingCase(on, id, ctx.clock.now());
}

/** The node's own, in use. */
export function ownTrainingCases(on: Statements): Promise<TrainingCase[]> {
  return readOwnCases(on);
}
