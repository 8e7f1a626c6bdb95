import { and, eq, gt, isNull, lt, or, sql } from "drizzle-orm";
import type { Db, Tx } from "../../context.ts";
import { invitations } from "../schema.ts";

export type InvitationRow = typeof invitations.$inferSelect;

export async function insertInvitation(db: Db | Tx, row: typeof invitations.$inferInsert): Promise<void> {
  await db.insert(invitations).values(row);
}

const usable = (now: Date) =>
  and(
    lt(invitations.uses, invitations.maxUses),
    or(isNull(invitations.expiresAt), gt(invitations.expiresAt, now)),
  );

export async function readUsable(db: Db, tokenHash: string, now: Date): Promise<InvitationRow | null> {
  const [row] = await db
    .select()
    .from(invitations)
    .where(and(eq(invitations.tokenHash, tokenHash), usable(now)));
  return row ?? null;
}

/** Counts one use, when one is left. A second one that comes at the same time waits here and then finds none. */
export async function takeUse(tx: Tx, tokenHash: string, now: Date): Promise<InvitationRow | null> {
  const [row] = await tx
    .update(invitations)
    .set({ uses: sql`${invitations.uses} + 1` })
    .where(and(eq(invitations.tokenHash, tokenHash), usable(now)))
    .returning();
  return row ?? null;
}

/** Removes the owner invitations that the node itself printed and nobody has used. */
export async function deleteUnusedOwnerInvitations(tx: Tx): Promise<void> {
  await tx
    .delete(invitations)
    .where(and(eq(invitations.role, "owner"), eq(invitations.uses, 0), isNull(invitations.createdBy)));
}
