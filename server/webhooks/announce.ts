import { createHash } from "node:crypto";
import type { ChangeFeed } from "../changes/feed.ts";
import type { Ctx } from "../context.ts";
import type { JobOptions } from "../platform/queue/port.ts";
import type { WebhookJob } from "./deliver.ts";
import { eventsByChange } from "./events.ts";
import { readLocalPosts } from "./local-posts.ts";
import { readListening } from "./store.ts";

type Add = (jobs: { payload: WebhookJob; options: JobOptions }[]) => Promise<void>;

/** For about a day: whoever is away longer has missed it. */
const tries = { attempts: 12, backoff: { firstMs: 30_000, maxMs: 4 * 3_600_000 } };

/** Puts what happens on the node into the queue of those who want to be told, each once. */
export function announceByWebhooks(ctx: Pick<Ctx, "db" | "sql">, changes: ChangeFeed, add: Add): void {
  changes.consume("webhooks", async (batch) => {
    const told = batch.flatMap((change) => {
      const event = eventsByChange[change.kind];
      return event === undefined ? [] : [{ event, change }];
    });
    if (told.length === 0) return;
    const listening = await readListening(ctx, [...new Set(told.map(({ event }) => event))]);
    if (listening.length === 0) return;
    const ofPosts = told.flatMap(({ event, change }) =>
      event.startsWith("status.") ? change.subjectId : [],
    );
    const local = await readLocalPosts(ctx, ofPosts);
    const jobs = told.flatMap(({ event, change: { subjectId, position, at } }) =>
      event.startsWith("status.") && !local.has(subjectId)
        ? []
        : listening
            .filter((webhook) => webhook.events.includes(event))
            .map(({ id }) => ({
              payload: { webhookId: id, event, subjectId, at: at.toISOString() },
              options: { ...tries, id: jobId(id, event, position) },
            })),
    );
    if (jobs.length > 0) await add(jobs);
  });
}

function jobId(...parts: string[]): string {
  return createHash("sha256").update(parts.join("\n")).digest("base64url");
}
