import type { Ctx } from "../context.ts";
import { loadModels } from "./model.ts";

/** What was typed. Where its server does not tell, what it says, as HTML. */
export async function readSource(
  ctx: Pick<Ctx, "sql" | "uris">,
  postId: string,
): Promise<{ text: string; textType: string; warning: string | null }> {
  const [found] = await loadModels(ctx, ctx.sql, [postId]);
  if (found === undefined) return { text: "", textType: "text/plain", warning: null };
  const { source, html, warning } = found.post;
  return source === null
    ? { text: html, textType: "text/html", warning }
    : { text: source.content, textType: source.mediaType, warning };
}
