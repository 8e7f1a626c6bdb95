import { type EmojiPictureError, toEmoji } from "#media/image/emoji.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { ApiCtx } from "../context.ts";
import { fileUrl } from "../files/address.ts";
import { holdFiles } from "../files/hold.ts";
import { putAround } from "../files/put.ts";
import { removeUnusedFiles } from "../files/sweep.ts";
import { deleteEmoji, type EmojiRow, readByShortcodes, readEmojis, upsertEmoji } from "./store.ts";

type Deps = Pick<ApiCtx, "db" | "sql" | "clock" | "ids" | "uris" | "files">;

export type AddEmojiError = EmojiPictureError | { type: "emoji/bad-shortcode"; shortcode: string };

/** An emoji of this node, with the addresses of its pictures. */
export interface OwnEmoji {
  shortcode: string;
  url: string;
  staticUrl: string;
  category: string | null;
  isListed: boolean;
}

/**
 * Adds an emoji, or gives one another picture: posts that have the old one keep its address, and so lose it.
 *
 * @param input.bytes a PNG, GIF or WebP file of at most 256 KB
 * @param input.isListed whether people find it when they choose one
 */
export async function addEmoji(
  ctx: Deps,
  input: { shortcode: string; bytes: Uint8Array; category?: string | null; isListed?: boolean },
): Promise<Result<OwnEmoji, AddEmojiError>> {
  const { shortcode, bytes, category = null, isListed = true } = input;
  if (!/^[A-Za-z0-9_]{2,64}$/.test(shortcode)) return err({ type: "emoji/bad-shortcode", shortcode });
  const picture = await toEmoji(bytes);
  if (!picture.ok) return picture;
  const [before] = await readByShortcodes(ctx.sql, [shortcode]);
  const now = ctx.clock.now();
  const { still } = picture.value;
  const small = [picture.value, ...(still === null ? [] : [{ bytes: still, extension: "png" }])];
  const row = await putAround(ctx, small, async ([file = "", staticFile = file]): Promise<EmojiRow> => {
    const added = {
      id: ctx.ids.next(),
      shortcode,
      file,
      staticFile,
      category: category?.trim() || null,
      visibleInPicker: isListed,
      createdAt: now,
      updatedAt: now,
    };
    await ctx.db.transaction(async (tx) => {
      await holdFiles(tx);
      await upsertEmoji(tx, added);
    });
    return added;
  });
  if (before !== undefined) await removeFiles(ctx, before);
  return ok(toOwn(ctx, row));
}

/** Removes an emoji. False where there is none of that name. */
export async function removeEmoji(ctx: Deps, shortcode: string): Promise<boolean> {
  const removed = await deleteEmoji(ctx, shortcode);
  if (removed !== null) await removeFiles(ctx, removed);
  return removed !== null;
}

/** All emoji of this node, by name. */
export async function listEmojis(ctx: Pick<Deps, "db" | "uris">): Promise<OwnEmoji[]> {
  return (await readEmojis(ctx)).map((row) => toOwn(ctx, row));
}

function toOwn({ uris }: Pick<Deps, "uris">, row: EmojiRow): OwnEmoji {
  return {
    shortcode: row.shortcode,
    url: fileUrl(uris, row.file),
    staticUrl: fileUrl(uris, row.staticFile),
    category: row.category,
    isListed: row.visibleInPicker,
  };
}

async function removeFiles(ctx: Deps, { file, staticFile }: Pick<EmojiRow, "file" | "staticFile">) {
  await removeUnusedFiles(ctx, [...new Set([file, staticFile])]);
}
