import { type FiresDataset, type FiresPage, readFiresPage } from "#moderation/advice/fires.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Tx } from "../context.ts";
import { fetchDocument } from "./fetch-list.ts";
import { isTooMuch } from "./guard.ts";
import type { RefreshDeps, RefreshError } from "./refreshed.ts";
import { compareWith, deleteEntries, deleteOthers, upsertEntries } from "./store/entries.ts";
import { changeList, countRead, type DomainList } from "./store/lists.ts";

/** So many pages of changes are read at a time; the rest is read the next time. */
const MOST_PAGES = 2_000;

/**
 * Takes over what a FIRES dataset has published since the last time: the snapshot at first, then its changes page by page. How
 * far it has come is kept with each page, so that it goes on there after whatever happens. A retraction of what was never said
 * does nothing.
 *
 * @returns the keys about which it says something else now
 */
export async function fetchFires(
  ctx: RefreshDeps,
  list: DomainList,
  { dataset, isForced = false }: { dataset?: FiresDataset; isForced?: boolean } = {},
): Promise<Result<string[], RefreshError>> {
  const changed = new Set<string>();
  let url = dataset?.snapshot ?? list.cursor;
  for (let page = 0; url !== null && page < MOST_PAGES; page++) {
    const fetched = await fetchDocument(ctx, url);
    if (!fetched.ok) return changed.size > 0 ? ok([...changed]) : fetched;
    const read = readFiresPage(fetched.value);
    if (read === null || (read.next !== null && !isSameHost(read.next, url)))
      return changed.size > 0 ? ok([...changed]) : err({ type: "domain-list/not-json" });
    // The reference server's last page names itself as the next: to be asked again the next time.
    const isEnd = read.next === null || read.next === url;
    const cursor = read.next ?? (page === 0 && dataset !== undefined ? dataset.changes : url);
    const isSnapshot = page === 0 && dataset !== undefined;
    const kept = await ctx.db.transaction((tx) => takePage(tx, list, read, { cursor, isSnapshot, isForced }));
    if (!kept.ok) return kept;
    for (const key of kept.value) changed.add(key);
    if (isEnd || (page > 0 && read.steps.length === 0)) break;
    url = read.next;
  }
  return ok([...changed]);
}

type NamedStep = Exclude<FiresPage["steps"][number], { does: "reread" }>;

async function takePage(
  tx: Tx,
  list: DomainList,
  { steps, bad }: FiresPage,
  { cursor, isSnapshot, isForced }: { cursor: string; isSnapshot: boolean; isForced: boolean },
): Promise<Result<string[], RefreshError>> {
  const ordered = isSnapshot ? steps.toReversed() : steps;
  // Of several records about one entity the last holds.
  const last = new Map<string, NamedStep>();
  for (const step of ordered) {
    if (step.does === "reread") continue;
    const { entity, key } = step.does === "say" ? step.entry : step;
    last.set(`${entity} ${key}`, step);
  }
  const said = [...last.values()].flatMap((step) => (step.does === "say" ? [step.entry] : []));
  if (isSnapshot) {
    const { before, gone } = await compareWith(tx, list.id, said);
    if (!isForced && isTooMuch(gone, before)) return err({ type: "domain-list/too-much-gone", gone, before });
  }
  const retracted = [...last.values()].flatMap((step) => (step.does === "retract" ? [step] : []));
  const gone = isSnapshot
    ? await deleteOthers(tx, list.id, said)
    : await deleteEntries(tx, list.id, retracted);
  const { added, changed } = await upsertEntries(tx, list.id, said);
  await countRead(tx, list.id, { entries: added - gone.length, bad });
  const isToReread = steps.some(({ does }) => does === "reread") && !isSnapshot;
  await changeList(tx, list.id, { cursor: isToReread ? null : cursor, format: "fires", progress: "dirty" });
  return ok([...gone, ...changed.map(({ key }) => key)]);
}

/** A dataset leads nowhere but to its own server. */
function isSameHost(url: string, other: string): boolean {
  return new URL(url).host === new URL(other).host;
}
