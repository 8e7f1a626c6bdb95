import { type ListError, type ListFormat, type ListLimits, readList } from "#moderation/advice/read-list.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { record } from "../admin/audit.ts";
import type { ApiCtx, Ctx } from "../context.ts";
import { addEntries } from "./store/entries.ts";
import {
  changeList,
  countRead,
  type DomainList,
  deleteHalfRead,
  deleteList,
  holdList,
  insertList,
  readList as readDomainList,
  readLists,
} from "./store/lists.ts";

type Deps = Pick<Ctx, "db" | "clock" | "ids">;

export type ImportError =
  | ListError
  | { type: "domain-list/not-found" }
  /** Nothing in it can be used. */
  | { type: "domain-list/empty" }
  | { type: "domain-list/wrong-state"; state: DomainList["state"] };

/**
 * Reads a file of domains, of any size, as it comes. Nothing is done with it yet: an administrator looks at the preview and
 * applies it (`applyImport`), or forgets it. A file that is no list leaves nothing behind.
 *
 * @param input.purpose `allow` for the list of those that a node of limited federation deals with
 */
export async function beginImport(
  ctx: Deps,
  input: {
    name: string;
    by: string | null;
    format?: ListFormat | "auto";
    purpose?: DomainList["purpose"];
    limits?: ListLimits;
  },
  chunks: AsyncIterable<Uint8Array>,
): Promise<Result<DomainList, ImportError>> {
  const { name, by, format = "auto", purpose = "block", limits } = input;
  const id = ctx.ids.next();
  const createdAt = ctx.clock.now();
  await insertList(ctx.db, { id, kind: "import", state: "reading", name, purpose, createdBy: by, createdAt });
  const read = await readList(chunks, { format, ...(limits && { limits }) }, ({ entries, bad }) =>
    ctx.db.transaction(async (tx) => {
      const domains = entries.filter(({ entity }) => entity === "domain");
      const added = await addEntries(tx, id, domains);
      await countRead(tx, id, { entries: added, bad });
    }),
  );
  const list = await readDomainList(ctx, id);
  if (!read.ok || list === null || list.total === 0) {
    await ctx.db.transaction((tx) => deleteList(tx, id));
    return err(read.ok ? { type: "domain-list/empty" } : read.error);
  }
  await changeList(ctx.db, id, { state: "ready", format: read.value.format });
  return ok({ ...list, state: "ready", format: read.value.format });
}

/** The newest first. */
export function listImports(ctx: Pick<Ctx, "db">): Promise<DomainList[]> {
  return readLists(ctx, "import");
}

export async function findImport(
  ctx: Pick<Ctx, "db">,
  id: string,
): Promise<Result<DomainList, { type: "domain-list/not-found" }>> {
  const list = await readDomainList(ctx, id);
  return list?.kind === "import" ? ok(list) : err({ type: "domain-list/not-found" });
}

type Step = Pick<ApiCtx, "db" | "clock" | "ids" | "chores">;

/** Lets a job apply a file that was looked at. What it decides is one source's: it can be taken back as a whole. */
export function applyImport(ctx: Step, by: string | null, id: string) {
  return step(ctx, by, id, { from: ["ready", "undone"], to: "applying", action: "domain-list.applied" });
}

/** Lets a job take back everything that a file brought about, and nothing that others decided. */
export function undoImport(ctx: Step, by: string | null, id: string) {
  return step(ctx, by, id, { from: ["applying", "applied"], to: "undoing", action: "domain-list.undone" });
}

async function step(
  ctx: Step,
  by: string | null,
  id: string,
  { from, to, action }: { from: DomainList["state"][]; to: "applying" | "undoing"; action: StepAction },
): Promise<Result<DomainList, ImportError>> {
  const done = await ctx.db.transaction(async (tx): Promise<Result<DomainList, ImportError>> => {
    const list = await holdList(tx, id);
    if (list?.kind !== "import") return err({ type: "domain-list/not-found" });
    if (!from.includes(list.state)) return err({ type: "domain-list/wrong-state", state: list.state });
    const changes = { state: to, progress: "", done: 0 } as const;
    await changeList(tx, id, changes);
    await record(ctx, tx, { by, action, target: id, details: { name: list.name, total: list.total } });
    return ok({ ...list, ...changes });
  });
  if (done.ok) await ctx.chores.add({ kind: "domain-import", importId: id });
  return done;
}

type StepAction = "domain-list.applied" | "domain-list.undone";

/** No file takes this long to read: whoever read it is gone. */
const READ_MS = 3_600_000;

/** Forgets files whose reading ended with its process, as one that is no list is forgotten. A periodic task. */
export async function forgetHalfRead(ctx: Pick<Ctx, "db" | "clock">): Promise<void> {
  await deleteHalfRead(ctx.db, new Date(ctx.clock.now().getTime() - READ_MS));
}

/** Forgets a file that brings about nothing. */
export async function forgetImport(
  ctx: Pick<Ctx, "db">,
  id: string,
): Promise<Result<undefined, ImportError>> {
  return ctx.db.transaction(async (tx) => {
    const list = await holdList(tx, id);
    if (list?.kind !== "import") return err({ type: "domain-list/not-found" });
    if (list.state !== "ready" && list.state !== "undone" && list.state !== "failed")
      return err({ type: "domain-list/wrong-state", state: list.state });
    await deleteList(tx, id);
    return ok();
  });
}
