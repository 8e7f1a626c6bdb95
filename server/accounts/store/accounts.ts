import { and, desc, eq, isNotNull, isNull, lt, sql } from "drizzle-orm";
import type { Db, Tx } from "../../context.ts";
import { accounts, logins } from "../schema.ts";

export type AccountRow = typeof accounts.$inferSelect;
export type NewAccountRow = typeof accounts.$inferInsert;

export async function readById(db: Db | Tx, id: string): Promise<AccountRow | null> {
  const [row] = await db.select().from(accounts).where(eq(accounts.id, id));
  return row ?? null;
}

export async function readByIri(db: Db | Tx, iri: string): Promise<AccountRow | null> {
  const [row] = await db.select().from(accounts).where(eq(accounts.iri, iri));
  return row ?? null;
}

export async function readLocal(db: Db | Tx, username: string): Promise<AccountRow | null> {
  const [row] = await db
    .select()
    .from(accounts)
    .where(and(eq(sql`lower(${accounts.username})`, username.toLowerCase()), isNull(accounts.domain)));
  return row ?? null;
}

/** The account of whoever has been an owner longest. */
export async function readFirstOwner(db: Db): Promise<AccountRow | null> {
  const [row] = await db
    .select({ account: accounts })
    .from(logins)
    .innerJoin(accounts, eq(accounts.id, logins.accountId))
    .where(and(eq(logins.role, "owner"), eq(accounts.state, "active")))
    .orderBy(accounts.id)
    .limit(1);
  return row?.account ?? null;
}

/** Remote accounts that publish a key of that id; served by the index `accounts_keys`. */
export async function readByPublishedKey(db: Db, keyId: string): Promise<AccountRow[]> {
  return db
    .select()
    .from(accounts)
    .where(
      and(sql`${accounts.keys} @> ${JSON.stringify([{ id: keyId }])}::jsonb`, isNotNull(accounts.domain)),
    )
    .limit(2);
}

/** Holds the row until the transaction ends. */
export async function lockLocal(
  tx: Tx,
  id: string,
  state: AccountRow["state"] = "active",
): Promise<AccountRow | null> {
  const [row] = await tx
    .select()
    .from(accounts)
    .where(and(eq(accounts.id, id), isNull(accounts.domain), eq(accounts.state, state)))
    .for("no key update");
  return row ?? null;
}

/** Holds an account of another server; false when it is not suspended. */
export async function lockSuspended(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.id, id), isNotNull(accounts.domain), eq(accounts.state, "suspended")))
    .for("no key update");
  return rows.length > 0;
}

/** False when the name or the id is taken. */
export async function insertAccount(tx: Tx, row: NewAccountRow): Promise<boolean> {
  const inserted = await tx.insert(accounts).values(row).onConflictDoNothing().returning({ id: accounts.id });
  return inserted.length > 0;
}

export async function changeAccount(tx: Tx, id: string, changes: Partial<NewAccountRow>): Promise<void> {
  await tx.update(accounts).set(changes).where(eq(accounts.id, id));
}

/** Stores what a remote account's server says of it; leaves local and deleted ones alone, and answers nothing then. */
export async function upsertRemote(db: Db, row: NewAccountRow): Promise<AccountRow | null> {
  const { id: _id, iri: _iri, createdAt: _createdAt, ...rest } = row;
  // What this node's moderators have decided is not its server's to change.
  const { limited: _limited, limitedByDomain: _byDomain, domainFilters: _filters, ...changes } = rest;
  const [stored] = await db
    .insert(accounts)
    .values(row)
    .onConflictDoUpdate({
      target: accounts.iri,
      set: changes,
      setWhere: sql`${accounts.domain} is not null and ${accounts.state} <> 'deleted'`,
    })
    .returning();
  return stored ?? null;
}

/** Newest first. */
export async function readPage(
  db: Db,
  options: { where: "local" | "remote" | "all"; before: string | null; limit: number },
): Promise<AccountRow[]> {
  const { where, before, limit } = options;
  const side =
    where === "all" ? undefined : where === "local" ? isNull(accounts.domain) : isNotNull(accounts.domain);
  return db
    .select()
    .from(accounts)
    .where(and(side, before === null ? undefined : lt(accounts.id, before)))
    .orderBy(desc(accounts.id))
    .limit(limit);
}

/** IRI of the account that speaks for the node; null before the first start has made it. */
export async function readNodeActorIri(db: Db): Promise<string | null> {
  const [row] = await db
    .select({ iri: accounts.iri })
    .from(accounts)
    .where(and(eq(accounts.kind, "application"), isNull(accounts.domain)))
    .limit(1);
  return row?.iri ?? null;
}
