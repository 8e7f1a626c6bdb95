import { z } from "zod";
import type { Routes } from "../../api/call.ts";
import { refuse } from "../../api/refuse.ts";
import { described } from "../../desk/described.ts";
import { liftMarks, marksOf } from "../marks/lift.ts";

const marked = z.strictObject({ kind: z.enum(["post", "account"]), id: z.uuid() });
const marks = z.object({ filters: z.array(z.string()), labels: z.array(z.string()) });

/** What rules have made of a post or an account, and that it is taken back. */
export const ruleMarkRoutes: Routes = {
  "GET /api/folkmoot/v1/policy/marks": described(
    {
      summary: "Filters and labels that rules gave a post, or an account because of its profile",
      permission: "case.read",
      input: marked,
      output: marks,
    },
    ({ ctx }, given) => marksOf(ctx, given),
  ),

  "POST /api/folkmoot/v1/policy/marks/lift": described(
    {
      summary:
        "Takes back the filters and labels that rules gave; media and links that were left out come back with an edit alone",
      permission: "action.undo",
      input: marked,
      output: marks.describe("What was lifted"),
    },
    async ({ ctx, viewer }, given) => {
      const { accountId, role } = viewer;
      const lifted = await liftMarks(ctx, { accountId, role }, given);
      if (!lifted.ok) throw refuse(lifted.error);
      return lifted.value;
    },
  ),
};
