import { eq } from "drizzle-orm";
import type { Ctx, Tx } from "../../context.ts";
import { run } from "../../platform/statement.ts";
import { domainAllows, domainPolicies } from "../schema.ts";

export type DomainRule = typeof domainPolicies.$inferSelect;
export type DomainAllow = typeof domainAllows.$inferSelect;

/** All rules, in alphabetical order of their domains. */
export function readRules(ctx: Pick<Ctx, "db">): Promise<DomainRule[]> {
  return ctx.db.select().from(domainPolicies).orderBy(domainPolicies.domain);
}

/** In alphabetical order. */
export function readAllows(ctx: Pick<Ctx, "db">): Promise<DomainAllow[]> {
  return ctx.db.select().from(domainAllows).orderBy(domainAllows.domain);
}

export async function readRuleById(ctx: Pick<Ctx, "db">, id: string): Promise<DomainRule | null> {
  const [row] = await ctx.db.select().from(domainPolicies).where(eq(domainPolicies.id, id));
  return row ?? null;
}

/** Reads a rule that the transaction is about to change: as it is then, and nobody else changes it meanwhile. */
export async function holdRule(tx: Tx, id: string): Promise<DomainRule | null> {
  const [row] = await tx.select().from(domainPolicies).where(eq(domainPolicies.id, id)).for("update");
  return row ?? null;
}

/** The rule that holds for a domain: its own, or that of the nearest domain above it. */
export async function readRuleFor(
  { sql }: Pick<Ctx, "sql">,
  names: readonly string[],
): Promise<{ id: string; domain: string } | null> {
  const [row] = await run<{ id: string; domain: string }>(
    sql,
    `select id, domain from domain_policies where domain = any($1::text[]) order by length(domain) desc limit 1`,
    [names],
  );
  return row ?? null;
}

export async function readRule(on: Tx, domain: string): Promise<DomainRule | null> {
  const [row] = await on.select().from(domainPolicies).where(eq(domainPolicies.domain, domain));
  return row ?? null;
}

export async function insertAllow(tx: Tx, allow: DomainAllow): Promise<DomainAllow> {
  await tx.insert(domainAllows).values(allow).onConflictDoNothing({ target: domainAllows.domain });
  const [row] = await tx.select().from(domainAllows).where(eq(domainAllows.domain, allow.domain));
  return row ?? allow;
}

export async function readAllow(ctx: Pick<Ctx, "db">, id: string): Promise<DomainAllow | null> {
  const [row] = await ctx.db.select().from(domainAllows).where(eq(domainAllows.id, id));
  return row ?? null;
}

export async function deleteAllow(tx: Tx, id: string): Promise<DomainAllow | null> {
  const [row] = await tx.delete(domainAllows).where(eq(domainAllows.id, id)).returning();
  return row ?? null;
}
