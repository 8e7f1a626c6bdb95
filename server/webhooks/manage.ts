import { randomBytes } from "node:crypto";
import { err, ok, type Result } from "#protocol/result.ts";
import { orRollBack } from "../accounts/rollback.ts";
import { type AuditAction, record } from "../admin/audit.ts";
import type { Ctx } from "../context.ts";
import type { WebhookEvent } from "./events.ts";
import { changeWebhook, deleteWebhook, insertWebhook, isAddressTaken, type Webhook } from "./store.ts";
import { isTemplate } from "./template.ts";

export type WebhookError =
  | { type: "webhook/bad-address" }
  | { type: "webhook/address-taken" }
  | { type: "webhook/no-events" }
  | { type: "webhook/bad-template" }
  | { type: "webhook/not-found" };

export interface WebhookTerms {
  url: string;
  events: readonly WebhookEvent[];
  template: string | null;
  enabled: boolean;
}

const MAX_ADDRESS = 2_000;
const MAX_TEMPLATE = 20_000;

type Deps = Pick<Ctx, "db" | "ids" | "clock">;

/** Has a program told of events on the node. Its secret, by which it knows the node, is made here. */
export async function addWebhook(
  ctx: Deps,
  by: string,
  terms: WebhookTerms,
): Promise<Result<Webhook, WebhookError>> {
  const problem = findProblem(terms);
  if (problem !== null) return err(problem);
  const now = ctx.clock.now();
  const { url, events, template, enabled } = terms;
  const webhook = {
    ...{ id: ctx.ids.next(), url, events: [...events], template, enabled },
    ...{ secret: newSecret(), createdAt: now, updatedAt: now },
  };
  return orRollBack<Webhook, WebhookError>(ctx, async (tx) => {
    if (!(await insertWebhook(tx, webhook))) return err({ type: "webhook/address-taken" });
    await record(ctx, tx, { by, action: "webhook.created", target: webhook.id, details: { url, events } });
    return ok(webhook);
  });
}

export async function editWebhook(
  ctx: Deps,
  by: string,
  id: string,
  changes: Partial<WebhookTerms>,
): Promise<Result<Webhook, WebhookError>> {
  const problem = findProblem(changes);
  if (problem !== null) return err(problem);
  return change(ctx, by, id, "webhook.changed", changes);
}

/** Gives it another secret; what is signed with the former one is not the node's any more. */
export function rotateSecret(ctx: Deps, by: string, id: string): Promise<Result<Webhook, WebhookError>> {
  return change(ctx, by, id, "webhook.secret-changed", { secret: newSecret() });
}

export function removeWebhook(ctx: Deps, by: string, id: string): Promise<Result<undefined, WebhookError>> {
  return orRollBack<undefined, WebhookError>(ctx, async (tx) => {
    const webhook = await deleteWebhook(tx, id);
    if (webhook === null) return err({ type: "webhook/not-found" });
    const { url, events } = webhook;
    await record(ctx, tx, { by, action: "webhook.deleted", target: id, details: { url, events } });
    return ok();
  });
}

function change(
  ctx: Deps,
  by: string,
  id: string,
  action: AuditAction,
  changes: Partial<WebhookTerms> & { secret?: string },
): Promise<Result<Webhook, WebhookError>> {
  return orRollBack<Webhook, WebhookError>(ctx, async (tx) => {
    const { events, secret, ...rest } = changes;
    const owner = rest.url === undefined ? null : await isAddressTaken(tx, rest.url);
    if (owner !== null && owner !== id) return err({ type: "webhook/address-taken" });
    const webhook = await changeWebhook(tx, id, {
      ...rest,
      ...(events && { events: [...events] }),
      ...(secret && { secret }),
      updatedAt: ctx.clock.now(),
    });
    if (webhook === null) return err({ type: "webhook/not-found" });
    // The secret is nobody's business but the two sides'.
    await record(ctx, tx, { by, action, target: id, details: { ...rest, ...(events && { events }) } });
    return ok(webhook);
  });
}

function findProblem({ url, events, template }: Partial<WebhookTerms>): WebhookError | null {
  if (url !== undefined && !isAddress(url)) return { type: "webhook/bad-address" };
  if (events?.length === 0) return { type: "webhook/no-events" };
  if (template && (template.length > MAX_TEMPLATE || !isTemplate(template)))
    return { type: "webhook/bad-template" };
  return null;
}

function isAddress(text: string): boolean {
  const url = URL.parse(text);
  return text.length <= MAX_ADDRESS && url !== null && /^https?:$/.test(url.protocol) && url.username === "";
}

const newSecret = () => randomBytes(20).toString("hex");
