import { sees } from "#moderation/cases/handle.ts";
import { lockForPanel } from "#moderation/cases/panel.ts";
import type { Handler } from "#moderation/cases/words.ts";
import { type DissolveError, dissolvePanel } from "#moderation/trustees/panels/dissolve.ts";
import { type OpenPanelError, openPanel } from "#moderation/trustees/panels/open.ts";
import { type Panel, sits } from "#moderation/trustees/panels/panel.ts";
import { panelById, panelsOfCase } from "#moderation/trustees/panels/read.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { ActDeps } from "../actions/act.ts";
import { record } from "../admin/audit.ts";
import { casesOf } from "../cases/ports.ts";
import { statementsOn } from "../desk/moderation.ts";
import { withTrustees } from "./ports.ts";
import { actionToReview, languageOf } from "./store.ts";

export type PutBeforePanelError =
  | OpenPanelError
  | { readonly type: "case/not-found"; readonly caseId: string }
  | { readonly type: "case/own"; readonly caseId: string }
  | { readonly type: "case/closed"; readonly caseId: string }
  | {
      readonly type: "case/changed-meanwhile";
      readonly caseId: string;
      readonly version: number;
      readonly since: [];
    };

/**
 * Puts an open case before a panel. What was done in it already, in an emergency, is what the panel confirms or replaces.
 *
 * @param input.version the version of the case that was seen; null for who saw none
 */
export async function putBeforePanel(
  ctx: ActDeps,
  by: Handler,
  { caseId, version }: { readonly caseId: string; readonly version: number | null },
): Promise<Result<Panel, PutBeforePanelError>> {
  return withTrustees<Panel, PutBeforePanelError>(ctx, async ({ trustees, on, tx }) => {
    const found = await lockForPanel(ctx, on, caseId);
    if (found === null || !sees(by, found)) return err({ type: "case/not-found", caseId });
    if (await casesOf(ctx, tx).cases.isConcerned(on, by.accountId, caseId))
      return err({ type: "case/own", caseId });
    if (found.closedAt !== null) return err({ type: "case/closed", caseId });
    if (version !== null && version !== found.version)
      return err({ type: "case/changed-meanwhile", caseId, version: found.version, since: [] });
    return openPanel(trustees, on, {
      caseId,
      level: 0,
      subject: { kind: found.subject.kind, isLocal: found.domain === null },
      language: await languageOf(tx, caseId),
      reviews: await actionToReview(tx, caseId),
      heard: null,
      by: by.accountId,
    });
  });
}

/** Ends a panel before it has decided: by who may, with a reason that its members get. */
export async function dissolve(
  ctx: ActDeps,
  by: { readonly accountId: string },
  { panelId, reason }: { readonly panelId: string; readonly reason: string },
): Promise<Result<void, DissolveError>> {
  return withTrustees(ctx, async ({ trustees, on, tx }) => {
    const done = await dissolvePanel(trustees, on, { panelId, by: by.accountId, reason });
    if (!done.ok) return done;
    await record(ctx, tx, {
      by: by.accountId,
      action: "panel.dissolved",
      target: panelId,
      details: { reason },
    });
    return ok();
  });
}

/** Panels of a case, the first one first. */
export function panelsFor(ctx: Pick<ActDeps, "sql">, caseId: string): Promise<Panel[]> {
  return panelsOfCase(statementsOn(ctx.sql), caseId);
}

/** The same, each with how many sit in it now. */
export async function panelsWithSeats(
  ctx: Pick<ActDeps, "sql">,
  caseId: string,
): Promise<{ panel: Panel; sitting: number }[]> {
  const on = statementsOn(ctx.sql);
  const panels = await panelsOfCase(on, caseId);
  return Promise.all(
    panels.map(async (panel) => {
      const found = await panelById(on, panel.id);
      return { panel, sitting: found?.members.filter(sits).length ?? 0 };
    }),
  );
}
