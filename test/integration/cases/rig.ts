import type { Category, Severity } from "#moderation/category.ts";
import { bringToCase } from "#server/cases/bring.ts";
import { knownSubject } from "#server/cases/subject.ts";
import type { ApiRig } from "#test/integration/api/rig.ts";

/** A case about a post, as one report of a server makes it. */
export function reportPost(
  { ctx }: Pick<ApiRig, "ctx">,
  postId: string,
  options: { server?: string | null; category?: Category; severity?: Severity } = {},
): Promise<{ caseId: string; isNew: boolean }> {
  const { server = null, category = "spam", severity = 1 } = options;
  return ctx.db.transaction(async (tx) => {
    const known = await knownSubject(ctx, tx, { kind: "post", id: postId });
    if (known === null) throw new Error("no such post");
    const because = { report: ctx.ids.next(), server };
    return bringToCase(ctx, tx, { subject: known.subject, category, severity, because });
  });
}
