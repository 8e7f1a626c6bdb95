import { err, ok, type Result } from "#protocol/result.ts";
import { orRollBack } from "../../accounts/rollback.ts";
import type { Ctx, Tx } from "../../context.ts";
import { reserveMedia } from "../../media/attach.ts";
import { forgetOwnPost } from "../../policy/holds/own.ts";
import type { Listed, PageRequest } from "../../timelines/page.ts";
import { type CreatePostError, prepareDraft } from "../create.ts";
import { draftNow } from "./draft.ts";
import {
  cancelScheduled,
  countScheduled,
  findScheduled,
  insertScheduled,
  listScheduled,
  lockSchedule,
  moveScheduled,
  type ScheduledPost,
} from "./store.ts";

export type { ScheduledPost } from "./store.ts";

export type TimingError =
  | { type: "schedule/too-soon" }
  | { type: "schedule/too-many"; most: number }
  | { type: "schedule/too-many-that-day"; most: number };
export type ScheduleError = CreatePostError | TimingError;
export type RescheduleError = TimingError | { type: "schedule/not-found"; id: string };

const SOONEST_MS = 5 * 60_000;
const MOST = 300;
const MOST_A_DAY = 25;

/**
 * Keeps a post until its time. What can be wrong with it is found now; what it mentions is looked up again when it is
 * published.
 *
 * @param input.allowedMentions the only accounts that it may turn out to mention; anybody when null
 */
export async function schedulePost(
  ctx: Pick<Ctx, "clock" | "ids" | "uris" | "limits" | "db" | "sql" | "resolve">,
  input: Omit<ScheduledPost, "id"> & { id?: string; allowedMentions?: readonly string[] | null },
): Promise<Result<{ id: string }, ScheduleError>> {
  const { accountId, appId, draft, dueAt, allowedMentions = null } = input;
  const id = input.id ?? ctx.ids.next();
  const wanted = { ...draftNow(ctx, draft, accountId), allowedMentions, scheduledId: id };
  const prepared = await prepareDraft(ctx, wanted);
  if (!prepared.ok) return prepared;
  return orRollBack<{ id: string }, ScheduleError>(ctx, async (tx) => {
    const problem = await whyNotThen(ctx, tx, accountId, dueAt, id);
    if (problem !== null) return err(problem);
    await insertScheduled(tx, { id, accountId, appId, draft, dueAt, createdAt: ctx.clock.now() });
    const ids = draft.mediaIds ?? [];
    if (ids.length > 0 && !(await reserveMedia(tx, { ids, accountId, scheduledId: id })))
      return err({ type: "media/not-attachable", ids: [...ids] });
    return ok({ id });
  });
}

/** Gives a post that waits another time. */
export async function reschedulePost(
  ctx: Pick<Ctx, "clock" | "db">,
  { accountId, id, dueAt }: { accountId: string; id: string; dueAt: Date },
): Promise<Result<void, RescheduleError>> {
  return ctx.db.transaction(async (tx): Promise<Result<void, RescheduleError>> => {
    if ((await findScheduled(tx, id, accountId)) === null) return err({ type: "schedule/not-found", id });
    const problem = await whyNotThen(ctx, tx, accountId, dueAt, id);
    if (problem !== null) return err(problem);
    return (await moveScheduled(tx, id, dueAt)) ? ok() : err({ type: "schedule/not-found", id });
  });
}

/** @returns whether it still waited */
export async function cancelPost(
  ctx: Pick<Ctx, "sql" | "clock" | "uris">,
  { accountId, id }: { accountId: string; id: string },
): Promise<boolean> {
  const wasThere = await cancelScheduled(ctx.sql, id, accountId, ctx.clock.now());
  if (wasThere) await forgetOwnPost(ctx, id);
  return wasThere;
}

export function readScheduled(
  ctx: Pick<Ctx, "sql">,
  accountId: string,
  id: string,
): Promise<ScheduledPost | null> {
  return findScheduled(ctx.sql, id, accountId);
}

/** What an account has scheduled, the latest first. */
export function readAllScheduled(
  ctx: Pick<Ctx, "sql">,
  accountId: string,
  page: PageRequest,
): Promise<Listed<ScheduledPost>> {
  return listScheduled(ctx.sql, accountId, page);
}

async function whyNotThen(
  ctx: Pick<Ctx, "clock">,
  tx: Tx,
  accountId: string,
  dueAt: Date,
  id: string,
): Promise<TimingError | null> {
  if (dueAt.getTime() < ctx.clock.now().getTime() + SOONEST_MS) return { type: "schedule/too-soon" };
  await lockSchedule(tx, accountId);
  const { all, ofDay } = await countScheduled(tx, accountId, dueAt, id);
  if (all >= MOST) return { type: "schedule/too-many", most: MOST };
  return ofDay >= MOST_A_DAY ? { type: "schedule/too-many-that-day", most: MOST_A_DAY } : null;
}
