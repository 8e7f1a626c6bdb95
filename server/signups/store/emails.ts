import { eq } from "drizzle-orm";
import type { Ctx, Tx } from "../../context.ts";
import { run } from "../../platform/statement.ts";
import { canonicalEmailBlocks, emailDomainBlocks } from "../schema.ts";

export type EmailDomainBlock = typeof emailDomainBlocks.$inferSelect;
export type MailboxBlock = Pick<typeof canonicalEmailBlocks.$inferSelect, "id" | "emailHash" | "createdAt">;

/** False when the domain is blocked. */
export async function insertEmailDomain(tx: Tx, block: EmailDomainBlock): Promise<boolean> {
  const rows = await tx
    .insert(emailDomainBlocks)
    .values(block)
    .onConflictDoNothing({ target: emailDomainBlocks.domain })
    .returning({ id: emailDomainBlocks.id });
  return rows.length > 0;
}

export async function readEmailDomain(ctx: Pick<Ctx, "db">, id: string): Promise<EmailDomainBlock | null> {
  const [row] = await ctx.db.select().from(emailDomainBlocks).where(eq(emailDomainBlocks.id, id));
  return row ?? null;
}

export async function deleteEmailDomain(tx: Tx, id: string): Promise<EmailDomainBlock | null> {
  const [row] = await tx.delete(emailDomainBlocks).where(eq(emailDomainBlocks.id, id)).returning();
  return row ?? null;
}

export interface AttemptDay {
  blockId: string;
  /** `2026-11-25` */
  day: string;
  /** Different addresses. */
  addresses: number;
  attempts: number;
}

/** How often people tried to join with blocked domains, day by day. */
export function readAttempts({ sql }: Pick<Ctx, "sql">, blockIds: readonly string[]): Promise<AttemptDay[]> {
  return run<AttemptDay>(
    sql,
    `select block_id as "blockId", day::text as day, count(*)::int as addresses, sum(count)::int as attempts
     from email_domain_attempts where block_id = any($1::uuid[]) group by block_id, day`,
    [blockIds],
  );
}

/** False when the mailbox is blocked. */
export async function insertMailbox(tx: Tx, block: MailboxBlock): Promise<boolean> {
  const rows = await tx
    .insert(canonicalEmailBlocks)
    .values({ ...block, accountId: null })
    .onConflictDoNothing({ target: canonicalEmailBlocks.emailHash })
    .returning({ id: canonicalEmailBlocks.id });
  return rows.length > 0;
}

export async function readMailbox(ctx: Pick<Ctx, "db">, id: string): Promise<MailboxBlock | null> {
  const [row] = await ctx.db.select().from(canonicalEmailBlocks).where(eq(canonicalEmailBlocks.id, id));
  return row ?? null;
}

export async function readMailboxByHash(ctx: Pick<Ctx, "db">, emailHash: string): Promise<MailboxBlock[]> {
  return ctx.db.select().from(canonicalEmailBlocks).where(eq(canonicalEmailBlocks.emailHash, emailHash));
}

export async function deleteMailbox(tx: Tx, id: string): Promise<MailboxBlock | null> {
  const [row] = await tx.delete(canonicalEmailBlocks).where(eq(canonicalEmailBlocks.id, id)).returning();
  return row ?? null;
}
