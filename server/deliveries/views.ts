import { count, eq, min, sql } from "drizzle-orm";
import type { Ctx } from "../context.ts";
import { hosts } from "../hosts/schema.ts";
import { deliveries } from "./schema.ts";

export interface HostBacklog {
  host: string;
  waiting: number;
  attempts: number;
  nextAttemptAt: Date;
  openUntil: Date | null;
  lastError: string | null;
}

/** What waits, by host, longest queue first: for `folkmoot queue`. */
export async function readBacklog(ctx: Pick<Ctx, "db">, limit: number): Promise<HostBacklog[]> {
  const rows = await ctx.db
    .select({
      host: deliveries.host,
      waiting: count(),
      attempts: sql<number>`max(${deliveries.attempts})`,
      nextAttemptAt: min(deliveries.nextAttemptAt),
      openUntil: hosts.openUntil,
      lastError: sql<string | null>`max(${deliveries.lastError})`,
    })
    .from(deliveries)
    .leftJoin(hosts, eq(hosts.host, deliveries.host))
    .groupBy(deliveries.host, hosts.openUntil)
    .orderBy(sql`count(*) desc`)
    .limit(limit);
  return rows.map((row) => ({ ...row, nextAttemptAt: row.nextAttemptAt ?? new Date(0) }));
}
