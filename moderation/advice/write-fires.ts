import type { Dataset, DatasetChange } from "./dataset.ts";
import { firesContext, GENESIS } from "./fires.ts";

const types = {
  advisory: "Advisory",
  recommendation: "Recommendation",
  retraction: "Retraction",
  tombstone: "Tombstone",
} as const;

const at = (origin: string, ...parts: string[]) => [`${origin}/datasets`, ...parts].join("/");
/** XSD, without fractions of a second, as the reference server writes it. */
const when = (time: Date) => time.toISOString().replace(/\.\d+Z$/, "Z");

/** A FIRES `Dataset`, as the reference server's serializer writes it. */
export function datasetDocument(origin: string, dataset: Dataset, hasContext = true) {
  const { id, name, summary, createdAt, updatedAt } = dataset;
  return {
    ...(hasContext && { "@context": firesContext }),
    type: "Dataset",
    id: at(origin, id),
    url: at(origin, id),
    name,
    published: when(createdAt),
    endpoints: { changes: at(origin, id, "changes"), snapshot: at(origin, id, "snapshot") },
    ...(updatedAt !== null && { updated: when(updatedAt) }),
    ...(summary !== "" && { summary }),
  };
}

/** The `Collection` of a server's datasets. */
export function datasetsDocument(origin: string, datasets: readonly Dataset[]) {
  const items = datasets.map((dataset) => datasetDocument(origin, dataset, false));
  return { "@context": firesContext, type: "Collection", totalItems: items.length, items };
}

/** The newest record of each entity, the newest first, and where the changes after it are. */
export function snapshotDocument(origin: string, dataset: Dataset, changes: readonly DatasetChange[]) {
  const [latest] = changes;
  const id = at(origin, dataset.id, "snapshot");
  return {
    "@context": firesContext,
    id,
    type: "Collection",
    summary: `Snapshot for ${dataset.name} dataset`,
    dataset: at(origin, dataset.id),
    totalItems: changes.length,
    ...(latest && {
      updated: when(latest.createdAt),
      changes: `${at(origin, dataset.id, "changes")}?since=${latest.id}`,
    }),
    orderedItems: changes.map((change) => changeDocument(origin, change)),
  };
}

/** The collection of changes, or with `since` a page of it: the oldest first. */
export function changesDocument(
  origin: string,
  datasetId: string,
  {
    since,
    changes,
    total,
    lastId,
  }: { since: string | null; changes: readonly DatasetChange[]; total: number; lastId: string | null },
) {
  const id = at(origin, datasetId, "changes");
  const pageAt = (cursor: string) => `${id}?since=${cursor}`;
  const first = total > 0 ? { first: pageAt(GENESIS) } : {};
  if (since === null)
    return {
      "@context": firesContext,
      id,
      type: "OrderedCollection",
      dataset: at(origin, datasetId),
      totalItems: total,
      ...first,
      ...(lastId !== null && { last: pageAt(lastId) }),
      ...(total > 0 ? { next: pageAt(GENESIS) } : { orderedItems: [] }),
    };
  return {
    "@context": firesContext,
    id: pageAt(since),
    partOf: id,
    type: "OrderedCollectionPage",
    dataset: at(origin, datasetId),
    totalItems: total,
    ...first,
    ...(changes.length > 0 && lastId !== null && { last: pageAt(lastId) }),
    next: pageAt(changes.at(-1)?.id ?? since),
    orderedItems: changes.map((change) => changeDocument(origin, change)),
  };
}

/** One record. A tombstone names what it is about beside, so that readers need no second snapshot. */
export function changeDocument(origin: string, change: DatasetChange) {
  const { datasetId, entity, key, type, labels, policy, filters, comment } = change;
  return {
    id: at(origin, datasetId, "changes", change.id),
    type: types[type],
    published: when(change.createdAt),
    entityKind: entity,
    entityKey: key,
    ...((type === "advisory" || type === "recommendation") && { labels }),
    ...(type === "recommendation" && { recommendedPolicy: policy, recommendedFilters: filters }),
    ...(comment !== "" && { comment }),
  };
}
