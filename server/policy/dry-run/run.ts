import { appendEntry } from "#moderation/ledger/append.ts";
import { engineOnTrial } from "#moderation/policy/book.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { ApiCtx } from "../../context.ts";
import { moderationOf, statementsOn } from "../../desk/moderation.ts";
import { loadModels } from "../../posts/model.ts";
import { createPeople } from "../facts/author.ts";
import { createGatherer } from "../facts/gather.ts";
import { createRates } from "../facts/rates.ts";
import {
  cancelRun,
  findRun,
  insertRun,
  noteProgress,
  type PolicyRun,
  pruneRuns,
  type RunOutline,
  readAuthorsOf,
  readIdsSince,
  readRuns,
  startRun,
} from "../store/runs.ts";
import { createTally } from "./tally.ts";

export type { PolicyRun, RunOutline } from "../store/runs.ts";

export type DryRunError =
  | { type: "dry-run/invalid-rules"; problems: readonly string[] }
  | { type: "dry-run/not-found" }
  /** What should be a handle is none. */
  | { type: "dry-run/bad-author" };

const DAY_MS = 86_400_000;
const BATCH = 500;
const KEPT_DAYS = 7;

/** Has rules tried on past posts that anybody may read, in the background; the ledger says who had. */
export async function startDryRun(
  ctx: ApiCtx,
  by: string,
  { rules, format, days, most }: Pick<PolicyRun, "rules" | "format" | "days" | "most">,
): Promise<Result<{ id: string }, DryRunError>> {
  const engine = await engineOnTrial(moderationOf(ctx), { text: rules, format });
  if (!engine.ok) return err({ type: "dry-run/invalid-rules", problems: engine.error });
  const id = ctx.ids.next();
  await ctx.db.transaction(async (tx) => {
    await insertRun(tx, { id, rules, format, days, most, accountId: by, createdAt: ctx.clock.now() });
    await appendEntry(moderationOf(ctx), statementsOn(tx), "private", {
      kind: "policy.tried",
      by,
      body: { runId: id, days: String(days) },
    });
  });
  await ctx.chores.add({ kind: "dry-run", runId: id });
  return ok({ id });
}

export async function readDryRun(
  ctx: Pick<ApiCtx, "sql">,
  id: string,
): Promise<Result<PolicyRun, DryRunError>> {
  const run = await findRun(ctx.sql, id);
  return run === null ? err({ type: "dry-run/not-found" }) : ok(run);
}

/** The newest first. */
export function listDryRuns(ctx: Pick<ApiCtx, "sql">): Promise<RunOutline[]> {
  return readRuns(ctx.sql);
}

export async function cancelDryRun(
  ctx: Pick<ApiCtx, "sql" | "clock">,
  id: string,
): Promise<Result<void, DryRunError>> {
  return (await cancelRun(ctx.sql, id, ctx.clock.now())) ? ok() : err({ type: "dry-run/not-found" });
}

/**
 * Goes through the posts of the last days, the oldest first, as if they came now one after another: rates are those of
 * that time, what is known of authors and servers is of today. Begun again, it begins anew. A chore.
 */
export async function runDryRun(ctx: ApiCtx, runId: string): Promise<void> {
  const since = (days: number) => new Date(ctx.clock.now().getTime() - days * DAY_MS);
  const run = await startRun(ctx.sql, runId);
  if (run === null) return;
  const trial = await engineOnTrial(moderationOf(ctx), { text: run.rules, format: run.format });
  if (!trial.ok)
    return void (await noteProgress(ctx.sql, runId, { state: "failed", finishedAt: ctx.clock.now() }));
  const engine = trial.value;
  let then = ctx.clock.now();
  const gather = createGatherer(ctx, {
    engine: () => engine,
    people: createPeople(ctx),
    rates: createRates(() => then.getTime()),
  });
  const tally = createTally();
  let seen = 0;
  for (let after: { id: string } | { since: Date } = { since: since(run.days) }; ; ) {
    const ids = await readIdsSince(ctx.sql, after, Math.min(BATCH, run.most - seen));
    const [models, authors] = await Promise.all([loadModels(ctx, ctx.sql, ids), readAuthorsOf(ctx.sql, ids)]);
    for (const { post, accountId, isLocal, id } of models.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const author = authors.get(id);
      if (author === undefined) continue;
      then = post.publishedAt ?? then;
      const occasion = isLocal ? "outbound" : "inbound";
      const doer = { ...author, id: accountId, iri: post.author, isLocal };
      const result = engine.evaluate(await gather.post(occasion, post, doer), then);
      tally.add({ iri: post.iri, author: post.author, domain: author.domain, publishedAt: then, result });
    }
    seen += ids.length;
    const last = ids.at(-1);
    const isOver = last === undefined || ids.length < BATCH || seen >= run.most;
    const goesOn = await noteProgress(ctx.sql, runId, {
      state: isOver ? "done" : "running",
      seen,
      result: tally.result(),
      ...(isOver && { finishedAt: ctx.clock.now() }),
    });
    if (isOver || !goesOn) return;
    after = { id: last };
  }
}

/** Forgets runs after a week. */
export async function forgetDryRuns(ctx: Pick<ApiCtx, "sql" | "clock">): Promise<void> {
  await pruneRuns(ctx.sql, new Date(ctx.clock.now().getTime() - KEPT_DAYS * DAY_MS));
}
