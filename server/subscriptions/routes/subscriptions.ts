import { z } from "zod";
import type { Routes } from "../../api/call.ts";
import { idOf } from "../../api/ids.ts";
import { refuse } from "../../api/refuse.ts";
import { described } from "../../desk/described.ts";
import { answerDraft, listDrafts } from "../drafts.ts";
import { listSubscriptionEntries } from "../entries.ts";
import type { DomainList } from "../store/lists.ts";
import {
  changeSubscription,
  findSubscription,
  listSubscriptions,
  subscribe,
  unsubscribe,
} from "../subscribe.ts";
import { badLine, page } from "./shapes.ts";

const terms = z.object({
  name: z.string().min(1).max(200).optional(),
  mode: z.enum(["apply", "recommend"]).optional(),
  priority: z.number().int().min(0).max(255).optional(),
  threshold: z
    .number()
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe("so many lists must name a domain, this one among them"),
  merge: z.enum(["max", "min"]).optional(),
  max_verdict: z.enum(["none", "limit", "reject"]).optional(),
  exclusions: z.array(z.string().max(253)).max(10_000).optional(),
  every_minutes: z.number().int().min(5).max(43_200).optional(),
  format: z.enum(["auto", "csv", "plain", "json", "fires"]).optional(),
});
const entity = z.object({
  id: z.string(),
  url: z.string(),
  name: z.string(),
  mode: z.enum(["apply", "recommend"]),
  priority: z.number(),
  threshold: z.number(),
  merge: z.enum(["max", "min"]),
  max_verdict: z.enum(["none", "limit", "reject"]),
  exclusions: z.array(z.string()),
  every_minutes: z.number(),
  format: z.string(),
  state: z.string(),
  entries: z.number(),
  invalid_count: z.number(),
  invalid: z.array(badLine),
  error: z.unknown().nullable(),
  fetched_at: z.string().nullable(),
  next_fetch_at: z.string().nullable(),
  created_at: z.string(),
});
const entry = z.object({
  entity: z.enum(["domain", "actor"]),
  key: z.string(),
  verdict: z.enum(["accept", "none", "limit", "reject", "advisory"]),
  reject_media: z.boolean(),
  reject_reports: z.boolean(),
  filters: z.array(z.string()),
  reason: z.string(),
  public_reason: z.string(),
  labels: z.array(z.string()),
  answer: z.enum(["confirmed", "dismissed"]).nullable(),
});
const draft = z.object({
  list_id: z.string(),
  list: z.string(),
  domain: z.string().describe("or the IRI of an account"),
  entity: z.enum(["domain", "actor"]),
  account_id: z.string().nullable().describe("of an account"),
  verdict: z.enum(["none", "limit", "reject"]),
  reason: z.string(),
  public_reason: z.string(),
  voices: z.number().describe("how many lists name it"),
  accounts: z.number().describe("how many accounts of it are known here"),
});

export const subscriptionRoutes: Routes = {
  "GET /api/folkmoot/v1/subscriptions": described(
    {
      summary: "Lists and datasets that are subscribed to",
      permission: "domain.read",
      output: z.array(entity),
    },
    async ({ ctx }) => (await listSubscriptions(ctx)).map(listEntity),
  ),

  "POST /api/folkmoot/v1/subscriptions": described(
    {
      summary: "Subscribes to a list, or to a FIRES dataset",
      permission: "list.manage",
      input: terms.extend({ url: z.string().max(2_048) }),
      output: entity,
      status: 201,
    },
    async ({ ctx, viewer }, { url, ...given }) => {
      const made = await subscribe(ctx, viewer.accountId, { url, terms: termsOf(given) });
      if (!made.ok) throw refuse(made.error);
      return listEntity(made.value);
    },
  ),

  "GET /api/folkmoot/v1/subscriptions/:id": described(
    { summary: "A subscription", permission: "domain.read", output: entity },
    async ({ ctx, path }) => {
      const found = await findSubscription(ctx, idOf(path.id));
      if (!found.ok) throw refuse(found.error);
      return listEntity(found.value);
    },
  ),

  "PUT /api/folkmoot/v1/subscriptions/:id": described(
    {
      summary: "Changes what a list may do; what all lists say is weighed anew, by a job",
      permission: "list.manage",
      input: terms.extend({ is_paused: z.boolean().optional() }),
      output: entity,
    },
    async ({ ctx, viewer, path }, { is_paused, ...given }) => {
      const changes = { ...termsOf(given), ...(is_paused !== undefined && { isPaused: is_paused }) };
      const changed = await changeSubscription(ctx, viewer.accountId, idOf(path.id), changes);
      if (!changed.ok) throw refuse(changed.error);
      return listEntity(changed.value);
    },
  ),

  "DELETE /api/folkmoot/v1/subscriptions/:id": described(
    {
      summary: "Ends a subscription: what it brought about goes, or with `keep` stays as decided by hand",
      permission: "list.manage",
      input: z.object({ keep: z.enum(["true", "false"]).default("false") }),
      output: z.object({}),
    },
    async ({ ctx, viewer, path }, { keep }) => {
      const ended = await unsubscribe(ctx, viewer.accountId, idOf(path.id), { keeps: keep === "true" });
      if (!ended.ok) throw refuse(ended.error);
      return {};
    },
  ),

  "POST /api/folkmoot/v1/subscriptions/:id/refresh": described(
    {
      summary: "Asks for a list now, by a job; with `force` also when most of it is gone",
      permission: "list.manage",
      input: z.object({ force: z.boolean().default(false) }),
      output: entity,
      status: 202,
    },
    async ({ ctx, path }, { force }) => {
      const found = await findSubscription(ctx, idOf(path.id));
      if (!found.ok) throw refuse(found.error);
      await ctx.chores.add({ kind: "refresh-list", listId: found.value.id, isForced: force });
      return listEntity(found.value);
    },
  ),

  "GET /api/folkmoot/v1/subscriptions/:id/entries": described(
    {
      summary: "What a list says, in alphabetical order",
      permission: "domain.read",
      input: z.object({ after: z.string().max(2_048).default(""), limit: page.shape.limit }),
      output: z.array(entry),
    },
    async ({ ctx, path }, given) => {
      const rows = await listSubscriptionEntries(ctx, idOf(path.id), given);
      return rows.map(({ rejectMedia, rejectReports, publicReason, filters, labels, ...row }) => ({
        ...row,
        filters: [...filters],
        labels: [...labels],
        reject_media: rejectMedia,
        reject_reports: rejectReports,
        public_reason: publicReason,
      }));
    },
  ),

  "GET /api/folkmoot/v1/domain_drafts": described(
    {
      summary: "What lists recommend and nobody has answered",
      permission: "domain.read",
      input: page.extend({ list_id: z.uuid().optional() }),
      output: z.array(draft),
    },
    async ({ ctx }, { list_id, ...given }) => {
      const rows = await listDrafts(ctx, { ...given, listId: list_id ?? null });
      return rows.map(({ listId, accountId, publicReason, ...row }) => ({
        ...row,
        list_id: listId,
        account_id: accountId,
        public_reason: publicReason,
      }));
    },
  ),

  "POST /api/folkmoot/v1/domain_drafts": described(
    {
      summary:
        "Confirms or dismisses what a list says about a domain or an account; null takes the answer back",
      permission: "domain.decide",
      input: z.object({
        list_id: z.uuid(),
        domain: z.string().max(2_048).describe("Or the IRI of an account"),
        answer: z.enum(["confirmed", "dismissed"]).nullable(),
      }),
      output: z.object({}),
    },
    async ({ ctx, viewer }, { list_id, domain, answer }) => {
      const done = await answerDraft(ctx, viewer.accountId, { listId: list_id, domain, answer });
      if (!done.ok) throw refuse(done.error);
      return {};
    },
  ),
};

/** What is not said stays as it is. */
function termsOf(given: Omit<z.output<typeof terms>, never>) {
  const { max_verdict, every_minutes, ...rest } = given;
  const said = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...(said as { [Name in keyof typeof rest]: NonNullable<(typeof rest)[Name]> }),
    ...(max_verdict !== undefined && { maxVerdict: max_verdict }),
    ...(every_minutes !== undefined && { everyMinutes: every_minutes }),
  };
}

function listEntity(list: DomainList) {
  return {
    ...{ id: list.id, url: list.url ?? "", name: list.name, mode: list.mode, priority: list.priority },
    ...{ threshold: list.threshold, merge: list.merge, max_verdict: list.maxVerdict },
    ...{
      exclusions: list.exclusions,
      every_minutes: list.everyMinutes,
      format: list.format,
      state: list.state,
    },
    ...{ entries: list.total, invalid_count: list.invalidCount, invalid: list.invalid },
    error: list.error === null ? null : (JSON.parse(list.error) as unknown),
    fetched_at: list.fetchedAt?.toISOString() ?? null,
    next_fetch_at: list.nextFetchAt?.toISOString() ?? null,
    created_at: list.createdAt.toISOString(),
  };
}
