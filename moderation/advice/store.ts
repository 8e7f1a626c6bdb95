import type { Statements } from "../ports.ts";
import type { Dataset, DatasetChange } from "./dataset.ts";

const dataset = `id, name, summary, created_at as "createdAt", updated_at as "updatedAt"`;
const change = `id, dataset_id as "datasetId", type, entity, key, labels, policy, filters, comment,
  created_at as "createdAt"`;

export async function insertDataset(
  on: Statements,
  { id, name, summary, createdAt }: Dataset,
): Promise<void> {
  await on.run(
    "insert into datasets (id, name, summary, created_at) values ($1::uuid, $2::text, $3::text, $4::timestamptz)",
    [id, name, summary, createdAt],
  );
}

export function readDatasets(on: Statements): Promise<Dataset[]> {
  return on.run<Dataset>(`select ${dataset} from datasets order by id`, []);
}

export async function readDataset(on: Statements, id: string): Promise<Dataset | null> {
  const [row] = await on.run<Dataset>(`select ${dataset} from datasets where id = $1::uuid`, [id]);
  return row ?? null;
}

/** Holds a dataset until the transaction ends, so that its records get their ids in the order in which they are committed. */
export async function holdDataset(on: Statements, id: string): Promise<{ lastId: string | null } | null> {
  const rows = await on.run("select id from datasets where id = $1::uuid for update", [id]);
  if (rows.length === 0) return null;
  const [last] = await on.run<{ id: string }>(
    "select id from dataset_changes where dataset_id = $1::uuid order by id desc limit 1",
    [id],
  );
  return { lastId: last?.id ?? null };
}

export async function insertChange(on: Statements, row: DatasetChange): Promise<void> {
  await on.run(
    `insert into dataset_changes (id, dataset_id, type, entity, key, labels, policy, filters, comment, created_at)
     values ($1::uuid, $2::uuid, $3::text, $4::text, $5::text, array(select jsonb_array_elements_text($6::jsonb)),
       $7::text, array(select jsonb_array_elements_text($8::jsonb)), $9::text, $10::timestamptz)`,
    [
      ...[row.id, row.datasetId, row.type, row.entity, row.key, JSON.stringify(row.labels), row.policy],
      ...[JSON.stringify(row.filters), row.comment, row.createdAt],
    ],
  );
}

/** What was said of an entity is gone for good: its records stay as tombstones. */
export async function emptyChanges(
  on: Statements,
  datasetId: string,
  entity: string,
  key: string,
): Promise<void> {
  await on.run(
    `update dataset_changes set type = 'tombstone', labels = '{}', policy = null, filters = '{}', comment = ''
     where dataset_id = $1::uuid and entity = $2::text and key = $3::text`,
    [datasetId, entity, key],
  );
}

/** The last record about an entity. */
export async function readLatest(
  on: Statements,
  datasetId: string,
  entity: string,
  key: string,
): Promise<DatasetChange | null> {
  const [row] = await on.run<DatasetChange>(
    `select ${change} from dataset_changes where dataset_id = $1::uuid and entity = $2::text and key = $3::text
     order by id desc limit 1`,
    [datasetId, entity, key],
  );
  return row ?? null;
}

export async function readChange(
  on: Statements,
  datasetId: string,
  id: string,
): Promise<DatasetChange | null> {
  const [row] = await on.run<DatasetChange>(
    `select ${change} from dataset_changes where dataset_id = $1::uuid and id = $2::uuid`,
    [datasetId, id],
  );
  return row ?? null;
}

/** The oldest first, after one of them. */
export function readChanges(
  on: Statements,
  datasetId: string,
  after: string,
  limit: number,
): Promise<DatasetChange[]> {
  return on.run<DatasetChange>(
    `select ${change} from dataset_changes where dataset_id = $1::uuid and id > $2::uuid order by id limit $3::int`,
    [datasetId, after, limit],
  );
}

export async function countChanges(
  on: Statements,
  datasetId: string,
): Promise<{ total: number; lastId: string | null }> {
  const [row] = await on.run<{ total: number; lastId: string | null }>(
    `select count(*)::int as total, (select id from dataset_changes where dataset_id = $1::uuid
       order by id desc limit 1) as "lastId" from dataset_changes where dataset_id = $1::uuid`,
    [datasetId],
  );
  return row ?? { total: 0, lastId: null };
}

/** The last record of each entity, the newest first. */
export function readSnapshot(on: Statements, datasetId: string): Promise<DatasetChange[]> {
  return on.run<DatasetChange>(
    `select * from (select distinct on (entity, key) ${change} from dataset_changes
       where dataset_id = $1::uuid order by entity, key, id desc) c order by id desc`,
    [datasetId],
  );
}
