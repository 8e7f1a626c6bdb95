import type { KvKey, KvStore, KvStoreSetOptions } from "@fedify/fedify";
import type { Clock } from "./clock.ts";
import type { Sql } from "./postgres/connect.ts";

export interface PrunableKvStore extends KvStore {
  cas: NonNullable<KvStore["cas"]>;
  /** Deletes what has expired; returns how many entries that were. */
  prune(): Promise<number>;
}

/**
 * Fedify's key-value store on the table `kv_entries`: cached documents and keys. It may
 * lose everything in a crash of the database, and nothing breaks.
 */
export function createKvStore({ sql, clock }: { readonly sql: Sql; readonly clock: Clock }): PrunableKvStore {
  const now = () => clock.now();
  const expiry = ({ ttl }: KvStoreSetOptions = {}) =>
    ttl ? new Date(now().getTime() + ttl.total("milliseconds")) : null;
  // An undefined value is kept as null: JSON has no other word for it.
  const encode = (value: unknown) => JSON.stringify(value ?? null);

  return {
    async get<T>(key: KvKey) {
      const [row] = await sql<{ value: string }[]>`
        select value from kv_entries where key = ${[...key]} and (expires_at is null or expires_at > ${now()})`;
      return row && (JSON.parse(row.value) as T);
    },
    async set(key, value, options) {
      await sql`
        insert into kv_entries (key, value, expires_at) values (${[...key]}, ${encode(value)}, ${expiry(options)})
        on conflict (key) do update set value = excluded.value, expires_at = excluded.expires_at`;
    },
    async delete(key) {
      await sql`delete from kv_entries where key = ${[...key]}`;
    },
    async cas(key, expected, value, options) {
      if (expected === undefined) {
        const added = await sql`
          insert into kv_entries (key, value, expires_at) values (${[...key]}, ${encode(value)}, ${expiry(options)})
          on conflict (key) do update set value = excluded.value, expires_at = excluded.expires_at
          where kv_entries.expires_at <= ${now()}`;
        return added.count === 1;
      }
      // Text is compared with text: a value that came from here goes back with its members in the same order.
      const swapped = await sql`
        update kv_entries set value = ${encode(value)}, expires_at = ${expiry(options)}
        where key = ${[...key]} and value = ${encode(expected)} and (expires_at is null or expires_at > ${now()})`;
      return swapped.count === 1;
    },
    async *list(prefix) {
      const start: string[] = [...(prefix ?? [])];
      const rows = sql<{ key: string[]; value: string }[]>`
        select key, value from kv_entries
        where key >= ${start} and key[1:${start.length}] = ${start} and (expires_at is null or expires_at > ${now()})
        order by key`.cursor(200);
      for await (const page of rows)
        for (const row of page)
          yield { key: row.key as unknown as KvKey, value: JSON.parse(row.value) as unknown };
    },
    async prune() {
      const deleted = await sql`delete from kv_entries where expires_at <= ${now()}`;
      return deleted.count;
    },
  };
}
