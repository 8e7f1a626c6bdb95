import { and, eq } from "drizzle-orm";
import type { RelayPort } from "#federation/ports.ts";
import { type Iri, sameOrigin } from "#protocol/ids/iri.ts";
import { accounts } from "../accounts/schema.ts";
import type { Ctx, Tx } from "../context.ts";
import { relays } from "./schema.ts";

/** Relays in PostgreSQL: see RelayPort. */
export function createRelayStore(ctx: Pick<Ctx, "db">): RelayPort {
  return {
    async accepted() {
      const rows = await ctx.db
        .select({ inbox: relays.inbox, actorIri: relays.actorIri })
        .from(relays)
        .where(eq(relays.state, "accepted"));
      return rows.map((row) => ({ inbox: row.inbox as Iri, actorIri: row.actorIri as Iri | null }));
    },

    async byActor(iri) {
      const [row] = await ctx.db
        .select({ id: relays.id })
        .from(relays)
        .where(and(eq(relays.actorIri, iri), eq(relays.state, "accepted")));
      return row ?? null;
    },

    async byId(id) {
      const [row] = await ctx.db.select().from(relays).where(eq(relays.id, id));
      if (row === undefined) return null;
      const { style, inbox, followIri, actorIri } = row;
      return { style, inbox: inbox as Iri, followIri: followIri as Iri, actorIri: actorIri as Iri | null };
    },

    async answered(followIri, accepted, by) {
      // Mastodon-style relays are known by their inbox only, until they answer: an actor on the server of that inbox.
      const [asked] = await ctx.db.select().from(relays).where(eq(relays.followIri, followIri));
      if (asked === undefined || !sameOrigin(asked.inbox as Iri, by)) return false;
      await ctx.db
        .update(relays)
        .set({ state: accepted ? "accepted" : "rejected", actorIri: by })
        .where(eq(relays.id, asked.id));
      return true;
    },
  };
}

type NewRelay = typeof relays.$inferInsert;

/** False when the relay is subscribed to already. */
export async function insertRelay(tx: Tx, relay: NewRelay): Promise<boolean> {
  const rows = await tx.insert(relays).values(relay).onConflictDoNothing().returning({ id: relays.id });
  return rows.length > 0;
}

export async function deleteRelay(tx: Tx, inbox: string) {
  const [row] = await tx.delete(relays).where(eq(relays.inbox, inbox)).returning();
  return row ?? null;
}

export function readRelays(ctx: Pick<Ctx, "db">) {
  return ctx.db
    .select({ inbox: relays.inbox, state: relays.state, style: relays.style })
    .from(relays)
    .orderBy(relays.createdAt);
}

export async function readInbox(ctx: Pick<Ctx, "db">, accountId: string): Promise<Iri | null> {
  const [row] = await ctx.db
    .select({ inbox: accounts.inbox })
    .from(accounts)
    .where(eq(accounts.id, accountId));
  return (row?.inbox as Iri | undefined) ?? null;
}
