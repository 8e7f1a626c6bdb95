import { err, ok, type Result } from "#protocol/result.ts";
import { appendEntry } from "../ledger/append.ts";
import type { ModerationCtx } from "../ports.ts";
import type { Dataset, DatasetChange } from "./dataset.ts";
import { readDomain } from "./read-domain.ts";
import { emptyChanges, holdDataset, insertChange, insertDataset, readLatest } from "./store.ts";

/** What somebody wants to tell others about a domain or an account. */
export type Advice = Pick<
  DatasetChange,
  "type" | "entity" | "key" | "labels" | "policy" | "filters" | "comment"
>;

export type PublishError =
  | { type: "advice/dataset-not-found" }
  | { type: "advice/bad-key"; key: string }
  | { type: "advice/no-policy" }
  /** A retraction of what was never said. */
  | { type: "advice/nothing-to-retract"; key: string };

/** Makes a dataset of the node's own advice. */
export async function createDataset(
  ctx: Pick<ModerationCtx, "clock" | "ids" | "db">,
  by: string,
  { name, summary }: { name: string; summary: string },
): Promise<Dataset> {
  const made = { id: ctx.ids.next(), name, summary, createdAt: ctx.clock.now(), updatedAt: null };
  await ctx.db.transaction(async (tx) => {
    await insertDataset(tx, made);
    await appendEntry(ctx, tx, "private", { kind: "advice.dataset", by, body: { dataset: made.id, name } });
  });
  return made;
}

/**
 * Publishes one record. Records are only added; a tombstone empties what was said of its entity before. Their ids are in the order
 * in which readers see them, whatever clocks say.
 */
export async function publishAdvice(
  ctx: Pick<ModerationCtx, "clock" | "ids" | "db">,
  by: string,
  datasetId: string,
  advice: Advice,
): Promise<Result<DatasetChange, PublishError>> {
  const key = keyOf(advice);
  if (key === null) return err({ type: "advice/bad-key", key: advice.key });
  if (advice.type === "recommendation" && advice.policy === null) return err({ type: "advice/no-policy" });
  return ctx.db.transaction(async (tx): Promise<Result<DatasetChange, PublishError>> => {
    const held = await holdDataset(tx, datasetId);
    if (held === null) return err({ type: "advice/dataset-not-found" });
    const isGoing = advice.type === "retraction" || advice.type === "tombstone";
    const latest = await readLatest(tx, datasetId, advice.entity, key);
    if (isGoing && (latest === null || latest.type === "tombstone"))
      return err({ type: "advice/nothing-to-retract", key });
    const createdAt = ctx.clock.now();
    const says = !isGoing;
    const change: DatasetChange = {
      ...{
        id: idAfter(held.lastId, ctx.ids.next()),
        datasetId,
        type: advice.type,
        entity: advice.entity,
        key,
      },
      labels: says ? advice.labels : [],
      policy: advice.type === "recommendation" ? advice.policy : null,
      filters: advice.type === "recommendation" && advice.policy === "filter" ? advice.filters : [],
      comment: advice.type === "tombstone" ? "" : advice.comment,
      createdAt,
    };
    if (advice.type === "tombstone") await emptyChanges(tx, datasetId, advice.entity, key);
    await insertChange(tx, change);
    const body = { dataset: datasetId, change: change.id, type: change.type, policy: change.policy };
    await appendEntry(ctx, tx, "private", {
      kind: "advice.published",
      by,
      body: { ...body, entity: change.entity, key },
    });
    await appendEntry(ctx, tx, "public", { kind: "advice.published", body });
    return ok(change);
  });
}

function keyOf({ entity, key }: Advice): string | null {
  if (entity === "domain") {
    const read = readDomain(key);
    return "domain" in read ? read.domain : null;
  }
  return URL.parse(key)?.protocol === "https:" && key.length <= 2_048 ? key : null;
}

/** An id that is greater than the last one, also where another process's clock is ahead. */
function idAfter(last: string | null, id: string): string {
  if (last === null || id > last) return id;
  const next = (BigInt(`0x${last.replaceAll("-", "")}`) + 1n).toString(16).padStart(32, "0");
  return next.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
