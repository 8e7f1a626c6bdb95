import { createHmac } from "node:crypto";
import { findAdminAccount } from "../admin/accounts/views.ts";
import { adminAccountEntity } from "../admin/entities/account.ts";
import { renderPosts } from "../api/statuses.ts";
import type { ApiCtx } from "../context.ts";
import type { JobOutcome } from "../platform/queue/port.ts";
import { loadPostView } from "../posts/views/load.ts";
import { findReport, renderReports } from "../reports/views.ts";
import type { WebhookEvent } from "./events.ts";
import { readWebhook } from "./store.ts";
import { fill } from "./template.ts";

/** An event for one listener. What it is about is read when it is sent. */
export interface WebhookJob {
  webhookId: string;
  event: WebhookEvent;
  subjectId: string;
  /** ISO 8601. */
  at: string;
}

const TIMEOUT_MS = 10_000;
/** Answers that say nothing about the next attempt. */
const PASSING = new Set([401, 408, 429]);

/** Sends an event, signed as WebSub has it. Moot when the listener is gone, or what it is about. */
export async function deliverWebhook(ctx: ApiCtx, job: WebhookJob): Promise<JobOutcome> {
  const webhook = await readWebhook(ctx, job.webhookId);
  if (!webhook?.enabled) return undefined;
  const object = await subjectOf(ctx, job);
  if (object === null) return undefined;
  const { event, at } = job;
  const body = Buffer.from(fill(webhook.template, { event, created_at: at, object }));
  const signature = createHmac("sha256", webhook.secret).update(body).digest("hex");
  const sent = await ctx.fetchRemote(webhook.url, {
    method: "POST",
    headers: { "content-type": "application/json", "x-hub-signature": `sha256=${signature}` },
    body,
    timeoutMs: TIMEOUT_MS,
  });
  if (sent.ok) return undefined;
  const { error } = sent;
  const status = error.type === "response/status" ? error.status : null;
  const isFinal = status !== null && status >= 400 && status < 500 && !PASSING.has(status);
  return {
    outcome: isFinal ? "give-up" : "retry",
    reason: status === null ? error.type : `status/${status}`,
  };
}

async function subjectOf(ctx: ApiCtx, { event, subjectId }: WebhookJob): Promise<unknown> {
  if (event.startsWith("account.")) {
    const view = await findAdminAccount(ctx, subjectId);
    return view && adminAccountEntity(ctx, view);
  }
  if (event.startsWith("report.")) {
    const report = await findReport(ctx, subjectId);
    return report && ((await renderReports(ctx, null, [report]))[0] ?? null);
  }
  const post = await loadPostView(ctx, null, subjectId);
  return post && ((await renderPosts(ctx, null, [post]))[0] ?? null);
}
