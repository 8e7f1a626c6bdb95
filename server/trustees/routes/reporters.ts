import { z } from "zod";
import type { Routes } from "../../api/call.ts";
import { idOf } from "../../api/ids.ts";
import { refuse } from "../../api/refuse.ts";
import { described } from "../../desk/described.ts";
import { outcomeEntity, outcomeSchema } from "../entities.ts";
import { appealAboutReport, outcomesOfReport } from "../outcomes.ts";

/** What panels have decided, for those who reported it. */
export const reporterRoutes: Routes = {
  "GET /api/folkmoot/v1/my/reports/:id/decisions": described(
    {
      summary: "What panels have decided on a report of one's own, with one's appeals",
      permission: null,
      output: z.array(outcomeSchema),
    },
    async ({ ctx, viewer, path }) => {
      const found = await outcomesOfReport(ctx, { reportId: idOf(path.id), accountId: viewer.accountId });
      return found.map((outcome) => outcomeEntity(outcome, ctx.uris));
    },
  ),
  "POST /api/folkmoot/v1/my/reports/:id/appeal": described(
    {
      summary: "Appeals against what a panel has decided on a report of one's own: a larger panel hears it",
      permission: null,
      input: z.strictObject({ decision_id: z.uuid(), text: z.string().max(20_000) }),
      output: z.object({ id: z.string() }),
      status: 201,
    },
    async ({ ctx, viewer, path }, { decision_id: decisionId, text }) => {
      const { accountId } = viewer;
      const made = await appealAboutReport(ctx, { reportId: idOf(path.id), decisionId, accountId, text });
      if (!made.ok) throw refuse(made.error);
      return { id: made.value.appealId };
    },
  ),
};
