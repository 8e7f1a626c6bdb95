import { and, eq, isNotNull, lt, sql } from "drizzle-orm";
import type { ClaimedDelivery, DeliveryPort, OutgoingActivity } from "#federation/ports.ts";
import { hostOf, type Iri } from "#protocol/ids/iri.ts";
import { accounts } from "../accounts/schema.ts";
import type { Ctx } from "../context.ts";
import { channelFollows, follows } from "../relations/schema.ts";
import { activities, deliveries, goneInboxes } from "./schema.ts";

type Deps = Pick<Ctx, "db" | "sql" | "ids" | "clock">;

/** Deliveries in PostgreSQL: see DeliveryPort. */
export function createDeliveryStore(ctx: Deps): DeliveryPort {
  return {
    enqueue: (activity, inboxes) => enqueue(ctx, activity, inboxes),
    followerInboxes: (accountId) => followerInboxes(ctx, accountId),
    channelInboxes: (ownerId) => channelInboxes(ctx, ownerId),
    knownInboxes: () => knownInboxes(ctx),
    claim: (options) => claim(ctx, options),
    delivered: (ids) => remove(ctx, ids),
    dropped: (ids) => remove(ctx, ids),
    failed: (failures) => reschedule(ctx, failures),
    inboxGone: (inbox) => inboxGone(ctx, inbox),

    async body(activityId) {
      const [row] = await ctx.db
        .select({ body: activities.body, senderId: activities.senderId, isPublic: activities.isPublic })
        .from(activities)
        .where(eq(activities.id, activityId));
      return row ?? null;
    },

    async activity(id) {
      const [row] = await ctx.db
        .select({ body: activities.body, isPublic: activities.isPublic })
        .from(activities)
        .where(eq(activities.id, id));
      return row ?? null;
    },

    nextDue: () => nextDue(ctx),
  };
}

/** One statement, and so one transaction and one trip to the database; an activity that is known already adds nothing. */
async function enqueue(ctx: Deps, activity: OutgoingActivity, inboxes: readonly Iri[]): Promise<void> {
  const { id, iri, senderId, type, body, isPublic, orderKey } = activity;
  const now = ctx.clock.now();
  await ctx.sql`
    with stored as (
      insert into activities (id, iri, sender_id, type, body, is_public, created_at)
      values (${id}, ${iri}, ${senderId}, ${type}, ${body}, ${isPublic}, ${now})
      on conflict do nothing returning id)
    insert into deliveries (id, activity_id, inbox, host, order_key, next_attempt_at, created_at)
    select t.id, stored.id, t.inbox, t.host, ${orderKey}, ${now}, ${now}
    from stored, unnest(${inboxes.map(() => ctx.ids.next())}::uuid[], ${[...inboxes]}::text[], ${inboxes.map(hostOf)}::text[])
      as t(id, inbox, host)
    where not exists (select from gone_inboxes g where g.inbox = t.inbox)
    on conflict do nothing`;
}

const inbox = sql<Iri>`coalesce(${accounts.sharedInbox}, ${accounts.inbox})`;

async function knownInboxes(ctx: Deps): Promise<Iri[]> {
  const rows = await ctx.db
    .selectDistinct({ inbox })
    .from(accounts)
    .where(and(isNotNull(accounts.domain), eq(accounts.state, "active")));
  return rows.map((row) => row.inbox);
}

async function followerInboxes(ctx: Deps, accountId: string): Promise<Iri[]> {
  const rows = await ctx.db
    .selectDistinct({ inbox })
    .from(follows)
    .innerJoin(accounts, eq(accounts.id, follows.followerId))
    .where(
      and(
        eq(follows.followeeId, accountId),
        eq(follows.state, "accepted"),
        eq(follows.followerIsLocal, false),
        eq(accounts.state, "active"),
      ),
    );
  return rows.map((row) => row.inbox);
}

async function channelInboxes(ctx: Deps, ownerId: string): Promise<Iri[]> {
  const rows = await ctx.db
    .selectDistinct({ inbox })
    .from(channelFollows)
    .innerJoin(accounts, eq(accounts.id, channelFollows.followerId))
    .where(and(eq(channelFollows.ownerId, ownerId), eq(accounts.state, "active")));
  return rows.map((row) => row.inbox);
}

/**
 * Walks the hosts that have anything waiting (a skip scan over `deliveries_due`, so a million rows for one dead host cost
 * one step), starting after `after` so that every host has its turn.
 */
async function claim(ctx: Deps, options: Parameters<DeliveryPort["claim"]>[0]): Promise<ClaimedDelivery[]> {
  const now = ctx.clock.now();
  const until = new Date(now.getTime() + options.leaseMs);
  const rows = await ctx.sql<ClaimedDelivery[]>`
    with recursive waiting as (
      (select host from deliveries where host > ${options.after} order by host limit 1)
      union all
      select (select d.host from deliveries d where d.host > w.host order by d.host limit 1)
      from waiting w where w.host is not null
    ), chosen as (
      select due.id
      from waiting w
      left join hosts h on h.host = w.host
      cross join lateral (
        select d.id from deliveries d
        where d.host = w.host and d.next_attempt_at <= ${now}
          and (d.claimed_until is null or d.claimed_until <= ${now})
          and not exists (
            select from deliveries o
            where o.inbox = d.inbox and o.order_key = d.order_key and o.activity_id < d.activity_id)
        order by d.next_attempt_at, d.id
        limit case when coalesce(h.failures, 0) > 0 then 1 else ${options.perHost}::int end
        for update skip locked
      ) due
      where w.host is not null and (h.open_until is null or h.open_until <= ${now})
        and w.host <> all(${options.skip}::text[])
      limit ${options.limit}
    )
    update deliveries d set claimed_until = ${until}, attempts = d.attempts + 1
    from chosen where d.id = chosen.id
    returning d.id, d.activity_id as "activityId", d.inbox, d.host, d.attempts, d.refusals, d.created_at as "createdAt"`;
  return [...rows];
}

/** One look a host, as in `claim`. A host whose circuit is open makes its deliveries due when the circuit closes. */
async function nextDue(ctx: Deps): Promise<Date | null> {
  const [row] = await ctx.sql<{ at: Date | null }[]>`
    with recursive waiting as (
      (select host from deliveries order by host limit 1)
      union all
      select (select d.host from deliveries d where d.host > w.host order by d.host limit 1)
      from waiting w where w.host is not null
    )
    select min(greatest(first.next_attempt_at, first.claimed_until, h.open_until)) as at
    from waiting w
    left join hosts h on h.host = w.host
    cross join lateral (
      select d.next_attempt_at, d.claimed_until from deliveries d
      where d.host = w.host and not exists (
        select from deliveries o
        where o.inbox = d.inbox and o.order_key = d.order_key and o.activity_id < d.activity_id)
      order by d.next_attempt_at limit 1
    ) first`;
  return row?.at ?? null;
}

async function remove(ctx: Deps, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await ctx.sql`delete from deliveries where id = any(${[...ids]}::uuid[])`;
}

async function reschedule(ctx: Deps, failures: Parameters<DeliveryPort["failed"]>[0]): Promise<void> {
  if (failures.length === 0) return;
  await ctx.sql`
    update deliveries d set next_attempt_at = f.at, last_error = f.error, claimed_until = null,
      refusals = d.refusals + case when f.refused then 1 else 0 end
    from jsonb_to_recordset(${ctx.sql.json(failures.map((f) => ({ id: f.id, at: f.nextAttemptAt.toISOString(), error: f.error.slice(0, 500), refused: f.refused })))})
      as f(id uuid, at timestamptz, error text, refused boolean)
    where d.id = f.id`;
}

async function inboxGone(ctx: Deps, inbox: Iri): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await tx.insert(goneInboxes).values({ inbox, since: ctx.clock.now() }).onConflictDoNothing();
    await tx.delete(deliveries).where(eq(deliveries.inbox, inbox));
  });
}

/** Returns how many there were. */
export async function deleteGoneInboxes(ctx: Pick<Ctx, "db">, before: Date): Promise<number> {
  const forgotten = await ctx.db.delete(goneInboxes).where(lt(goneInboxes.since, before)).returning();
  return forgotten.length;
}
