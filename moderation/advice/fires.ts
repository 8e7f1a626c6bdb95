import { type BadLine, domainEntry, type ListEntry } from "./list-entry.ts";
import { readDomain } from "./read-domain.ts";
import { filtersOf } from "./severity.ts";

/** https://fires.fedimod.org, as its reference server 0.8 answers. */
export const firesContext = [
  "https://www.w3.org/ns/activitystreams",
  "https://fires.fedimod.org/context/fires.jsonld",
] as const;

/** Before every change: where `changes` begins. */
export const GENESIS = "00000000-0000-7000-A000-000000000000";

/** A dataset as it describes itself. */
export interface FiresDataset {
  readonly id: string;
  readonly name: string;
  readonly snapshot: string;
  readonly changes: string;
}

/** What a record does: puts an entry in the place of what was said about its entity, or takes that away. */
export type FiresStep =
  | { readonly does: "say"; readonly entry: ListEntry }
  | { readonly does: "retract"; readonly entity: "domain" | "actor"; readonly key: string }
  /** Something is gone that is not named. */
  | { readonly does: "reread" };

/** A page of records, or a snapshot. */
export interface FiresPage {
  readonly steps: readonly FiresStep[];
  readonly bad: readonly BadLine[];
  /** Where to go on; null at the end. */
  readonly next: string | null;
}

/** Whether a document is a dataset; null for what is none. */
export function readDataset(document: unknown): FiresDataset | null {
  const data = objectOf(document);
  const endpoints = objectOf(data?.endpoints);
  const [id, snapshot, changes] = [data?.id, endpoints?.snapshot, endpoints?.changes].map(addressOf);
  if (data === null || !typesOf(data).includes("Dataset") || !id || !snapshot || !changes) return null;
  return { id, name: typeof data.name === "string" ? data.name.slice(0, 200) : id, snapshot, changes };
}

/**
 * Reads a snapshot (the newest record of each entity, newest first) or a page of changes (the oldest first). The reference
 * server's `changes` of a snapshot and its `next` of a page go on after the last record; a page without records is the end,
 * and it answers the same address to ask again.
 */
export function readFiresPage(document: unknown): FiresPage | null {
  const page = objectOf(document);
  if (page === null) return null;
  const items = page.orderedItems ?? page.items;
  const next = addressOf(page.changes) ?? addressOf(page.next) ?? null;
  if (items === undefined) return next === null ? null : { steps: [], bad: [], next };
  if (!Array.isArray(items)) return null;
  const steps: FiresStep[] = [];
  const bad: BadLine[] = [];
  for (const [at, item] of items.entries()) {
    const step = readRecord(item, at + 1);
    if ("does" in step) steps.push(step);
    else bad.push(step);
  }
  return { steps, bad, next };
}

function readRecord(item: unknown, line: number): FiresStep | BadLine {
  const bad = (reason: BadLine["reason"]): BadLine => ({
    line,
    text: (JSON.stringify(item) ?? "").slice(0, 200),
    reason,
  });
  const record = objectOf(item);
  if (record === null) return bad("not-an-entry");
  const types = typesOf(record);
  // The reference server's tombstones name nothing: what is gone shows in the next snapshot alone.
  if (types.includes("Tombstone") && record.entityKey === undefined) return { does: "reread" };
  const kind = String(record.entityKind ?? "").toLowerCase();
  if (kind !== "domain" && kind !== "actor") return bad("not-an-entry");
  const entity: "domain" | "actor" = kind;
  const named = typeof record.entityKey === "string" ? record.entityKey : "";
  const key = entity === "domain" ? keyOfDomain(named) : addressOf(named);
  if (key === undefined || key === null) return bad("not-a-domain");
  if (types.includes("Retraction") || types.includes("Tombstone")) return { does: "retract", entity, key };
  const labels = arrayOf(record.labels).flatMap((label) => addressOf(label) ?? []);
  const about = { entity, labels: labels.slice(0, 50), publicReason: commentOf(record) };
  if (types.includes("Advisory"))
    return { does: "say", entry: { ...domainEntry(key, { verdict: "advisory" }), ...about } };
  if (!types.includes("Recommendation")) return bad("not-an-entry");
  const filters = filtersOf(arrayOf(record.recommendedFilters).filter((name) => typeof name === "string"));
  const said = policies[String(record.recommendedPolicy ?? "")];
  if (said === undefined) return bad("unknown-severity");
  const verdict = said;
  const flags = {
    rejectMedia: verdict === "none" && filters.includes("reject-media"),
    rejectReports:
      verdict === "none" && filters.some((name) => name === "reject-reports" || name === "ignore-reports"),
  };
  const kept = verdict === "none" ? filters : [];
  return { does: "say", entry: { ...domainEntry(key, { verdict, ...flags, filters: kept }), ...about } };
}

const policies: Readonly<Record<string, ListEntry["verdict"]>> = {
  accept: "accept",
  filter: "none",
  reject: "reject",
  drop: "reject",
};

function keyOfDomain(named: string): string | null {
  const read = readDomain(named);
  return "domain" in read ? read.domain : null;
}

function commentOf({ comment }: Record<string, unknown>): string {
  return typeof comment === "string" ? comment.slice(0, 2_000) : "";
}

function objectOf(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

function arrayOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function typesOf({ type }: Record<string, unknown>): unknown[] {
  return arrayOf(type);
}

/** An address, by itself or as the id of an object. */
function addressOf(value: unknown): string | undefined {
  const text = typeof value === "string" ? value : objectOf(value)?.id;
  if (typeof text !== "string" || text.length > 2_048) return undefined;
  return /^https?:$/.test(URL.parse(text)?.protocol ?? "") ? text : undefined;
}
