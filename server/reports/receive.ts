import type { Intake, IntakePort } from "#federation/ports.ts";
import type { Ctx } from "../context.ts";
import { findPostsAmong, findTarget, insertReport, readSame } from "./store.ts";

const MAX_SUBJECTS = 200;
const MAX_COMMENT = 5000;

/** A complaint (`Flag`) from another server. The same one twice is kept once, also when it has no id. */
export async function receiveReport(
  ctx: Pick<Ctx, "db" | "ids" | "clock">,
  { iri, by, subjects, comment }: Parameters<IntakePort["report"]>[0],
): Promise<Intake> {
  if (subjects.length === 0) return { outcome: "ignored", reason: "report/no-subject" };
  return ctx.db.transaction(async (tx): Promise<Intake> => {
    const named = [...new Set(subjects)].slice(0, MAX_SUBJECTS);
    const targetId = await findTarget(tx, named);
    const report = {
      id: ctx.ids.next(),
      iri,
      reporterId: by.id,
      targetId,
      subjects: named,
      comment: comment.slice(0, MAX_COMMENT),
      category: "other" as const,
      ruleIds: [],
      postIds: await findPostsAmong(tx, targetId, named),
      forwarded: false,
      createdAt: ctx.clock.now(),
    };
    const same = await readSame(tx, report);
    if (same !== null) return { outcome: "accepted", id: same.id };
    const isNew = await insertReport(tx, report);
    return isNew ? { outcome: "accepted", id: report.id } : { outcome: "accepted" };
  });
}
