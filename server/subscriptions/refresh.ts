import { readList } from "#moderation/advice/read-list.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Tx } from "../context.ts";
import { afterDecisions } from "../hosts/decide.ts";
import { settleActors } from "./actors.ts";
import { fetchList } from "./fetch-list.ts";
import { fetchFires } from "./fires.ts";
import { isTooMuch } from "./guard.ts";
import type { RefreshDeps, RefreshError, Refreshed } from "./refreshed.ts";
import { settleAllLists, settleLists } from "./settle.ts";
import { compareStage, openStage, stage, takeStage } from "./store/entries.ts";
import {
  changeList,
  countRead,
  type DomainList,
  readList as readDomainList,
  takeDue,
} from "./store/lists.ts";

const MAX_FAILURES_DOUBLED = 6;

/**
 * Asks for a list that is subscribed to and does what has changed in it. What the list says no more is taken back, and nothing
 * that somebody else decided too. A list that cannot be had, that is none, or of which too much is gone changes nothing.
 *
 * @param options.isForced also when much is gone
 */
export async function refreshList(
  ctx: RefreshDeps,
  listId: string,
  { isForced = false }: { isForced?: boolean } = {},
): Promise<Result<Refreshed, RefreshError>> {
  const list = await readDomainList(ctx, listId);
  if (list?.kind !== "subscription" || list.url === null) return err({ type: "domain-list/not-found" });
  const done = await refresh(ctx, { ...list, url: list.url }, isForced).catch(
    (error: unknown): Result<Refreshed, RefreshError> => {
      // Nobody foresaw it. The list waits longer and longer, as after any failure, and the others go on.
      ctx.log.error({ err: error, list: list.url }, "a list broke its refresh");
      return err({ type: "domain-list/broke" });
    },
  );
  const isGuarded = !done.ok && done.error.type === "domain-list/too-much-gone";
  await changeList(ctx.db, listId, {
    fetchedAt: ctx.clock.now(),
    nextFetchAt: new Date(ctx.clock.now().getTime() + waitMs(list, done.ok)),
    failures: done.ok ? 0 : list.failures + 1,
    error: done.ok ? null : JSON.stringify(done.error),
    ...(list.state !== "paused" && { state: isGuarded ? "guarded" : "active" }),
  });
  if (!done.ok) ctx.log.warn({ list: list.url, reason: done.error }, "a list was not taken");
  return done;
}

/** Asks for the lists whose time has come, whatever becomes of one of them. A periodic task. */
export async function refreshDue(ctx: RefreshDeps): Promise<void> {
  const now = ctx.clock.now();
  for (const id of await takeDue(ctx.sql, now, new Date(now.getTime() + 15 * 60_000)))
    await refreshList(ctx, id).catch((error: unknown) =>
      ctx.log.error({ err: error, list: id }, "a list could not be refreshed"),
    );
}

async function refresh(
  ctx: RefreshDeps,
  list: DomainList & { url: string },
  isForced: boolean,
): Promise<Result<Refreshed, RefreshError>> {
  // What a job that was ended did not come to.
  const late = list.progress === "dirty" ? await settleAllLists(ctx) : null;
  const taken = list.cursor === null ? await takeList(ctx, list, isForced) : await fetchFires(ctx, list);
  if (!taken.ok) return taken;
  const done = await settleLists(ctx, taken.value);
  const actors = await settleActors(ctx);
  await changeList(ctx.db, list.id, { progress: "" });
  const decided = done.decided + (late?.decided ?? 0);
  const withdrawn = done.withdrawn + (late?.withdrawn ?? 0);
  if (decided + withdrawn > 0) await afterDecisions(ctx);
  return ok({
    changed: taken.value.length,
    decided: decided + actors.decided,
    withdrawn: withdrawn + actors.withdrawn,
  });
}

/** Fetches a whole list and puts it in the place of what it said. Answers about which domains it says something else now. */
async function takeList(
  ctx: RefreshDeps,
  list: DomainList & { url: string },
  isForced: boolean,
): Promise<Result<string[], RefreshError>> {
  // A list that was held back is read again, although it has not changed since.
  const fetched = await fetchList(ctx, list, { ifChanged: list.state !== "guarded" && !isForced });
  if (!fetched.ok) return fetched;
  if (fetched.value === "unchanged") return ok([]);
  if (fetched.value.dataset !== null)
    return fetchFires(ctx, list, { dataset: fetched.value.dataset, isForced });
  const { body, etag, lastModified } = fetched.value;
  let failure: RefreshError | null = null;
  const keys = await ctx.db
    .transaction(async (tx) => {
      const staged = await readInto(tx, list, body, isForced);
      if (!staged.ok) {
        failure = staged.error;
        return tx.rollback();
      }
      await changeList(tx, list.id, { etag, lastModified, progress: "dirty" });
      return staged.value;
    })
    .catch((error) => {
      if (failure === null) throw error;
      return [];
    });
  return failure === null ? ok(keys) : err(failure);
}

async function readInto(
  tx: Tx,
  list: DomainList,
  body: Uint8Array,
  isForced: boolean,
): Promise<Result<string[], RefreshError>> {
  await openStage(tx);
  await changeList(tx, list.id, { invalid: [], invalidCount: 0 });
  const format = list.format === "fires" ? "auto" : list.format;
  const read = await readList(once(body), { format }, async ({ entries, bad }) => {
    await stage(tx, list.id, entries);
    await countRead(tx, list.id, { entries: 0, bad });
  });
  if (!read.ok) return read;
  const { before, after, gone } = await compareStage(tx, list.id);
  if (after === 0 && before === 0) return err({ type: "domain-list/empty" });
  if (!isForced && isTooMuch(gone, before)) return err({ type: "domain-list/too-much-gone", gone, before });
  await changeList(tx, list.id, { total: after, done: after });
  return ok(await takeStage(tx, list.id));
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Up to a tenth earlier or later by chance, so that not all of the world asks at once; after failures later and later. */
function waitMs({ everyMinutes, failures }: DomainList, isOk: boolean): number {
  const minutes = isOk
    ? everyMinutes
    : Math.min(everyMinutes, 5 * 2 ** Math.min(failures, MAX_FAILURES_DOUBLED));
  return minutes * 60_000 * (0.9 + 0.2 * Math.random());
}
