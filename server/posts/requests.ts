import { createHash } from "node:crypto";
import { ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { claimRequest, endRequest, pruneRequests, releaseRequest } from "./store/requests.ts";

export type RequestError = { type: "post/still-being-made" };

/** For how long another request with the same key waits for the one that came first. */
const PATIENCE_MS = 15_000;
const ASKS_EVERY_MS = 40;
const KEPT_MS = 6 * 3_600_000;

/**
 * Makes something once however often it is asked for: the same account with the same key gets what the first request made,
 * also when both come at once to different processes, or when the first process died in between. What was refused may be
 * tried again.
 *
 * @param make makes it under the id it is given, and does nothing when it is there already
 * @returns the id of what was made
 * @example await once(ctx, { accountId, key }, (id) => createPost(ctx, { ...draft, id }));
 */
export async function once<E>(
  ctx: Pick<Ctx, "clock" | "ids" | "sql">,
  request: { accountId: string; key: string },
  make: (id: string) => Promise<Result<unknown, E>>,
): Promise<Result<{ id: string }, E | RequestError>> {
  const named = {
    accountId: request.accountId,
    key: createHash("sha256").update(request.key).digest("base64url"),
  };
  for (let waited = 0; waited < PATIENCE_MS; waited += ASKS_EVERY_MS) {
    const now = ctx.clock.now();
    const expired = new Date(now.getTime() - KEPT_MS);
    const { madeId: id, isMine, isDone } = await claimRequest(ctx.sql, named, ctx.ids.next(), now, expired);
    if (isDone) return ok({ id });
    if (isMine) return makeIt(ctx, named, id, make);
    await new Promise((resolve) => setTimeout(resolve, ASKS_EVERY_MS));
  }
  return { ok: false, error: { type: "post/still-being-made" } };
}

async function makeIt<E>(
  ctx: Pick<Ctx, "clock" | "sql">,
  named: { accountId: string; key: string },
  id: string,
  make: (id: string) => Promise<Result<unknown, E>>,
): Promise<Result<{ id: string }, E>> {
  let made: Result<unknown, E>;
  try {
    made = await make(id);
  } catch (error) {
    // It may have been made all the same: whoever comes next goes on under the same id.
    await releaseRequest(ctx.sql, named);
    throw error;
  }
  await endRequest(ctx.sql, named, made.ok ? ctx.clock.now() : null);
  return made.ok ? ok({ id }) : made;
}

/** Forgets what was asked for more than six hours ago. A periodic task. */
export async function forgetRequests(ctx: Pick<Ctx, "clock" | "sql">): Promise<void> {
  await pruneRequests(ctx.sql, new Date(ctx.clock.now().getTime() - KEPT_MS));
}
