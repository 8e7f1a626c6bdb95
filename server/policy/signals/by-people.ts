import { raise } from "#moderation/signals/raise.ts";
import { readSignalsAbout } from "#moderation/signals/read.ts";
import type { NewSignal, Signal } from "#moderation/signals/signal.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../../context.ts";
import { moderationOf, statementsOn } from "../../desk/moderation.ts";
import { findSubject } from "../store/subject.ts";
import { type SignalDeps, signalsOf } from "./ports.ts";

export type FlagError = { type: "signal/subject-not-found" };

/** A person of the node's desk marks a post or an account, without a report. */
export async function flag(
  ctx: SignalDeps,
  by: string,
  given: Pick<NewSignal, "category" | "severity" | "opensCase"> & { iri: string; note: string },
): Promise<Result<{ signalId: string; caseId: string | null }, FlagError>> {
  const found = await findSubject(ctx.sql, given.iri);
  if (found === null) return err({ type: "signal/subject-not-found" });
  const { kind, id, accountId, account, domain } = found;
  const raised = await ctx.db.transaction((tx) =>
    raise(signalsOf(ctx, tx), statementsOn(tx), {
      subject: { kind, iri: given.iri as Iri, id, accountId },
      account,
      domain,
      category: given.category,
      score: 1,
      severity: given.severity,
      source: { kind: "person", id: ctx.uris.account(by), accountId: by },
      explanation: { note: given.note },
      opensCase: given.opensCase,
    }),
  );
  return ok(raised);
}

/** Of a subject or a case, the newest first. */
export function signalsAbout(
  ctx: Pick<Ctx, "clock" | "ids" | "db" | "sql">,
  filter: { subjectIri?: string; caseId?: string; before: string | null; limit: number },
): Promise<Signal[]> {
  return readSignalsAbout(moderationOf(ctx), filter);
}
