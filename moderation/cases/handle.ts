import { err, ok, type Result } from "#protocol/result.ts";
import type { Statements } from "../ports.ts";
import type { CaseCtx } from "./ports.ts";
import { lockRow } from "./store/change.ts";
import { readEvents } from "./store/events.ts";
import type { CaseRow } from "./store/row.ts";
import type { CaseEvent, Handler } from "./words.ts";

/** Which case, and which version of it somebody saw. */
export interface SeenCase {
  readonly caseId: string;
  /** Null for what is right whatever happened meanwhile. */
  readonly version: number | null;
}

export type HandleError =
  | { readonly type: "case/not-found"; readonly caseId: string }
  /** It is about themselves, or they have reported it. */
  | { readonly type: "case/own"; readonly caseId: string }
  /** Somebody else was quicker: what they did, the newest last. */
  | {
      readonly type: "case/changed-meanwhile";
      readonly caseId: string;
      readonly version: number;
      readonly since: readonly CaseEvent[];
    };

const MOST_TOLD = 10;

/** It is too grave for a community alone: the moderators of the node decide it. */
export interface GraveError {
  readonly type: "case/for-moderators";
  readonly caseId: string;
}

/** From this severity on the moderators of the node decide a case. */
const GRAVE = 3;

/** Whether a case is left to the moderators of the node by somebody who looks after a community alone. */
export function isForNode({ communities }: Handler, { severity }: Pick<CaseRow, "severity">): boolean {
  return communities !== null && severity >= GRAVE;
}

/** Whether somebody sees a case at all. */
export function sees({ communities }: Handler, { communityId }: { communityId: string | null }): boolean {
  return communities === null || (communityId !== null && communities.includes(communityId));
}

/** A case, locked, for somebody who is about to do something with it. */
export async function take(
  ctx: Pick<CaseCtx, "cases">,
  on: Statements,
  by: Handler,
  { caseId, version }: SeenCase,
): Promise<Result<CaseRow, HandleError>> {
  const row = await lockRow(on, caseId);
  if (row === null || !sees(by, row)) return err({ type: "case/not-found", caseId });
  if (await ctx.cases.isConcerned(on, by.accountId, caseId)) return err({ type: "case/own", caseId });
  if (version === null || version === row.version) return ok(row);
  const most = Math.min(Math.max(row.version - version, 1), MOST_TOLD);
  const since = await readEvents(on, caseId, most);
  return err({ type: "case/changed-meanwhile", caseId, version: row.version, since });
}
