import { asc, eq } from "drizzle-orm";
import type { Ctx, Tx } from "../context.ts";
import { type Runner, run } from "../platform/statement.ts";
import { customEmojis } from "./schema.ts";

export type EmojiRow = typeof customEmojis.$inferSelect;

export function readEmojis(ctx: Pick<Ctx, "db">): Promise<EmojiRow[]> {
  return ctx.db.select().from(customEmojis).orderBy(asc(customEmojis.shortcode));
}

export function readByShortcodes(
  on: Runner,
  shortcodes: readonly string[],
): Promise<Pick<EmojiRow, "shortcode" | "file" | "staticFile" | "updatedAt">[]> {
  return run(
    on,
    `select shortcode, file, static_file as "staticFile", updated_at as "updatedAt" from custom_emojis
     where shortcode = any($1::text[]) order by shortcode`,
    [shortcodes],
  );
}

/** What is there under the name is replaced. */
export async function upsertEmoji(tx: Tx, row: EmojiRow): Promise<void> {
  const { id: _, createdAt: __, ...changes } = row;
  await tx
    .insert(customEmojis)
    .values(row)
    .onConflictDoUpdate({ target: customEmojis.shortcode, set: changes });
}

/** The row that was there. */
export async function deleteEmoji(ctx: Pick<Ctx, "db">, shortcode: string): Promise<EmojiRow | null> {
  const [row] = await ctx.db.delete(customEmojis).where(eq(customEmojis.shortcode, shortcode)).returning();
  return row ?? null;
}
