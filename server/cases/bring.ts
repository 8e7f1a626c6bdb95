import { joinCase } from "#moderation/cases/join.ts";
import { marksOf } from "#moderation/cases/marks.ts";
import { markCase } from "#moderation/cases/waves.ts";
import type { Joining } from "#moderation/cases/words.ts";
import { captureEvidence, lookFor } from "#moderation/evidence/capture.ts";
import type { Snapshot } from "#moderation/evidence/port.ts";
import type { Subject } from "#moderation/subject.ts";
import type { Ctx, Tx } from "../context.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";
import { evidencePort } from "./look.ts";
import { factsOf, type KnownSubject } from "./subject.ts";

type Deps = Pick<Ctx, "clock" | "ids" | "sql" | "db" | "uris" | "handleHost">;

/**
 * Brings a report or a signal about a subject to its case, in the transaction that takes it in: joins the open case or opens one,
 * keeps the subject as it is now, and finds what the case is like. Who brings several in one transaction does so in the order of
 * their IRIs, so that two who bring the same do not wait for each other.
 *
 * @param bringing.domain of a subject that the database does not hold
 * @example const { caseId } = await bringToCase(ctx, tx, { subject, category: "spam", severity: 1, because: { report: id, server } });
 */
export async function bringToCase(
  ctx: Deps,
  tx: Tx,
  bringing: Pick<Joining, "category" | "severity" | "because"> & {
    readonly subject: Subject;
    readonly domain?: string | null;
    /** The community whose rules it is about; that in which the post was published, where it is left out. */
    readonly communityId?: string | null | undefined;
    /** Of a subject that the database does not hold, because a rule keeps it apart: what there is to see of it. */
    readonly apart?: { readonly known: KnownSubject; readonly seen: Snapshot } | null;
  },
): Promise<{ caseId: string; isNew: boolean }> {
  const { subject, category, severity, because, domain = null, communityId = null, apart = null } = bringing;
  const known = apart?.known ?? (await factsOf(ctx, tx, subject));
  const moderation = moderationOf(ctx);
  const on = statementsOn(tx);
  const { markable, ...facts } = known ?? { subject, domain, markable: null };
  const of = communityId === null ? facts : { ...facts, communityId };
  const evidence = { ...moderation, evidence: evidencePort(ctx, tx) };
  const seen = apart?.seen ?? (await lookFor(evidence, on, of));
  const joined = await joinCase(moderation, on, { ...of, category, severity, because });
  const { caseId, isNew } = joined;
  if (isNew || seen !== null) await captureEvidence(evidence, on, caseId, facts.subject, seen);
  if (isNew && markable !== null)
    await markCase(moderation, on, {
      caseId,
      marks: marksOf(markable),
      example: markable.text.slice(0, 300),
    });
  return joined;
}
