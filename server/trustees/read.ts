import { readCaseForPanel } from "#moderation/cases/panel.ts";
import type { Case } from "#moderation/cases/words.ts";
import { type Evidence, evidenceOf } from "#moderation/evidence/read.ts";
import type { LeaveError } from "#moderation/trustees/panels/leave.ts";
import {
  type HeardAppeal,
  isSeatedFor,
  listHeardAppeals,
  type OwnPanel,
  type PanelOf,
  panelsOf,
  readOwnPanel,
} from "#moderation/trustees/panels/read.ts";
import { currentKeyOf, interestsOf, listAllTrustees, trusteeOf } from "#moderation/trustees/read.ts";
import type { Interest, Trustee, TrusteeKey } from "#moderation/trustees/trustee.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";
import { type OfficeLine, readComplaints, readOffices } from "./store.ts";

type Deps = Pick<Ctx, "sql" | "clock" | "ids" | "db">;

/** A trustee as they see themselves. */
export interface OwnOffice {
  readonly trustee: Trustee;
  /** What they sign with; null before they have chosen one. */
  readonly key: TrusteeKey | null;
  readonly interests: readonly Interest[];
}

/** Null for who was never asked. */
export async function readOwnOffice(ctx: Deps, accountId: string): Promise<OwnOffice | null> {
  const on = statementsOn(ctx.sql);
  const trustee = await trusteeOf(on, accountId);
  if (trustee === null) return null;
  const [key, interests] = await Promise.all([
    currentKeyOf(on, accountId, ctx.clock.now()),
    interestsOf(on, accountId),
  ]);
  return { trustee, key, interests };
}

export function listOffices(
  ctx: Pick<Ctx, "sql">,
  page: { states: readonly Trustee["state"][]; after: string | null; limit: number },
): Promise<Trustee[]> {
  return listAllTrustees(statementsOn(ctx.sql), page);
}

/** A panel with what its members judge by: what was reported, as it was, and what was said of it, without who said so. */
export interface PanelFile extends OwnPanel {
  readonly case: Case;
  readonly evidence: readonly Evidence[];
  readonly complaints: readonly { topic: string; comment: string; createdAt: Date }[];
}

export async function readPanelFile(
  ctx: Deps,
  seat: { readonly panelId: string; readonly accountId: string },
): Promise<Result<PanelFile, LeaveError>> {
  const on = statementsOn(ctx.sql);
  const own = await readOwnPanel(on, seat);
  if (!own.ok) return own;
  const { caseId } = own.value.panel;
  const found = await readCaseForPanel(moderationOf(ctx), caseId);
  if (found === null) return err({ type: "panel/not-found", panelId: seat.panelId });
  // Who has left the panel has no part in the case any more.
  const hasLeft = own.value.seat.leftAt !== null;
  const [evidence, complaints] = hasLeft
    ? [[], []]
    : await Promise.all([evidenceOf(moderationOf(ctx), caseId), readComplaints(ctx.sql, caseId)]);
  // What those said who reported is in the complaints, without who they are.
  const shown = evidence.filter(({ kind }) => kind !== "comment");
  return ok({ ...own.value, case: found, evidence: shown, complaints });
}

export function listOwnPanels(
  ctx: Pick<Ctx, "sql">,
  accountId: string,
  page: { before: string | null; limit: number },
): Promise<PanelOf[]> {
  return panelsOf(statementsOn(ctx.sql), accountId, page);
}

/** Whether somebody sits in a panel for a case that has not decided yet: what it is judged by is theirs to see. */
export function sitsFor(ctx: Pick<Ctx, "sql">, accountId: string, caseId: string): Promise<boolean> {
  return isSeatedFor(statementsOn(ctx.sql), accountId, caseId);
}

const MOST_HEARD = 100;

/** Appeals that wait for a panel's decision, the oldest hundred: not those that are somebody's own, or about them. */
export function appealsHeard(ctx: Pick<Ctx, "sql">, accountId: string): Promise<HeardAppeal[]> {
  return listHeardAppeals(statementsOn(ctx.sql), { notBy: accountId, limit: MOST_HEARD });
}

export type { OfficeLine } from "./store.ts";

/** Trustees by name, for the desk. */
export function searchOffices(
  ctx: Pick<Ctx, "sql">,
  page: { q: string; state: Trustee["state"] | null; offset: number; limit: number },
): Promise<OfficeLine[]> {
  return readOffices(ctx.sql, page);
}
