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
import { type Held, type HeldItem, listHolds, readHold } from "../holds/list.ts";

const becauseSchema = z.object({
  rule_id: z.string(),
  rule: z.string(),
  facts: z.record(z.string(), z.unknown()),
});

const heldSchema = z.object({
  id: z.string(),
  kind: z.enum(heldKinds),
  subject: z.string().describe("The id of the post or account"),
  account_id: z.string(),
  handle: z.string().nullable(),
  domain: z.string().nullable(),
  community_id: z.string().nullable(),
  content: z.unknown().describe("What waits; null once it is decided"),
  because: z.array(becauseSchema),
  state: z.enum(["held", "releasing", "released", "refused", "expired"]),
  held_at: z.string(),
  expires_at: z.string(),
  decided_at: z.string().nullable(),
});

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
      return { items: items.map(entity), total };
    },
  ),

  "GET /api/folkmoot/v1/holds/:id": described(
    { summary: "One of them", permission: "hold.release", output: heldSchema },
    async ({ ctx, path }) => {
      const item = await readHold(ctx, idOf(path.id));
      if (item === null) throw Refusal.notFound();
      return entity(item);
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

function entity(item: HeldItem | Held): z.input<typeof heldSchema> {
  return {
    id: item.id,
    kind: item.kind,
    subject: item.subjectIri,
    account_id: item.accountId,
    handle: "handle" in item ? item.handle : null,
    domain: item.domain,
    community_id: item.communityId,
    content: item.content,
    because: item.because.map(({ ruleId, ruleName, facts }) => ({ rule_id: ruleId, rule: ruleName, facts })),
    state: item.state,
    held_at: item.heldAt.toISOString(),
    expires_at: item.expiresAt.toISOString(),
    decided_at: item.decidedAt?.toISOString() ?? null,
  };
}
