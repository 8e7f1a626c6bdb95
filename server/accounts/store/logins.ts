import { and, eq, isNull, ne, sql } from "drizzle-orm";
import type { Db, Tx } from "../../context.ts";
import type { Role } from "../role.ts";
import { accounts, logins } from "../schema.ts";

export type LoginRow = typeof logins.$inferSelect;

/** False when the address is another account's. */
export async function insertLogin(tx: Tx, row: typeof logins.$inferInsert): Promise<boolean> {
  const inserted = await tx
    .insert(logins)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: logins.accountId });
  return inserted.length > 0;
}

export async function readLogin(db: Db | Tx, accountId: string): Promise<LoginRow | null> {
  const [row] = await db.select().from(logins).where(eq(logins.accountId, accountId));
  return row ?? null;
}

export async function readLoginByEmail(db: Db, email: string): Promise<LoginRow | null> {
  const [row] = await db.select().from(logins).where(eq(logins.email, email));
  return row ?? null;
}

export async function isEmailTaken(db: Db | Tx, email: string): Promise<boolean> {
  const rows = await db.select({ one: sql`1` }).from(logins).where(eq(logins.email, email)).limit(1);
  return rows.length > 0;
}

export async function changeLogin(
  db: Db | Tx,
  accountId: string,
  changes: Partial<typeof logins.$inferInsert>,
): Promise<void> {
  await db.update(logins).set(changes).where(eq(logins.accountId, accountId));
}

/** Counts an address as its owner's, while it is the account's. */
export async function confirmLogin(db: Db, accountId: string, email: string, now: Date): Promise<void> {
  await db
    .update(logins)
    .set({ emailConfirmedAt: now })
    .where(and(eq(logins.accountId, accountId), eq(logins.email, email), isNull(logins.emailConfirmedAt)));
}

export async function deleteLogin(tx: Tx, accountId: string): Promise<void> {
  await tx.delete(logins).where(eq(logins.accountId, accountId));
}

export async function changePassword(db: Db, accountId: string, passwordHash: string): Promise<boolean> {
  const changed = await db
    .update(logins)
    .set({ passwordHash })
    .where(eq(logins.accountId, accountId))
    .returning({ id: logins.accountId });
  return changed.length > 0;
}

export async function changeRole(tx: Tx, accountId: string, role: Role): Promise<void> {
  await tx.update(logins).set({ role }).where(eq(logins.accountId, accountId));
}

/** Rows of all owners, held until the transaction ends, so that two owners cannot both stop being the other's last. */
export async function lockOwners(tx: Tx): Promise<string[]> {
  const rows = await tx
    .select({ id: logins.accountId })
    .from(logins)
    .where(eq(logins.role, "owner"))
    .orderBy(logins.accountId)
    .for("update");
  return rows.map((row) => row.id);
}

export async function hasOwner(db: Db | Tx): Promise<boolean> {
  const rows = await db
    .select({ one: sql`1` })
    .from(logins)
    .innerJoin(accounts, eq(accounts.id, logins.accountId))
    .where(and(eq(logins.role, "owner"), ne(accounts.state, "deleted")))
    .limit(1);
  return rows.length > 0;
}
