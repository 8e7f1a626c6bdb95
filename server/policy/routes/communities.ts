import { z } from "zod";
import type { RuleChange } from "#moderation/policy/edit.ts";
import type { Permission } from "../../admin/permissions.ts";
import type { Call, Routes } from "../../api/call.ts";
import { idOf } from "../../api/ids.ts";
import { Refusal } from "../../api/refusal.ts";
import { refuse } from "../../api/refuse.ts";
import type { Viewer } from "../../api/viewer.ts";
import { described } from "../../desk/described.ts";
import {
  changeRuleOfCommunity,
  decideForCommunity,
  findRuled,
  type RuledCommunity,
  rulesOfCommunity,
} from "../communities.ts";
import { listHolds } from "../holds/list.ts";
import { heldEntity, heldSchema } from "./held.ts";
import { rule, ruleEntity } from "./shapes.ts";

const number = z.coerce.number().int().min(0).max(2_147_483_647);
const saving = {
  note: z.string().max(1_000).default(""),
  based_on: number.optional().describe("The version that was looked at; one saved since is a conflict"),
};
const rules = z.object({ version: z.number().int().nullable(), rules: z.array(rule) });
const done = z.object({});

/** The rules of one community beside the node's, and what they hold back: for its owners, who see no others. */
export const communityPolicyRoutes: Routes = {
  "GET /api/folkmoot/v1/communities/:id/policy": described(
    {
      summary: "The rules of a community about what is posted in it",
      permission: null,
      output: rules,
    },
    async (call) => {
      const community = await communityOf(call, "policy.read");
      return rulesOf(call, community);
    },
  ),

  "PUT /api/folkmoot/v1/communities/:id/policy/rules/:rule": described(
    {
      summary:
        "Adds a rule to a community, or writes one of its rules anew, in the form that it has in a file",
      permission: null,
      input: z.strictObject({ rule: z.record(z.string(), z.unknown()), ...saving }),
      output: rules,
    },
    async (call, { rule: written, note, based_on: basedOn = null }) => {
      const community = await communityOf(call, "policy.change");
      const change = { type: "put", rule: { ...written, id: call.path.rule } } as const;
      return save(call, community, change, { note, basedOn });
    },
  ),

  "PATCH /api/folkmoot/v1/communities/:id/policy/rules/:rule": described(
    {
      summary: "Turns a rule of a community on or off, or puts it on trial",
      permission: null,
      input: z.strictObject({
        enabled: z.boolean().optional(),
        mode: z.enum(["live", "dry"]).optional(),
        ...saving,
      }),
      output: rules,
    },
    async (call, { enabled, mode, note, based_on: basedOn = null }) => {
      const community = await communityOf(call, "policy.change");
      const members = { ...(enabled !== undefined && { enabled }), ...(mode !== undefined && { mode }) };
      return save(call, community, { type: "set", members }, { note, basedOn });
    },
  ),

  "DELETE /api/folkmoot/v1/communities/:id/policy/rules/:rule": described(
    {
      summary: "Takes a rule of a community out",
      permission: null,
      input: z.strictObject(saving),
      output: rules,
    },
    async (call, { note, based_on: basedOn = null }) => {
      const community = await communityOf(call, "policy.change");
      return save(call, community, { type: "remove" }, { note, basedOn });
    },
  ),

  "GET /api/folkmoot/v1/communities/:id/holds": described(
    {
      summary: "Posts that a community's rules keep it from passing on, the longest first",
      permission: null,
      input: z.strictObject({
        after: z.uuid().optional(),
        limit: z.coerce.number().int().min(1).max(100).default(40),
      }),
      output: z.object({ items: z.array(heldSchema), total: z.number() }),
    },
    async (call, { after = null, limit }) => {
      const { id } = await communityOf(call, "hold.release");
      const filter = { communityId: id, kind: "boost" as const };
      const { items, total } = await listHolds(call.ctx, filter, { after, limit });
      return { items: items.map(heldEntity), total };
    },
  ),

  "POST /api/folkmoot/v1/communities/:id/holds/:hold/release": described(
    { summary: "The community passes it on", permission: null, output: done },
    (call) => decide(call, "release"),
  ),

  "POST /api/folkmoot/v1/communities/:id/holds/:hold/refuse": described(
    { summary: "The community does not pass it on", permission: null, output: done },
    (call) => decide(call, "refuse"),
  ),
};

type OfViewer = Call<Viewer>;

/** @throws Refusal with 404 for who neither looks after the community in the path nor has the permission for the whole node */
async function communityOf({ ctx, viewer, path }: OfViewer, permission: Permission): Promise<RuledCommunity> {
  const community = await findRuled(ctx, viewer, idOf(path.id), permission);
  if (community === null) throw Refusal.notFound();
  return community;
}

async function rulesOf({ ctx }: OfViewer, community: RuledCommunity) {
  const { version, rules: own } = await rulesOfCommunity(ctx, community);
  return { version: version === 0 ? null : version, rules: own.map(ruleEntity) };
}

async function save(
  call: OfViewer,
  community: RuledCommunity,
  change: RuleChange,
  saved: { note: string; basedOn: number | null },
) {
  const { ctx, viewer, path } = call;
  const changed = await changeRuleOfCommunity(
    ctx,
    viewer.accountId,
    community,
    path.rule ?? "",
    change,
    saved,
  );
  if (!changed.ok) throw refuse(changed.error);
  return rulesOf(call, community);
}

async function decide(call: OfViewer, decision: "release" | "refuse") {
  const community = await communityOf(call, "hold.release");
  const { ctx, viewer, path } = call;
  const decided = await decideForCommunity(ctx, viewer, community, { holdId: idOf(path.hold), decision });
  if (!decided.ok) throw refuse(decided.error);
  return {};
}
