import type { Voice } from "#moderation/advice/agree.ts";
import type { ListEntry } from "#moderation/advice/list-entry.ts";
import type { Tx } from "../../context.ts";
import { type Runner, run } from "../../platform/statement.ts";
import { storableJson } from "../../posts/storable.ts";

const fields = `entity, key, verdict, reject_media, reject_reports, filters, reason, public_reason, obfuscate, labels`;
const answered = `entity, key, verdict, reject_media as "rejectMedia", reject_reports as "rejectReports", filters, reason,
  public_reason as "publicReason", obfuscate, labels`;
const given = `jsonb_to_recordset($1::jsonb) as e(entity text, key text, verdict text, "rejectMedia" boolean,
  "rejectReports" boolean, filters text[], reason text, "publicReason" text, obfuscate boolean, labels text[])`;
const values = `e.entity, e.key, e.verdict, e."rejectMedia", e."rejectReports", e.filters, e.reason, e."publicReason",
  e.obfuscate, e.labels`;
const set = `verdict = excluded.verdict, reject_media = excluded.reject_media,
  reject_reports = excluded.reject_reports, filters = excluded.filters, reason = excluded.reason,
  public_reason = excluded.public_reason, obfuscate = excluded.obfuscate, labels = excluded.labels`;
const differs = `(l.verdict, l.reject_media, l.reject_reports, l.filters, l.reason, l.public_reason, l.obfuscate, l.labels)
  is distinct from`;

/** What a list names twice: the later word holds. */
function once(entries: readonly ListEntry[]): ListEntry[] {
  return [...new Map(entries.map((entry) => [`${entry.entity} ${entry.key}`, entry])).values()];
}

const upsert = `insert into list_entries as l (list_id, ${fields}) select $2::uuid, ${values} from ${given}
  on conflict (list_id, entity, key) do update set ${set}
  where ${differs} (excluded.verdict, excluded.reject_media, excluded.reject_reports, excluded.filters,
    excluded.reason, excluded.public_reason, excluded.obfuscate, excluded.labels)`;

/** Writes what a list says; answers how many of it are new, and which keys have changed. */
export async function upsertEntries(
  tx: Tx,
  listId: string,
  entries: readonly ListEntry[],
): Promise<{ added: number; changed: { entity: string; key: string }[] }> {
  const rows = await run<{ entity: string; key: string; isNew: boolean }>(
    tx,
    `${upsert} returning entity, key, xmax = 0 as "isNew"`,
    [storableJson(once(entries)), listId],
  );
  return { added: rows.filter(({ isNew }) => isNew).length, changed: rows };
}

/** The same for whoever needs to know only how many are new. */
export async function addEntries(tx: Tx, listId: string, entries: readonly ListEntry[]): Promise<number> {
  const [row] = await run<{ added: number }>(
    tx,
    `with done as (${upsert} returning xmax = 0 as is_new) select count(*) filter (where is_new)::int as added from done`,
    [storableJson(once(entries)), listId],
  );
  return row?.added ?? 0;
}

/** Where a list is put that takes the place of what is there. It goes away with the transaction. */
export async function openStage(tx: Tx): Promise<void> {
  await run(
    tx,
    "create temporary table staged_entries (like list_entries including defaults) on commit drop",
    [],
  );
  await run(tx, "create unique index on staged_entries (entity, key)", []);
}

export async function stage(tx: Tx, listId: string, entries: readonly ListEntry[]): Promise<void> {
  await run(
    tx,
    `insert into staged_entries (list_id, ${fields}) select $2::uuid, ${values} from ${given}
     on conflict (entity, key) do update set ${set}`,
    [storableJson(once(entries)), listId],
  );
}

/** How the staged list differs from what the list said. */
export async function compareStage(
  tx: Tx,
  listId: string,
): Promise<{ before: number; after: number; gone: number }> {
  const [row] = await run<{ before: number; after: number; gone: number }>(
    tx,
    `select (select count(*)::int from list_entries where list_id = $1::uuid) as before,
       (select count(*)::int from staged_entries) as after,
       (select count(*)::int from list_entries l where l.list_id = $1::uuid and not exists (
         select from staged_entries s where s.entity = l.entity and s.key = l.key)) as gone`,
    [listId],
  );
  return row ?? { before: 0, after: 0, gone: 0 };
}

/** Makes the staged list what the list says; answers the domains about which it says something else now. */
export async function takeStage(tx: Tx, listId: string): Promise<string[]> {
  const gone = await run<{ key: string }>(
    tx,
    `delete from list_entries l where l.list_id = $1::uuid and not exists (
       select from staged_entries s where s.entity = l.entity and s.key = l.key) returning l.key`,
    [listId],
  );
  const changed = await run<{ key: string }>(
    tx,
    `insert into list_entries as l (list_id, ${fields}) select list_id, ${fields} from staged_entries
     on conflict (list_id, entity, key) do update set ${set}
     where ${differs} (excluded.verdict, excluded.reject_media, excluded.reject_reports, excluded.filters,
       excluded.reason, excluded.public_reason, excluded.obfuscate, excluded.labels)
     returning key`,
    [listId],
  );
  return [...gone, ...changed].map(({ key }) => key);
}

/** Removes what a list says about some; answers those about which it had said anything. */
export async function deleteEntries(
  tx: Tx,
  listId: string,
  keys: readonly { entity: string; key: string }[],
): Promise<string[]> {
  const rows = await run<{ key: string }>(
    tx,
    `delete from list_entries l using jsonb_to_recordset($2::jsonb) as k(entity text, key text)
     where l.list_id = $1::uuid and l.entity = k.entity and l.key = k.key returning l.key`,
    [listId, storableJson(keys)],
  );
  return rows.map(({ key }) => key);
}

/** How what a list says is less than it was, where it says this and nothing else. */
export async function compareWith(
  tx: Tx,
  listId: string,
  entries: readonly Pick<ListEntry, "entity" | "key">[],
): Promise<{ before: number; gone: number }> {
  const [row] = await run<{ before: number; gone: number }>(
    tx,
    `with named as materialized (select * from jsonb_to_recordset($1::jsonb) as n(entity text, key text))
     select count(*)::int as before, count(*) filter (where not exists (select from named n
       where n.entity = l.entity and n.key = l.key))::int as gone
     from list_entries l where l.list_id = $2::uuid`,
    [storableJson(namesOf(entries)), listId],
  );
  return row ?? { before: 0, gone: 0 };
}

/** Removes what a list says beside this; answers about what that was. */
export async function deleteOthers(
  tx: Tx,
  listId: string,
  entries: readonly Pick<ListEntry, "entity" | "key">[],
): Promise<string[]> {
  const rows = await run<{ key: string }>(
    tx,
    `with named as materialized (select * from jsonb_to_recordset($1::jsonb) as n(entity text, key text))
     delete from list_entries l where l.list_id = $2::uuid
       and not exists (select from named n where n.entity = l.entity and n.key = l.key) returning l.key`,
    [storableJson(namesOf(entries)), listId],
  );
  return rows.map(({ key }) => key);
}

function namesOf(entries: readonly Pick<ListEntry, "entity" | "key">[]) {
  return entries.map(({ entity, key }) => ({ entity, key }));
}

export interface EntryRow extends ListEntry {
  readonly answer: "confirmed" | "dismissed" | null;
}

/** What a list says about domains, in order, after one of them. */
export function readEntries(
  on: Runner,
  listId: string,
  { after, limit, entity = null }: { after: string; limit: number; entity?: "domain" | "actor" | null },
): Promise<EntryRow[]> {
  return run<EntryRow>(
    on,
    `select ${answered}, answer from list_entries where list_id = $1::uuid and key > $2::text
       and ($4::text is null or entity = $4::text) order by key limit $3::int`,
    [listId, after, limit, entity],
  );
}

/** What all subscriptions that are in force say about some domains. */
export function readVoices(
  on: Runner,
  domains: readonly string[],
): Promise<(Voice["entry"] & { key: string; listId: string; answer: Voice["answer"] })[]> {
  return run(
    on,
    `select e.key, e.list_id as "listId", e.verdict, e.reject_media as "rejectMedia",
       e.reject_reports as "rejectReports", e.filters, e.reason, e.public_reason as "publicReason", e.obfuscate, e.answer
     from jsonb_array_elements_text($1::jsonb) as d(domain)
     join list_entries e on e.key = d.domain and e.entity = 'domain'
     join domain_lists l on l.id = e.list_id and l.kind = 'subscription' and l.purpose = 'block'`,
    [JSON.stringify(domains)],
  );
}

/** What the subscriptions have decided about some domains. */
export function readListDecisions(
  on: Runner,
  domains: readonly string[],
): Promise<{ domain: string; source: `list:${string}`; terms: Record<string, unknown> }[]> {
  return run(
    on,
    `select d.domain, d.source, jsonb_build_object('verdict', d.verdict, 'rejectMedia', d.reject_media,
       'rejectReports', d.reject_reports, 'filters', d.filters, 'reason', d.reason,
       'publicReason', d.public_reason, 'obfuscate', d.obfuscate) as terms
     from jsonb_array_elements_text($1::jsonb) as n(domain) join domain_decisions d on d.domain = n.domain
     where d.source like 'list:%'`,
    [JSON.stringify(domains)],
  );
}

/** All domains that a subscription names or has decided about, after one of them. */
export async function readConcerned(on: Runner, after: string, limit: number): Promise<string[]> {
  const rows = await run<{ domain: string }>(
    on,
    `select domain from (
       select key as domain from list_entries where entity = 'domain' and key > $1::text
       union select domain from domain_decisions where source like 'list:%' and domain > $1::text) d
     order by domain limit $2::int`,
    [after, limit],
  );
  return rows.map(({ domain }) => domain);
}

/** The node's own allow-list: no list decides about those on it. */
export async function readAllowed(on: Runner, domains: readonly string[]): Promise<Set<string>> {
  const rows = await run<{ domain: string }>(
    on,
    `select domain from domain_allows where domain in (select jsonb_array_elements_text($1::jsonb))`,
    [JSON.stringify(domains)],
  );
  return new Set(rows.map(({ domain }) => domain));
}

/** A moderator's word about what a list says. False when it says nothing of the kind. */
export async function setAnswer(
  tx: Tx,
  listId: string,
  key: string,
  answer: EntryRow["answer"],
): Promise<boolean> {
  const rows = await run(
    tx,
    `update list_entries set answer = $3::text where list_id = $1::uuid and key = $2::text returning key`,
    [listId, key, answer],
  );
  return rows.length > 0;
}
