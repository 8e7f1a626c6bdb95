import { err, ok, type Result } from "#protocol/result.ts";
import type { ActionKind, ActionParams } from "../actions/kind.ts";
import type { Category } from "../category.ts";
import { appendEntry } from "../ledger/append.ts";
import type { ModerationCtx, Statements } from "../ports.ts";
import { type CaseFilter, conditionOf } from "./filter.ts";
import {
  type BulkRow,
  insertBulk,
  insertItem,
  markItemLeft,
  markItemUndone,
  noteProgress,
  noteUndone,
  readBatch,
  readBulk,
  readBulks,
  readItems,
  turnBack,
  turnBulk,
} from "./store/bulks.ts";
import { countQueue } from "./store/queue.ts";
import { toCase } from "./store/row.ts";
import type { Case, Handler } from "./words.ts";

/** What is done about each of many cases. */
export interface BulkDecision {
  readonly state: "decided" | "dismissed";
  /** Null when nothing is done but to close them. */
  readonly action: {
    readonly kind: ActionKind;
    readonly params?: ActionParams;
    /** Done to whoever answers for the subject, in place of the subject itself; once to each of them. */
    readonly onAuthor?: boolean;
    /** Hours after which it ends by itself. */
    readonly hours?: number;
  } | null;
  readonly reasons: {
    readonly category: Category;
    readonly ruleIds?: readonly string[];
    readonly facts?: string;
    readonly text?: string;
  };
}

export interface Bulk {
  readonly id: string;
  readonly by: string;
  readonly filter: CaseFilter;
  readonly decision: BulkDecision;
  /** `cancelled`: what was done by then stays, and can be undone. */
  readonly state: BulkRow["state"];
  /** Cases that the filter selected when it began. */
  readonly total: number;
  /** Cases decided; once it is undone, those of which that was not possible. */
  readonly done: number;
  /** Cases that somebody else had changed or closed, or that are the moderator's own. */
  readonly skipped: number;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
  /** Who has had it taken back. */
  readonly undoneBy: string | null;
}

/** The host decides a case, or takes that back, in a transaction of its own each. */
export interface BulkPort {
  /**
   * @param note called in the transaction with what was done
   * @returns false when the case could not be decided, and was left as it is
   */
  decide(
    bulk: Bulk,
    of: Case,
    note: (on: Statements, actionIds: readonly string[]) => Promise<void>,
  ): Promise<boolean>;
  /**
   * What was undone or reopened by others meanwhile stays so.
   *
   * @param by who takes it back: what they may not undo stays
   * @returns false when something of it cannot be undone, and all of it was left as it is
   */
  undo(
    bulk: Bulk,
    by: string,
    item: { caseId: string; actionIds: readonly string[] },
    note: (on: Statements) => Promise<void>,
  ): Promise<boolean>;
}

type Ctx = Pick<ModerationCtx, "db" | "clock" | "ids">;

export type BulkError =
  | { readonly type: "bulk/nothing-found" }
  | { readonly type: "bulk/not-found"; readonly bulkId: string }
  /** It is over, or being undone already. */
  | { readonly type: "bulk/not-now"; readonly state: BulkRow["state"] };

/** Cases that are read at a time, and decided at a time: what the memory holds. */
const BATCH = 100;
const AT_ONCE = 4;
const MOST = 1_000_000;

/** Begins a decision about all open cases that a filter selects, as they are now. `runBulk` does it. */
export async function startBulk(
  ctx: Ctx,
  by: Handler,
  { filter, decision }: { filter: CaseFilter; decision: BulkDecision },
): Promise<Result<Bulk, BulkError>> {
  const now = ctx.clock.now();
  const { state: asked } = filter;
  if (asked === "closed" || asked === "decided" || asked === "dismissed")
    return err({ type: "bulk/nothing-found" });
  const kept: Record<string, unknown> = { filter, communities: by.communities };
  const total = await countQueue(ctx.db, conditionOf(openOnly(filter), by, now), MOST);
  if (total === 0) return err({ type: "bulk/nothing-found" });
  const row = await ctx.db.transaction(async (tx) => {
    const id = ctx.ids.next();
    const written = await insertBulk(tx, {
      id,
      accountId: by.accountId,
      filter: kept,
      decision: { ...decision },
      total,
      createdAt: now,
    });
    const { state, action, reasons } = decision;
    const body = { bulk: id, total, state, action: action?.kind ?? null, category: reasons.category };
    await appendEntry(ctx, tx, "private", { kind: "bulk.started", by: by.accountId, body });
    return written;
  });
  return ok(toBulk(row));
}

/** Does what is left of a bulk, until it is done or stopped. Doing it again goes on where it was. */
export async function runBulk(ctx: Ctx, port: BulkPort, bulkId: string): Promise<void> {
  for (;;) {
    const row = await readBulk(ctx.db, bulkId);
    if (row?.state === "undoing") return undoRest(ctx, port, row);
    if (row?.state !== "running") return;
    const bulk = toBulk(row);
    const condition = conditionOf(openOnly(bulk.filter), handlerOf(row), row.createdAt);
    const batch = await readBatch(ctx.db, condition, {
      after: row.after,
      openedBefore: row.createdAt,
      limit: BATCH,
    });
    const last = batch.at(-1);
    if (last === undefined) return end(ctx, row, "running", "done");
    let skipped = 0;
    await inTurns(batch, async (of) => {
      const note = (on: Statements, actionIds: readonly string[]) =>
        insertItem(on, { bulkId, caseId: of.id, actionIds });
      if (!(await port.decide(bulk, toCase(of, ctx.clock.now()), note))) skipped++;
    });
    if (!(await noteProgress(ctx.db, bulkId, { after: last.id, skipped }))) return;
  }
}

async function undoRest(ctx: Ctx, port: BulkPort, row: BulkRow): Promise<void> {
  const bulk = toBulk(row);
  for (;;) {
    const items = await readItems(ctx.db, row.id, BATCH);
    if (items.length === 0) return end(ctx, row, "undoing", "undone");
    await inTurns(items, async (item) => {
      const one = { bulkId: row.id, caseId: item.caseId };
      const note = (on: Statements) => markItemUndone(on, one, ctx.clock.now());
      if (!(await port.undo(bulk, row.undoneBy ?? row.accountId, item, note)))
        await markItemLeft(ctx.db, one, ctx.clock.now());
    });
    await noteUndone(ctx.db, row.id);
  }
}

/** Stops a bulk; what it has decided stays. */
export function cancelBulk(ctx: Ctx, by: Handler, bulkId: string): Promise<Result<Bulk, BulkError>> {
  const change = { from: ["running"], to: "cancelled", at: ctx.clock.now() } as const;
  return turned(ctx, by, bulkId, "cancelled", (tx) => turnBulk(tx, bulkId, change));
}

/**
 * Begins to take back all that a bulk has done, when it is over or was stopped; or what of it could not be undone the time before.
 * `runBulk` does it, in the name of whoever asks for it.
 */
export function undoBulk(ctx: Ctx, by: Handler, bulkId: string): Promise<Result<Bulk, BulkError>> {
  return turned(ctx, by, bulkId, "undoing", (tx) => turnBack(tx, bulkId, by.accountId));
}

async function turned(
  ctx: Ctx,
  by: Handler,
  bulkId: string,
  to: BulkRow["state"],
  turn: (tx: Statements) => Promise<BulkRow | null>,
): Promise<Result<Bulk, BulkError>> {
  return ctx.db.transaction(async (tx) => {
    const row = await turn(tx);
    if (row === null) {
      const found = await readBulk(tx, bulkId);
      return err(
        found === null ? { type: "bulk/not-found", bulkId } : { type: "bulk/not-now", state: found.state },
      );
    }
    const kind = `bulk.${to}`;
    await appendEntry(ctx, tx, "private", { kind, by: by.accountId, body: { bulk: bulkId, done: row.done } });
    return ok(toBulk(row));
  });
}

async function end(
  ctx: Ctx,
  { id, accountId, undoneBy }: BulkRow,
  from: "running" | "undoing",
  to: "done" | "undone",
) {
  await ctx.db.transaction(async (tx) => {
    const row = await turnBulk(tx, id, { from: [from], to, at: ctx.clock.now() });
    if (row === null) return;
    const body = { bulk: id, done: row.done, skipped: row.skipped };
    await appendEntry(ctx, tx, "private", {
      kind: `bulk.${to}`,
      by: to === "undone" ? (undoneBy ?? accountId) : accountId,
      body,
    });
  });
}

/** A bulk and how far it is. */
export async function findBulk(
  ctx: Pick<Ctx, "db">,
  bulkId: string,
): Promise<Result<Bulk, Extract<BulkError, { type: "bulk/not-found" }>>> {
  const row = await readBulk(ctx.db, bulkId);
  return row === null ? err({ type: "bulk/not-found", bulkId }) : ok(toBulk(row));
}

/** The newest first. */
export async function listBulks(ctx: Pick<Ctx, "db">, limit: number): Promise<Bulk[]> {
  return (await readBulks(ctx.db, limit)).map(toBulk);
}

function toBulk({ accountId, filter, decision, after: _, ...row }: BulkRow): Bulk {
  return {
    ...row,
    by: accountId,
    filter: filter.filter as CaseFilter,
    decision: decision as unknown as BulkDecision,
  };
}

function handlerOf({ accountId, filter }: BulkRow): Handler {
  return { accountId, communities: filter.communities as string[] | null };
}

function openOnly(filter: CaseFilter): CaseFilter {
  const { state } = filter;
  return { ...filter, state: state === "open" || state === "waiting" ? state : "unfinished" };
}

async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items].reverse();
  const worker = async () => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
