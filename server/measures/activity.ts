import ipaddr from "ipaddr.js";
import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";

export interface Activity {
  /** Somebody was here, from there. Costs nothing but a look into memory. */
  note(accountId: string, address: string): void;
  /** Stores what was noted since. */
  save(): Promise<void>;
}

/** Pairs that one process remembers a day; beyond that some are written again, which changes nothing. */
const REMEMBERED = 200_000;

/**
 * Notes on which days people were here, and from which addresses: once a day, account and address, together for all who
 * came within some seconds.
 */
export function createActivity(ctx: Pick<Ctx, "sql" | "clock">): Activity {
  let today = "";
  let known = new Set<string>();
  let pending: { day: string; accountId: string; address: string | null; at: Date }[] = [];

  return {
    note(accountId, address) {
      const at = ctx.clock.now();
      const day = at.toISOString().slice(0, 10);
      if (day !== today || known.size > REMEMBERED) {
        today = day;
        known = new Set();
      }
      const key = `${accountId} ${address}`;
      if (known.has(key)) return;
      known.add(key);
      pending.push({ day, accountId, address: ipaddr.isValid(address) ? address : null, at });
    },

    async save() {
      if (pending.length === 0) return;
      const batch = pending;
      pending = [];
      await run(ctx.sql, save, [JSON.stringify(batch)]);
    },
  };
}

/** Accounts may have gone meanwhile. */
const save = `
with n as (
  select n.day, n."accountId", n.address::inet as address, n.at
  from jsonb_to_recordset($1::jsonb) as n(day date, "accountId" uuid, address text, at timestamptz)
  join accounts a on a.id = n."accountId"),
days as (
  insert into active_days (day, account_id) select distinct day, "accountId" from n order by 1, 2
  on conflict do nothing)
insert into account_addresses (account_id, address, used_at)
select "accountId", address, max(at) from n where address is not null group by 1, 2 order by 1, 2
on conflict (account_id, address) do update set used_at = greatest(account_addresses.used_at, excluded.used_at)`;

const KEPT_DAYS = 365;

/** Forgets where people came from a year ago. A periodic task. */
export async function pruneAddresses(ctx: Pick<Ctx, "sql" | "clock">): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - KEPT_DAYS * 86_400_000);
  await run(ctx.sql, "delete from account_addresses where used_at < $1::timestamptz", [before]);
}
