import { type CaseFile, type ReadCaseError, readCase } from "#moderation/cases/read.ts";
import { type Related, relatedCases } from "#moderation/cases/waves.ts";
import type { Case, Handler } from "#moderation/cases/words.ts";
import { type Evidence, evidenceOf } from "#moderation/evidence/read.ts";
import { ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { moderationOf } from "../desk/moderation.ts";
import { readPeople, readReportsOf, readSignalsOf } from "./store.ts";
import type { CaseReport, CaseSignal, Person } from "./words.ts";

/** All that there is to know of a case. */
export interface WholeCase extends CaseFile {
  /** The newest 100. */
  readonly reports: readonly CaseReport[];
  readonly signals: readonly CaseSignal[];
  readonly evidence: readonly Evidence[];
  readonly related: readonly Related[];
  readonly people: ReadonlyMap<string, Person>;
}

type Deps = Pick<Ctx, "clock" | "ids" | "sql" | "db">;

/**
 * A case with everything in it, but for its actions (`actionsOfCase`).
 *
 * @example const whole = await readWholeCase(ctx, by, caseId);
 */
export async function readWholeCase(
  ctx: Deps,
  by: Handler,
  caseId: string,
): Promise<Result<WholeCase, ReadCaseError>> {
  const moderation = moderationOf(ctx);
  const read = await readCase(moderation, by, caseId);
  if (!read.ok) return read;
  const [reports, signals, evidence, related] = await Promise.all([
    readReportsOf(ctx.sql, caseId),
    readSignalsOf(ctx.sql, caseId),
    evidenceOf(moderation, caseId),
    relatedCases(moderation, by, caseId),
  ]);
  const file = read.value;
  const people = await peopleOf(
    ctx,
    [file.case, ...related.flatMap(({ cases }) => cases)],
    [
      ...file.events.map((event) => event.by),
      ...file.notes.map((note) => note.accountId),
      ...reports.map((report) => report.reporterId),
    ],
  );
  return ok({ ...file, reports, signals, evidence, related, people });
}

/** How those are called that cases name, and others besides. */
export async function peopleOf(
  ctx: Pick<Ctx, "sql">,
  cases: readonly Case[],
  others: readonly (string | null)[] = [],
): Promise<ReadonlyMap<string, Person>> {
  const ids = [
    ...cases.flatMap(({ subject, assignedTo, closedBy }) => [subject.accountId, assignedTo, closedBy]),
    ...others,
  ].filter((id) => id !== null);
  const people = await readPeople(ctx.sql, [...new Set(ids)]);
  return new Map(people.map((person) => [person.id, person]));
}
