import { z } from "zod";
import { createDataset, publishAdvice } from "#moderation/advice/publish.ts";
import { listChanges, listDatasets } from "#moderation/advice/published.ts";
import { changeDocument, datasetDocument } from "#moderation/advice/write-fires.ts";
import { isFilter } from "#moderation/filter.ts";
import type { Routes } from "../api/call.ts";
import { idOf } from "../api/ids.ts";
import { refuse } from "../api/refuse.ts";
import { described } from "../desk/described.ts";
import { moderationOf } from "../desk/moderation.ts";

const dataset = z.object({ id: z.string(), name: z.string(), summary: z.string(), url: z.string() });
const document = z.record(z.string(), z.unknown());

/** The node's own advice, as those who look after it write it; others read it by FIRES (`server/web/public`). */
export const adviceRoutes: Routes = {
  "GET /api/folkmoot/v1/datasets": described(
    {
      summary: "The datasets of this node's own advice",
      permission: "domain.read",
      output: z.array(dataset),
    },
    async ({ ctx }) =>
      (await listDatasets(moderationOf(ctx))).map((each) => ({
        ...{ id: each.id, name: each.name, summary: each.summary },
        url: datasetDocument(ctx.uris.origin, each).id,
      })),
  ),

  "POST /api/folkmoot/v1/datasets": described(
    {
      summary: "Makes a dataset of advice, which others can subscribe to",
      permission: "advice.publish",
      input: z.object({ name: z.string().min(1).max(200), summary: z.string().max(2_000).default("") }),
      output: dataset,
      status: 201,
    },
    async ({ ctx, viewer }, given) => {
      const made = await createDataset(moderationOf(ctx), viewer.accountId, given);
      const url = datasetDocument(ctx.uris.origin, made).id;
      return { id: made.id, name: made.name, summary: made.summary, url };
    },
  ),

  "GET /api/folkmoot/v1/datasets/:id/changes": described(
    {
      summary: "The records of a dataset, the oldest first",
      permission: "domain.read",
      input: z.object({ since: z.uuid().optional() }),
      output: z.array(document),
    },
    async ({ ctx, path }, { since }) => {
      const { changes } = await listChanges(moderationOf(ctx), idOf(path.id), since ?? null);
      return changes.map((change) => changeDocument(ctx.uris.origin, change));
    },
  ),

  "POST /api/folkmoot/v1/datasets/:id/changes": described(
    {
      summary: "Publishes an advisory, a recommendation, a retraction or a tombstone",
      permission: "advice.publish",
      input: z.object({
        type: z.enum(["advisory", "recommendation", "retraction", "tombstone"]),
        entity: z.enum(["domain", "actor"]).default("domain"),
        key: z.string().max(2_048).describe("a domain, or an actor's address"),
        labels: z.array(z.url()).max(50).default([]),
        policy: z.enum(["accept", "filter", "reject", "drop"]).nullable().default(null),
        filters: z.array(z.string().refine(isFilter, "is no filter")).max(50).default([]),
        comment: z.string().max(2_000).default(""),
      }),
      output: document,
      status: 201,
    },
    async ({ ctx, viewer, path }, advice) => {
      const made = await publishAdvice(moderationOf(ctx), viewer.accountId, idOf(path.id), advice);
      if (!made.ok) throw refuse(made.error);
      return changeDocument(ctx.uris.origin, made.value);
    },
  ),
};
