import type { Ctx } from "../../context.ts";
import { dropHeldPost } from "../store/holds.ts";

/** Its author has deleted a post: neither it nor an edit of it waits any longer. */
export function forgetHeldPost(ctx: Pick<Ctx, "sql">, iri: string): Promise<void> {
  return dropHeldPost(ctx.sql, iri);
}
