import { z } from "zod";
import type { Routes } from "../../api/call.ts";
import { idOf } from "../../api/ids.ts";
import { refuse } from "../../api/refuse.ts";
import { described } from "../../desk/described.ts";
import { trusteeEntity, trusteeSchema } from "../entities.ts";
import { invite, remove } from "../office.ts";
import { listOffices } from "../read.ts";
import { addTraining, retire } from "../training.ts";

const states = ["invited", "declined", "training", "active", "paused", "ended"] as const;
const words = z.array(z.string().max(100)).max(50);

/** Trustees, for those who look after the node. */
export const officeRoutes: Routes = {
  "GET /api/folkmoot/v1/trustees": described(
    {
      summary: "Trustees, and those who were asked to be",
      permission: "trustee.read",
      input: z.strictObject({
        state: z.enum(states).optional(),
        after: z.uuid().optional(),
        limit: z.coerce.number().int().min(1).max(200).default(100),
      }),
      output: z.array(trusteeSchema),
    },
    async ({ ctx }, { state, after = null, limit }) => {
      const found = await listOffices(ctx, { states: state === undefined ? states : [state], after, limit });
      return found.map(trusteeEntity);
    },
  ),
  "POST /api/folkmoot/v1/trustees": described(
    {
      summary: "Asks somebody with an account here to be a trustee",
      permission: "trustee.manage",
      input: z.strictObject({
        account_id: z.uuid(),
        community: z.string().max(253).optional(),
        languages: words,
        regions: words.default([]),
        topics: words.default([]),
        term_months: z.number().int().default(12),
      }),
      output: trusteeSchema,
      status: 201,
    },
    async ({ ctx, viewer }, input) => {
      const { account_id: accountId, community = null, languages, regions, topics } = input;
      const office = { accountId, community, languages, regions, topics, termMonths: input.term_months };
      const invited = await invite(ctx, viewer, office);
      if (!invited.ok) throw refuse(invited.error);
      return trusteeEntity(invited.value);
    },
  ),
  "POST /api/folkmoot/v1/trustees/:id/remove": described(
    {
      summary: "Removes a trustee for a cause, which they are told",
      permission: "trustee.manage",
      input: z.strictObject({ why: z.string() }),
      output: trusteeSchema,
    },
    async ({ ctx, viewer, path }, { why }) => {
      const removed = await remove(ctx, viewer, { accountId: idOf(path.id), why });
      if (!removed.ok) throw refuse(removed.error);
      return trusteeEntity(removed.value);
    },
  ),
  "POST /api/folkmoot/v1/training_cases": described(
    {
      summary: "Adds a case with a known outcome to what trustees train on",
      permission: "trustee.manage",
      input: z.strictObject({
        language: z.string(),
        category: z.string(),
        text: z.string(),
        rule: z.string(),
        verdicts: words,
        why: z.string(),
      }),
      output: z.object({ id: z.string() }),
      status: 201,
    },
    async ({ ctx, viewer }, input) => {
      const added = await addTraining(ctx, viewer, input);
      if (!added.ok) throw refuse(added.error);
      return added.value;
    },
  ),
  "DELETE /api/folkmoot/v1/training_cases/:id": described(
    {
      summary: "Takes a training case out of use",
      permission: "trustee.manage",
      output: z.object({}),
    },
    async ({ ctx, viewer, path }) => {
      const retired = await retire(ctx, viewer, idOf(path.id));
      if (!retired.ok) throw refuse(retired.error);
      return {};
    },
  ),
};
