import { createHash } from "node:crypto";
import { err, ok, type Result } from "#protocol/result.ts";
import { appendEntry } from "../ledger/append.ts";
import type { ModerationCtx, Statements } from "../ports.ts";
import { listsOf } from "./compile/lists.ts";
import { normaliseEntry } from "./lists/entry.ts";
import type { ListKind, PolicyList, WordOptions } from "./lists/list.ts";
import { parseRules } from "./read/rules.ts";
import { limits } from "./rule.ts";
import {
  deleteAllEntries,
  deleteEntries,
  deleteList,
  insertEntries,
  insertList,
  lockList,
  noteChange,
  readList,
  updateList,
} from "./store/lists.ts";
import { lockVersions, readVersion } from "./store/versions.ts";

export type ListError =
  | { type: "policy/list-not-found" }
  | { type: "policy/list-name-taken" }
  | { type: "policy/list-bad-name" }
  /** Rules ask it. */
  | { type: "policy/list-in-use"; rules: readonly string[] }
  | { type: "policy/list-full"; most: number };

export interface ListTerms extends WordOptions {
  readonly description: string;
}

const usual: ListTerms = { description: "", folding: "confusables", wholeWords: true };

/** @param name lower-case letters, digits and hyphens, at most 64 */
export async function createList(
  ctx: ModerationCtx,
  by: string | null,
  { name, kind, ...terms }: { name: string; kind: ListKind } & Partial<ListTerms>,
): Promise<Result<PolicyList, ListError>> {
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(name)) return err({ type: "policy/list-bad-name" });
  const now = ctx.clock.now();
  const list: PolicyList = {
    ...usual,
    ...terms,
    id: ctx.ids.next(),
    name,
    kind,
    entriesCount: 0,
    revision: 1,
    createdAt: now,
    updatedAt: now,
  };
  return ctx.db.transaction(async (tx) => {
    if (!(await insertList(tx, list))) return err({ type: "policy/list-name-taken" });
    await enter(ctx, tx, by, list, { change: "created" });
    return ok(list);
  });
}

export async function changeList(
  ctx: ModerationCtx,
  by: string | null,
  name: string,
  terms: Partial<ListTerms>,
): Promise<Result<PolicyList, ListError>> {
  return onList(ctx, name, async (tx, list) => {
    await updateList(tx, list.id, { ...list, ...terms }, ctx.clock.now());
    await enter(ctx, tx, by, list, { change: "terms", terms });
    return ok();
  });
}

/** A list that rules ask cannot go. */
export async function removeList(
  ctx: ModerationCtx,
  by: string | null,
  name: string,
): Promise<Result<void, ListError>> {
  return ctx.db.transaction(async (tx): Promise<Result<void, ListError>> => {
    await lockVersions(tx);
    const list = await lockList(tx, name);
    if (list === null) return err({ type: "policy/list-not-found" });
    const rules = await rulesThatAsk(tx, name);
    if (rules.length > 0) return err({ type: "policy/list-in-use", rules });
    await deleteList(tx, list.id);
    await enter(ctx, tx, by, list, { change: "removed", entries: list.entriesCount });
    return ok();
  });
}

async function rulesThatAsk(on: Statements, name: string): Promise<readonly string[]> {
  const version = await readVersion(on, null);
  const parsed = version && parseRules(version.source, version.format);
  if (!parsed?.ok) return [];
  return parsed.value.rules.filter((rule) => listsOf({ rules: [rule] }).has(name)).map(({ id }) => id);
}

/** What became of entries that were to be added. */
export interface Added {
  readonly list: PolicyList;
  readonly added: number;
  /** There already, or twice. */
  readonly known: number;
  /** None of the list's kind: how many, and the first ten. */
  readonly refused: number;
  readonly examples: readonly string[];
}

const BATCH = 10_000;

/**
 * Adds entries, in one transaction: all or nothing.
 *
 * @param entries as people write them; see `lists/entry.ts`
 * @param options.replace whether all others go
 * @param options.onProgress told now and then how many have been read
 */
export async function addEntries(
  ctx: ModerationCtx,
  by: string | null,
  name: string,
  entries: Iterable<{ entry: string; comment?: string }>,
  options: { replace?: boolean; onProgress?: (read: number) => void } = {},
): Promise<Result<Added, ListError>> {
  const { replace = false, onProgress } = options;
  return ctx.db
    .transaction(async (tx): Promise<Result<Added, ListError>> => {
      const list = await lockList(tx, name);
      if (list === null) return err({ type: "policy/list-not-found" });
      const now = ctx.clock.now();
      const before = replace ? await deleteAllEntries(tx, list.id) : 0;
      const examples: string[] = [];
      const digest = createHash("sha256");
      let [read, added, refused] = [0, 0, 0];
      let batch = new Map<string, string>();
      const room = limits.list - (list.entriesCount - before);
      const flush = async () => {
        const rows = [...batch].map(([entry, comment]) => ({ entry, comment }));
        for (const { entry } of rows) digest.update(`${entry}\n`);
        added += await insertEntries(tx, list.id, rows, by, now);
        batch = new Map();
        onProgress?.(read);
      };
      for (const { entry, comment = "" } of entries) {
        read++;
        const clean = normaliseEntry(list.kind, entry);
        if (clean === null) {
          refused++;
          if (examples.length < 10) examples.push(entry.slice(0, 200));
        } else batch.set(clean, comment.replaceAll("\0", "").toWellFormed().slice(0, 500));
        if (batch.size >= BATCH) await flush();
        if (added > room) break;
      }
      if (batch.size > 0) await flush();
      if (added > room) throw new TooMany();
      await noteChange(tx, list.id, added - before, now);
      await enter(ctx, tx, by, list, {
        change: replace ? "replaced" : "added",
        added,
        ...(replace && { removed: before }),
        digest: digest.digest("hex"),
      });
      const after = (await readList(tx, name)) ?? list;
      return ok({ list: after, added, known: read - refused - added, refused, examples });
    })
    .catch(full);
}

/** Takes the whole transaction back. */
class TooMany extends Error {}

function full(error: unknown): Result<never, ListError> {
  if (error instanceof TooMany) return err({ type: "policy/list-full", most: limits.list });
  throw error;
}

/** @returns how many there were */
export async function removeEntries(
  ctx: ModerationCtx,
  by: string | null,
  name: string,
  entries: readonly string[],
): Promise<Result<{ list: PolicyList; removed: number }, ListError>> {
  let removed = 0;
  const changed = await onList(ctx, name, async (tx, list) => {
    const clean = entries.map((entry) => normaliseEntry(list.kind, entry) ?? entry);
    removed = await deleteEntries(tx, list.id, clean);
    if (removed === 0) return ok();
    await noteChange(tx, list.id, -removed, ctx.clock.now());
    await enter(ctx, tx, by, list, { change: "taken-off", removed, entries: clean.slice(0, 50) });
    return ok();
  });
  return changed.ok ? ok({ list: changed.value, removed }) : changed;
}

async function onList(
  ctx: ModerationCtx,
  name: string,
  work: (tx: Statements, list: PolicyList) => Promise<Result<void, ListError>>,
): Promise<Result<PolicyList, ListError>> {
  return ctx.db.transaction(async (tx): Promise<Result<PolicyList, ListError>> => {
    const list = await lockList(tx, name);
    if (list === null) return err({ type: "policy/list-not-found" });
    const done = await work(tx, list);
    if (!done.ok) return done;
    return ok((await readList(tx, name)) ?? list);
  });
}

async function enter(
  ctx: ModerationCtx,
  on: Statements,
  by: string | null,
  { name, kind }: PolicyList,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  await appendEntry(ctx, on, "private", {
    kind: "policy.list-changed",
    by,
    body: { list: name, of: kind, ...details },
  });
  // What is on a list, and its name, may tell of people.
  await appendEntry(ctx, on, "public", {
    kind: "policy.list-changed",
    body: { of: kind, change: details.change },
  });
}
