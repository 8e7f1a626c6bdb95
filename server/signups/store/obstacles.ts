import type { Ctx } from "../../context.ts";
import { run } from "../../platform/statement.ts";
import type { ipBlocks } from "../schema.ts";

export type Severity = (typeof ipBlocks.$inferSelect)["severity"];

interface Obstacles {
  /** The worst that is said about the network. */
  network: Severity | null;
  emailDomainBlock: { id: string; allowWithApproval: boolean } | null;
  isMailboxBlocked: boolean;
  /** By the filter `reject-signups` of a rule about a domain. */
  isDomainFiltered: boolean;
}

/** Everything that stands in the way of somebody who wants to join, in one statement. */
export async function readObstacles(
  ctx: Pick<Ctx, "sql" | "clock">,
  who: { address: string | null; domains: readonly string[]; emailHash: string | null },
): Promise<Obstacles> {
  const parameters = [who.address, who.domains, who.emailHash, ctx.clock.now()];
  const [row] = await run<Obstacles>(ctx.sql, obstacles, parameters);
  return row ?? { network: null, emailDomainBlock: null, isMailboxBlocked: false, isDomainFiltered: false };
}

const obstacles = `
select
  (select b.severity from ip_blocks b
   where b.network >>= $1::text::inet and (b.expires_at is null or b.expires_at > $4::timestamptz)
   order by array_position(array['no_access', 'sign_up_block', 'sign_up_requires_approval'], b.severity) limit 1) as network,
  (select jsonb_build_object('id', d.id, 'allowWithApproval', d.allow_with_approval) from email_domain_blocks d
   where d.domain = any($2::text[]) order by d.allow_with_approval limit 1) as "emailDomainBlock",
  exists (select from canonical_email_blocks c where c.email_hash = $3::text) as "isMailboxBlocked",
  exists (select from domain_policies d where d.domain = any($2::text[]) and 'reject-signups' = any(d.filters)) as "isDomainFiltered"`;

/** Counts an attempt to join with a blocked domain. */
export async function noteAttempt(
  ctx: Pick<Ctx, "sql" | "clock">,
  blockId: string,
  address: string,
): Promise<void> {
  await run(
    ctx.sql,
    `insert into email_domain_attempts as e (block_id, day, address)
     values ($1::uuid, ($2::timestamptz at time zone 'UTC')::date, $3::text::inet)
     on conflict (block_id, day, address) do update set count = e.count + 1`,
    [blockId, ctx.clock.now(), address],
  );
}

/** Forgets attempts that are older than the week that is shown, and networks whose block has ended. A periodic task. */
export async function pruneSignUps(ctx: Pick<Ctx, "sql" | "clock">): Promise<void> {
  const now = ctx.clock.now();
  await run(
    ctx.sql,
    "delete from email_domain_attempts where day < ($1::timestamptz at time zone 'UTC')::date - 7",
    [now],
  );
  await run(ctx.sql, "delete from ip_blocks where expires_at < $1::timestamptz", [now]);
}
