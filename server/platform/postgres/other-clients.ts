import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { postgresOptions } from "./url.ts";

/** Whether anyone else is connected. Connections that are just being closed get half a second to go. */
export async function otherClients(url: string): Promise<boolean> {
  const sql = postgres({ ...postgresOptions(url), max: 1, fetch_types: false, connect_timeout: 5 });
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      const [row] = await sql<{ others: number }[]>`
        select count(*)::int as others from pg_stat_activity
        where backend_type = 'client backend' and pid <> pg_backend_pid()`;
      if (row?.others === 0) return false;
      await sleep(100);
    }
    return true;
  } catch {
    return false; // it takes no connections any more: nobody is being served
  } finally {
    await sql.end({ timeout: 1 });
  }
}
