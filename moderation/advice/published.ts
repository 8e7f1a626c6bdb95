import type { ModerationCtx } from "../ports.ts";
import type { Dataset, DatasetChange } from "./dataset.ts";
import { GENESIS } from "./fires.ts";

import { countChanges, readChange, readChanges, readDataset, readDatasets, readSnapshot } from "./store.ts";

type Deps = Pick<ModerationCtx, "db">;

/** So many records are on a page, as on the reference server's. */
const PAGE = 100;

export function listDatasets({ db }: Deps): Promise<Dataset[]> {
  return readDatasets(db);
}

export function findDataset({ db }: Deps, id: string): Promise<Dataset | null> {
  return readDataset(db, id);
}

/** The last record of each entity, the newest first. */
export function findSnapshot({ db }: Deps, id: string): Promise<DatasetChange[]> {
  return readSnapshot(db, id);
}

export function findChange({ db }: Deps, datasetId: string, id: string): Promise<DatasetChange | null> {
  return readChange(db, datasetId, id);
}

/** A page of records after one, the oldest first, with how many there are in all and which is the last. */
export async function listChanges(
  { db }: Deps,
  datasetId: string,
  since: string | null,
): Promise<{ changes: DatasetChange[]; total: number; lastId: string | null }> {
  const { total, lastId } = await countChanges(db, datasetId);
  return { changes: await readChanges(db, datasetId, since ?? GENESIS, PAGE), total, lastId };
}
