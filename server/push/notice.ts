import type { Change, ChangeFeed } from "../changes/feed.ts";
import type { Ctx } from "../context.ts";
import type { JobOptions } from "../platform/queue/port.ts";
import { pushRetries } from "./send.ts";
import { type Push, readWanted } from "./store.ts";
import { typesByKind } from "./types.ts";

type AddJobs = (jobs: { payload: Push; options: JobOptions }[]) => Promise<void>;

/** Makes a job of every notification that somebody wants pushed, also of those made while no process was up. */
export function pushNotifications(
  ctx: Pick<Ctx, "sql">,
  changes: Pick<ChangeFeed, "consume">,
  addJobs: AddJobs,
): void {
  changes.consume("push", (batch) => addPushes(ctx, batch, addJobs));
}

async function addPushes(ctx: Pick<Ctx, "sql">, batch: readonly Change[], addJobs: AddJobs): Promise<void> {
  const ids = batch.flatMap(({ kind, subjectId }) => (kind === "notification.created" ? [subjectId] : []));
  if (ids.length === 0) return;
  const pushes = await readWanted(ctx.sql, ids, typesByKind);
  if (pushes.length === 0) return;
  // A batch may come again: the job's id keeps it from being sent twice.
  await addJobs(
    pushes.map((push) => ({
      payload: push,
      options: { id: `${push.notificationId}-${push.subscriptionId}`, ...pushRetries },
    })),
  );
}
