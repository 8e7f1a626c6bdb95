import type { Intake, IntakePort } from "#federation/ports.ts";
import type { Ctx } from "../context.ts";
import { findByIri } from "../posts/find.ts";
import { deletePin, insertPin } from "./store/marks.ts";

/** A remote account puts one of its own posts on its profile (Add to `featured`), or takes it off (Remove). */
export async function receivePin(
  ctx: Pick<Ctx, "clock" | "sql">,
  { by, post: iri, pinned }: Parameters<IntakePort["pin"]>[0],
): Promise<Intake> {
  const post = await findByIri(ctx.sql, iri);
  if (post === null || post.deletedAt !== null) return { outcome: "ignored", reason: "post/unknown" };
  if (post.accountId !== by.id) return { outcome: "ignored", reason: "pin/not-author" };
  if (pinned) await insertPin(ctx.sql, by.id, post.id, ctx.clock.now());
  else await deletePin(ctx.sql, by.id, post.id);
  return { outcome: "accepted", id: post.id };
}
