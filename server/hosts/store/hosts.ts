import { eq, sql } from "drizzle-orm";
import type { HostPort } from "#federation/ports.ts";
import type { Ctx } from "../../context.ts";
import { hosts } from "../schema.ts";

type Deps = Pick<Ctx, "db" | "sql" | "clock">;

/** Failures in a row after which a host is left alone for a while. */
const TOLERATED_FAILURES = 3;
const FIRST_PAUSE_SECONDS = 60;
const LONGEST_PAUSE_SECONDS = 6 * 3600;

/** What was learnt about other servers: see HostPort. */
export function createHostStore(ctx: Deps): HostPort {
  return {
    async signatureStyle(host) {
      const [row] = await ctx.db
        .select({ style: hosts.signatureStyle })
        .from(hosts)
        .where(eq(hosts.host, host));
      return row?.style ?? null;
    },

    async rememberStyle(host, style) {
      await ctx.db
        .insert(hosts)
        .values({ host, signatureStyle: style })
        .onConflictDoUpdate({ target: hosts.host, set: { signatureStyle: style } });
    },

    async succeeded(names) {
      const now = ctx.clock.now();
      // What waited for a host that was down goes out as soon as it answers again.
      await ctx.sql`
        with back as (
          update hosts set failures = 0, open_until = null, failing_since = null, last_success_at = ${now}
          where host = any(${[...names]}::text[]) and failures > 0 returning host)
        update deliveries d set next_attempt_at = ${now} from back where d.host = back.host and d.next_attempt_at > ${now}`;
    },

    async failed(host) {
      const now = ctx.clock.now();
      const pause = sql`make_interval(secs => least(${LONGEST_PAUSE_SECONDS}, ${FIRST_PAUSE_SECONDS} * power(2, least(20, ${hosts.failures} + 1 - ${TOLERATED_FAILURES}))))`;
      const [row] = await ctx.db
        .insert(hosts)
        .values({ host, failures: 1, failingSince: now })
        .onConflictDoUpdate({
          target: hosts.host,
          set: {
            failures: sql`${hosts.failures} + 1`,
            failingSince: sql`coalesce(${hosts.failingSince}, ${now.toISOString()})`,
            openUntil: sql`case when ${hosts.failures} + 1 >= ${TOLERATED_FAILURES} then ${now.toISOString()}::timestamptz + ${pause} end`,
          },
        })
        .returning({ openUntil: hosts.openUntil });
      return row?.openUntil ?? null;
    },
  };
}
