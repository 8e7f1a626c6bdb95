import { z } from "zod";
import { verdicts } from "#protocol/moot/vote.ts";
import type { Call, Routes } from "../../api/call.ts";
import { Refusal } from "../../api/refusal.ts";
import { refuse } from "../../api/refuse.ts";
import type { Viewer } from "../../api/viewer.ts";
import { described } from "../../desk/described.ts";
import { ownOfficeEntity, ownOfficeSchema, trainingEntity, trainingSchema } from "../entities.ts";
import { answer, chooseKey, describe, leave, pause, resume, train } from "../office.ts";
import { readOwnOffice } from "../read.ts";
import { readTraining } from "../training.ts";

const words = z.array(z.string().max(100)).max(50);
const nothing = z.strictObject({});

async function own({ ctx, viewer }: Pick<Call<Viewer>, "ctx" | "viewer">) {
  const office = await readOwnOffice(ctx, viewer.accountId);
  if (office === null) throw Refusal.notFound();
  return office;
}

/** What somebody says of their own office as a trustee. */
export const ownOfficeRoutes: Routes = {
  "GET /api/folkmoot/v1/trustee": described(
    { summary: "Your office as a trustee, or your invitation", permission: null, output: ownOfficeSchema },
    async (call) => ownOfficeEntity(await own(call)),
  ),
  "POST /api/folkmoot/v1/trustee/answer": described(
    {
      summary: "Consents to be a trustee, or declines",
      permission: null,
      input: z.strictObject({ consents: z.boolean() }),
      output: ownOfficeSchema,
    },
    async (call, { consents }) => {
      const { ctx, viewer } = call;
      const answered = await answer(ctx, { accountId: viewer.accountId, consents });
      if (!answered.ok) throw refuse(answered.error);
      return ownOfficeEntity(await own(call));
    },
  ),
  "PUT /api/folkmoot/v1/trustee": described(
    {
      summary: "Says what you know about, and what you have a stake in",
      permission: null,
      input: z.strictObject({
        languages: words,
        regions: words.default([]),
        topics: words.default([]),
        interests: z
          .array(z.strictObject({ kind: z.enum(["domain", "account", "topic"]), value: z.string().max(500) }))
          .max(200)
          .default([]),
      }),
      output: ownOfficeSchema,
    },
    async (call, said) => {
      const { ctx, viewer } = call;
      const described = await describe(ctx, { accountId: viewer.accountId, ...said });
      if (!described.ok) throw refuse(described.error);
      return ownOfficeEntity(await own(call));
    },
  ),
  "POST /api/folkmoot/v1/trustee/key": described(
    {
      summary:
        "Chooses what you sign with: a key of yours, shown by a proof, or one that the node makes and keeps",
      permission: null,
      input: z.strictObject({ proof: z.record(z.string(), z.unknown()).nullable() }),
      output: ownOfficeSchema,
    },
    async (call, { proof }) => {
      const { ctx, viewer } = call;
      const chosen = await chooseKey(ctx, { accountId: viewer.accountId, proof });
      if (!chosen.ok) throw refuse(chosen.error);
      return ownOfficeEntity(await own(call));
    },
  ),
  "POST /api/folkmoot/v1/trustee/pause": described(
    {
      summary: "Is not drawn for a while",
      permission: null,
      input: z.strictObject({
        until: z.iso.datetime({ offset: true }).nullable().default(null),
        leaves_panels: z.boolean().default(false),
      }),
      output: ownOfficeSchema,
    },
    async (call, { until, leaves_panels: leavesPanels }) => {
      const { ctx, viewer } = call;
      const paused = await pause(ctx, {
        accountId: viewer.accountId,
        until: until === null ? null : new Date(until),
        leavesPanels,
      });
      if (!paused.ok) throw refuse(paused.error);
      return ownOfficeEntity(await own(call));
    },
  ),
  "POST /api/folkmoot/v1/trustee/resume": described(
    { summary: "Is drawn again", permission: null, input: nothing, output: ownOfficeSchema },
    async (call) => {
      const resumed = await resume(call.ctx, call.viewer.accountId);
      if (!resumed.ok) throw refuse(resumed.error);
      return ownOfficeEntity(await own(call));
    },
  ),
  "POST /api/folkmoot/v1/trustee/leave": described(
    { summary: "Is no trustee any more", permission: null, input: nothing, output: ownOfficeSchema },
    async (call) => {
      const left = await leave(call.ctx, call.viewer.accountId);
      if (!left.ok) throw refuse(left.error);
      return ownOfficeEntity(await own(call));
    },
  ),
  "GET /api/folkmoot/v1/trustee/training": described(
    { summary: "Cases to train on, and how far you are", permission: null, output: trainingSchema },
    async (call) => {
      const { trustee } = await own(call);
      return trainingEntity(await readTraining(call.ctx, trustee));
    },
  ),
  "POST /api/folkmoot/v1/trustee/training/:id": described(
    {
      summary: "Judges a training case",
      permission: null,
      input: z.strictObject({ verdict: z.enum(verdicts) }),
      output: z.object({ right: z.boolean(), why: z.string(), certified: z.boolean() }),
    },
    async ({ ctx, viewer, path }, { verdict }) => {
      const judged = await train(ctx, { accountId: viewer.accountId, id: path.id ?? "", verdict });
      if (!judged.ok) throw refuse(judged.error);
      const { isRight, why, isCertified } = judged.value;
      return { right: isRight, why, certified: isCertified };
    },
  ),
};
