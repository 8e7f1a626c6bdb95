import type { Iri } from "#protocol/ids/iri.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { MAX_COMMENT } from "./receive.ts";
import { findTarget, insertReport } from "./store.ts";

export type FileReportError =
  | { type: "report/no-subject" }
  | { type: "report/comment-too-long"; most: number };

export interface FileReportInput {
  /** Local account that complains. */
  reporterId: string;
  /** The account, and posts of it. */
  subjects: Iri[];
  comment: string;
  /** Whether the target's server is told too, in the node's name. */
  forward?: boolean;
}

/** A complaint by somebody here. */
export async function fileReport(
  ctx: Pick<Ctx, "db" | "ids" | "clock" | "uris" | "outbox">,
  { reporterId, subjects, comment, forward = false }: FileReportInput,
): Promise<Result<{ id: string }, FileReportError>> {
  if (subjects.length === 0) return err({ type: "report/no-subject" });
  if (comment.length > MAX_COMMENT) return err({ type: "report/comment-too-long", most: MAX_COMMENT });
  const id = ctx.ids.next();
  await ctx.db.transaction(async (tx) => {
    const targetId = await findTarget(tx, subjects);
    const createdAt = ctx.clock.now();
    await insertReport(tx, {
      id,
      iri: null,
      reporterId,
      targetId,
      subjects,
      comment,
      state: "open",
      createdAt,
    });
    const isElsewhere = subjects.every((iri) => !ctx.uris.isLocal(iri));
    if (!forward || targetId === null || !isElsewhere) return;
    const reportIri = ctx.uris.activity(ctx.ids.next());
    await ctx.outbox.append(tx, { kind: "report.forwarded", reportIri, targetId, subjects, comment });
  });
  ctx.outbox.wake();
  return ok({ id });
}
