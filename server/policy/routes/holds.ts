import { z } from "zod";
import type { Moderator } from "../../admin/may-act.ts";
import type { Routes } from "../../api/call.ts";
import { idOf } from "../../api/ids.ts";
import { Refusal } from "../../api/refusal.ts";
import { refuse } from "../../api/refuse.ts";
import type { Viewer } from "../../api/viewer.ts";
import { described } from "../../desk/described.ts";
import { refuseHold, releaseHold } from "../holds/decide.ts";
import { heldKinds } from "../holds/decision.ts";
import { listHolds, readHold } from "../holds/list.ts";
import { heldEntity, heldSchema } from "./held.ts";

const filterSchema = z.strictObject({
  rule: z.string().max(200).optional().describe("The id of a rule; held-account for accounts that are held"),
  kind: z.enum(heldKinds).optional(),
  domain: z.string().max(300).optional(),
  account: z.uuid().optional(),
});

const done = z.object({});

/** What waits for a moderator. */
export const holdRoutes: Routes = {
  "GET /api/folkmoot/v1/holds": described(
    {
      summary: "What rules hold until a moderator has looked at it, the longest first",
      permission: "hold.release",
      input: filterSchema.extend({
        after: z.uuid().optional(),
        limit: z.coerce.number().int().min(1).max(100).default(40),
      }),
      output: z.object({ items: z.array(heldSchema), total: z.number() }),
    },
    async ({ ctx }, { after = null, limit, ...filter }) => {
      const { items, total } = await listHolds(ctx, filterOf(filter), { after, limit });
      return { items: items.map(heldEntity), total };
    },
  ),

  "GET /api/folkmoot/v1/holds/:id": described(
    { summary: "One of them", permission: "hold.release", output: heldSchema },
    async ({ ctx, path }) => {
      const item = await readHold(ctx, idOf(path.id));
      if (item === null) throw Refusal.notFound();
      return heldEntity(item);
    },
  ),

  "POST /api/folkmoot/v1/holds/:id/release": described(
    {
      summary: "Lets it go: it is taken in or published as if it had come now",
      permission: "hold.release",
      output: done,
    },
    async ({ ctx, viewer, path }) => {
      const released = await releaseHold(ctx, moderator(viewer), idOf(path.id));
      if (!released.ok) throw refuse(released.error);
      return {};
    },
  ),

  "POST /api/folkmoot/v1/holds/:id/refuse": described(
    {
      summary: "Gives it up; an author of this node is told",
      permission: "hold.release",
      input: z.strictObject({ reason: z.string().max(1_000).default("") }),
      output: done,
    },
    async ({ ctx, viewer, path }, { reason }) => {
      const refused = await refuseHold(ctx, moderator(viewer), idOf(path.id), { reason });
      if (!refused.ok) throw refuse(refused.error);
      return {};
    },
  ),

  "POST /api/folkmoot/v1/holds/decide": described(
    {
      summary: "Decides about all that a filter finds, in the background",
      permission: "hold.release",
      status: 202,
      input: filterSchema.extend({
        decision: z.enum(["release", "refuse"]),
        reason: z.string().max(1_000).default(""),
      }),
      output: z.object({ about: z.number().describe("How many there are, up to 10,000") }),
    },
    async ({ ctx, viewer }, { decision, reason, ...given }) => {
      const filter = filterOf(given);
      const { total } = await listHolds(ctx, filter, { after: null, limit: 1 });
      const until = ctx.ids.next();
      await ctx.chores.add({
        kind: "decide-holds",
        decision,
        by: moderator(viewer),
        filter,
        until,
        reason,
      });
      return { about: total };
    },
  ),
};

function filterOf({ rule, kind, domain, account }: z.output<typeof filterSchema>) {
  return {
    ...(rule !== undefined && { ruleId: rule }),
    ...(kind !== undefined && { kind }),
    ...(domain !== undefined && { domain }),
    ...(account !== undefined && { accountId: account }),
  };
}

function moderator({ accountId, role }: Viewer): Moderator {
  return { accountId, role };
}
