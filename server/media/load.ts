import type { Medium } from "#protocol/model/medium.ts";
import type { Ctx } from "../context.ts";
import { toMedium } from "./medium.ts";
import { findMedia } from "./store/media.ts";

/** Those of some media that are an account's own, by id. */
export async function loadMedia(
  ctx: Pick<Ctx, "sql" | "uris">,
  accountId: string,
  ids: readonly string[],
): Promise<Map<string, Medium>> {
  const rows = ids.length === 0 ? [] : await findMedia(ctx.sql, accountId, ids);
  return new Map(rows.map((row) => [row.id, toMedium(ctx, row)]));
}
