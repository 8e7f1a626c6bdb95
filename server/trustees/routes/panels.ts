import { z } from "zod";
import { verdicts } from "#protocol/moot/vote.ts";
import type { Result } from "#protocol/result.ts";
import type { Call, Routes } from "../../api/call.ts";
import { idOf } from "../../api/ids.ts";
import { Refusal } from "../../api/refusal.ts";
import { refuse } from "../../api/refuse.ts";
import type { Viewer } from "../../api/viewer.ts";
import { handlerOf } from "../../cases/handler.ts";
import { described } from "../../desk/described.ts";
import {
  ownPanelEntity,
  ownPanelSchema,
  panelEntity,
  panelFileEntity,
  panelFileSchema,
  panelSchema,
} from "../entities.ts";
import { dissolve, panelsFor, putBeforePanel } from "../panels.ts";
import { listOwnPanels, readPanelFile } from "../read.ts";
import { cast, recuse, say, sign, vote, writeDraftOf } from "../seat.ts";

const document = z.record(z.string(), z.unknown());

const seatOf = ({ viewer, path }: Pick<Call<Viewer>, "viewer" | "path">) => ({
  panelId: idOf(path.id),
  accountId: viewer.accountId,
});

/** The panel as its member sees it after what they did. */
async function shown(call: Call<Viewer>, done: Result<void, Parameters<typeof refuse>[0]>) {
  if (!done.ok) throw refuse(done.error);
  return file(call);
}

async function file(call: Call<Viewer>) {
  const found = await readPanelFile(call.ctx, seatOf(call));
  if (!found.ok) throw refuse(found.error);
  return panelFileEntity(found.value, call.ctx.uris.origin);
}

/** Panels: asked for by the desk, and what their members do in them. */
export const panelRoutes: Routes = {
  "POST /api/folkmoot/v1/cases/:id/panel": described(
    {
      summary: "Puts a case before a panel of trustees, drawn by lot",
      permission: "panel.ask",
      input: z.strictObject({ version: z.number().int() }),
      output: panelSchema,
      status: 201,
    },
    async ({ ctx, viewer, path }, { version }) => {
      const by = await handlerOf(ctx, viewer);
      if (by === null) throw Refusal.forbidden();
      const asked = await putBeforePanel(ctx, by, { caseId: idOf(path.id), version });
      if (!asked.ok) throw refuse(asked.error);
      return panelEntity(asked.value);
    },
  ),
  "GET /api/folkmoot/v1/cases/:id/panels": described(
    {
      summary: "Panels of a case, the first one first",
      permission: "case.read",
      output: z.array(panelSchema),
    },
    async ({ ctx, path }) => (await panelsFor(ctx, idOf(path.id))).map(panelEntity),
  ),
  "POST /api/folkmoot/v1/panels/:id/dissolve": described(
    {
      summary: "Ends a panel before it has decided, for a reason that its members are told",
      permission: "panel.dissolve",
      input: z.strictObject({ reason: z.string() }),
      output: z.object({}),
    },
    async ({ ctx, viewer, path }, { reason }) => {
      const done = await dissolve(ctx, viewer, { panelId: idOf(path.id), reason });
      if (!done.ok) throw refuse(done.error);
      return {};
    },
  ),
  "GET /api/folkmoot/v1/trustee/panels": described(
    {
      summary: "Panels that you sit or sat in, the newest first",
      permission: null,
      input: z.strictObject({
        max_id: z.uuid().optional(),
        limit: z.coerce.number().int().min(1).max(100).default(40),
      }),
      output: z.array(ownPanelSchema),
    },
    async ({ ctx, viewer }, { max_id: before = null, limit }) =>
      (await listOwnPanels(ctx, viewer.accountId, { before, limit })).map(ownPanelEntity),
  ),
  "GET /api/folkmoot/v1/trustee/panels/:id": described(
    { summary: "A panel that you sit in, with what it judges by", permission: null, output: panelFileSchema },
    file,
  ),
  "POST /api/folkmoot/v1/trustee/panels/:id/recuse": described(
    {
      summary: "Leaves your seat to somebody else: you have a stake in the case, or no time for it",
      permission: null,
      input: z.strictObject({ because: z.enum(["stake", "time"]), why: z.string().default("") }),
      output: panelFileSchema,
    },
    async (call, { because, why }) =>
      shown(call, await recuse(call.ctx, { ...seatOf(call), why, hasStake: because === "stake" })),
  ),
  "POST /api/folkmoot/v1/trustee/panels/:id/ballots": described(
    {
      summary: "Casts a ballot that you have signed: a commitment, the vote that it hid, or your final vote",
      permission: null,
      input: z.strictObject({ document }),
      output: panelFileSchema,
    },
    async (call, input) => shown(call, await cast(call.ctx, { ...seatOf(call), ...input })),
  ),
  "POST /api/folkmoot/v1/trustee/panels/:id/vote": described(
    {
      summary:
        "Votes with the key that the node keeps for you: hidden first, and finally once all have talked",
      permission: null,
      input: z.strictObject({
        verdict: z.enum(verdicts),
        days: z.number().int().min(1).max(36_500).nullable().default(null),
        rules: z.array(z.string().max(2_048)).max(16).default([]),
      }),
      output: panelFileSchema,
    },
    async (call, input) => shown(call, await vote(call.ctx, { ...seatOf(call), vote: input })),
  ),
  "POST /api/folkmoot/v1/trustee/panels/:id/messages": described(
    {
      summary: "Says something to the other members",
      permission: null,
      input: z.strictObject({ text: z.string() }),
      output: panelFileSchema,
    },
    async (call, { text }) => shown(call, await say(call.ctx, { ...seatOf(call), text })),
  ),
  "PUT /api/folkmoot/v1/trustee/panels/:id/draft": described(
    {
      summary: "Writes what is to stand in the decision beside the votes, together with the others",
      permission: null,
      input: z.strictObject({
        facts: z.string(),
        reasons: z.string(),
        minority: z.string(),
        version: z.number().int(),
      }),
      output: panelFileSchema,
    },
    async (call, draft) => shown(call, await writeDraftOf(call.ctx, { ...seatOf(call), ...draft })),
  ),
  "POST /api/folkmoot/v1/trustee/panels/:id/signature": described(
    {
      summary:
        "Signs the decision: with your proof on it, or, without a document, with the key that the node keeps",
      permission: null,
      input: z.strictObject({ document: document.nullable() }),
      output: panelFileSchema,
    },
    async (call, input) => shown(call, await sign(call.ctx, { ...seatOf(call), ...input })),
  ),
};
