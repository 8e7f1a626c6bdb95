import { readEntry } from "../timelines/entry.ts";
import type { TimelineEntry } from "../timelines/read.ts";
import { type Answer, type Call, json } from "./call.ts";
import { idOf } from "./ids.ts";
import { Refusal } from "./refusal.ts";
import { renderEntry } from "./statuses.ts";

/**
 * The post or boost that a path names, as the caller may see it. What is done to a boost is done to `entry.post`.
 *
 * @throws Refusal with 404
 */
export async function entryOf(call: Pick<Call, "ctx" | "viewer" | "path">): Promise<TimelineEntry> {
  const { ctx, viewer, path } = call;
  const entry = await readEntry(ctx, viewer?.accountId ?? null, idOf(path.id));
  if (entry === null) throw Refusal.notFound();
  return entry;
}

/**
 * Answers with a post or boost as it is now.
 *
 * @throws Refusal with 404 when the caller may not, or no longer, see it
 */
export async function showStatus(call: Pick<Call, "ctx" | "viewer">, id: string): Promise<Answer> {
  const { ctx, viewer } = call;
  const viewerId = viewer?.accountId ?? null;
  const entry = await readEntry(ctx, viewerId, id);
  if (entry === null) throw Refusal.notFound();
  return json(await renderEntry(ctx, viewerId, entry, "thread"));
}
