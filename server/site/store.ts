import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import type { Ctx } from "../context.ts";
import { siteDocuments, siteRules } from "./schema.ts";

type Deps = Pick<Ctx, "db">;
export type DocumentRow = typeof siteDocuments.$inferSelect;
export type RuleRow = typeof siteRules.$inferSelect;

export async function readNewest(ctx: Deps, kind: DocumentRow["kind"]): Promise<DocumentRow | null> {
  const [row] = await ctx.db
    .select()
    .from(siteDocuments)
    .where(eq(siteDocuments.kind, kind))
    .orderBy(desc(siteDocuments.id))
    .limit(1);
  return row ?? null;
}

/** Of one day there is one version of the terms: a new one replaces it. */
export async function insertDocument(ctx: Deps, row: DocumentRow): Promise<void> {
  const { source, createdAt } = row;
  const terms = {
    target: siteDocuments.effectiveOn,
    targetWhere: sql`${siteDocuments.kind} = 'terms'`,
    set: { source, createdAt },
  };
  const insert = ctx.db.insert(siteDocuments).values(row);
  await (row.kind === "terms" ? insert.onConflictDoUpdate(terms) : insert);
}

/** All versions of the terms, by the day from which they hold. */
export function readAllTerms(ctx: Deps): Promise<DocumentRow[]> {
  return ctx.db
    .select()
    .from(siteDocuments)
    .where(eq(siteDocuments.kind, "terms"))
    .orderBy(asc(siteDocuments.effectiveOn));
}

export async function deleteDocuments(ctx: Deps, kind: DocumentRow["kind"]): Promise<number> {
  const rows = await ctx.db
    .delete(siteDocuments)
    .where(eq(siteDocuments.kind, kind))
    .returning({ id: siteDocuments.id });
  return rows.length;
}

export function readRuleRows(ctx: Deps): Promise<RuleRow[]> {
  return ctx.db
    .select()
    .from(siteRules)
    .where(isNull(siteRules.removedAt))
    .orderBy(asc(siteRules.position), asc(siteRules.id));
}

/** At the end, or at a place of its own, before what is there. */
export async function insertRule(
  ctx: Deps,
  rule: Omit<RuleRow, "position">,
  position: number | null,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const rows = await tx
      .select({ id: siteRules.id })
      .from(siteRules)
      .where(isNull(siteRules.removedAt))
      .orderBy(asc(siteRules.position), asc(siteRules.id))
      .for("update");
    const at = Math.min(position ?? rows.length, rows.length);
    const order = [...rows.slice(0, at), rule, ...rows.slice(at)];
    await tx.insert(siteRules).values({ ...rule, position: at });
    for (const [place, { id }] of order.entries())
      await tx.update(siteRules).set({ position: place }).where(eq(siteRules.id, id));
  });
}

/** False where there is no such rule. */
export async function updateRule(ctx: Deps, id: string, changes: Partial<RuleRow>): Promise<boolean> {
  const rows = await ctx.db
    .update(siteRules)
    .set(changes)
    .where(and(eq(siteRules.id, id), isNull(siteRules.removedAt)))
    .returning({ id: siteRules.id });
  return rows.length > 0;
}
