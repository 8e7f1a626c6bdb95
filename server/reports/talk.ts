import { appendEntry } from "#moderation/ledger/append.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { clean } from "#protocol/vocab/read/names.ts";
import { readReaderLanguage } from "../accounts/reader-language.ts";
import type { Ctx } from "../context.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";
import { type Words, wordsIn } from "../web/messages/words.ts";
import { isReportAbout } from "./about.ts";
import { type LetterDeps, sendLetter } from "./letter.ts";
import type { OutcomeDetails } from "./schema.ts";
import { countMessages, insertMessage, type ReportMessage, readMessages } from "./store/messages.ts";
import { type Correspondent, readCorrespondents } from "./store/people.ts";
import { type ReportRow, readReport } from "./store/reports.ts";
import { outcomeWords, withoutMentions } from "./words.ts";

export type TalkError =
  | { type: "report/not-found" }
  | { type: "report/message-empty" }
  | { type: "report/message-too-long"; most: number }
  | { type: "report/too-many-messages"; most: number }
  /** Another server complained in its own name: its moderators get the shared notes of the case. */
  | { type: "report/from-elsewhere" };

export const MOST_CHARACTERS = 5_000;
const DAY_MS = 86_400_000;
/** What whoever complained may write about one report in a day. */
export const MOST_A_DAY = 20;

/** A report as whoever complained sees it: what became of it, and what was said. Never who looks after it. */
export interface OwnReport {
  id: string;
  createdAt: Date;
  subjects: string[];
  comment: string;
  topic: string;
  state: "open" | "closed";
  /** In words; null while it is open. */
  outcome: { acted: boolean; isTakenBack: boolean; rules: string[]; text: string; at: Date } | null;
  messages: { id: string; from: ReportMessage["from"]; text: string; createdAt: Date }[];
}

/**
 * @param by the reporter; null for who has shown a receipt
 * @param words in which the outcome is told; the reporter's language where it is left out
 */
export async function readOwnReport(
  ctx: Pick<Ctx, "sql">,
  reportId: string,
  by: string | null,
  words?: Words,
): Promise<Result<OwnReport, TalkError>> {
  const report = await readReport(ctx.sql, reportId);
  if (report === null || report.reporterId !== by || report.originDomain !== null)
    return err({ type: "report/not-found" });
  const { id, createdAt, subjects, comment, topic, state, outcome, outcomeAt, outcomeDetails } = report;
  const details: OutcomeDetails = outcomeDetails ?? { actions: [], rules: [] };
  const acted = outcome === "acted";
  const messages = await readMessages(ctx.sql, reportId);
  const told = words ?? wordsIn(by === null ? "en" : await readReaderLanguage(ctx.sql, by));
  return ok({
    id,
    createdAt,
    subjects,
    comment,
    topic,
    state,
    outcome:
      outcomeAt === null
        ? null
        : {
            acted,
            isTakenBack: !acted && details.isRevised === true,
            rules: details.rules,
            text: outcomeWords({ acted, ...details }, told),
            at: outcomeAt,
          },
    messages: messages
      .filter(({ from }) => from !== "server")
      .map(({ id, from, text, createdAt }) => ({ id, from, text, createdAt })),
  });
}

/** Whoever complained writes to the moderators. @param by the reporter; null for who has shown a receipt */
export async function writeToModerators(
  ctx: Pick<Ctx, "db" | "sql" | "ids" | "clock">,
  { reportId, by, text }: { reportId: string; by: string | null; text: string },
): Promise<Result<{ id: string }, TalkError>> {
  const checked = checkText(text);
  if (!checked.ok) return checked;
  const report = await readReport(ctx.sql, reportId);
  if (report === null || report.reporterId !== by || report.originDomain !== null)
    return err({ type: "report/not-found" });
  const since = new Date(ctx.clock.now().getTime() - DAY_MS);
  if ((await countMessages(ctx.sql, reportId, "reporter", since)) >= MOST_A_DAY)
    return err({ type: "report/too-many-messages", most: MOST_A_DAY });
  const message = { reportId, from: "reporter" as const, accountId: null, iri: null, text: checked.value };
  return ok(await keepMessage(ctx, message, { by: null, caseId: report.caseId }));
}

/** What was said about a report, oldest first, for a moderator who is not the one that it is about. */
export async function readTalk(
  ctx: Pick<Ctx, "sql">,
  reportId: string,
  by: string,
): Promise<Result<ReportMessage[], TalkError>> {
  const report = await readReport(ctx.sql, reportId);
  if (report === null || (await isReportAbout(ctx.sql, reportId, by)))
    return err({ type: "report/not-found" });
  return ok(await readMessages(ctx.sql, reportId));
}

/** A moderator writes to whoever complained, who does not learn which one: by a letter, or what the receipt shows. */
export async function writeToReporter(
  ctx: LetterDeps,
  { reportId, by, text }: { reportId: string; by: string; text: string },
): Promise<Result<{ id: string }, TalkError>> {
  const checked = checkText(text);
  if (!checked.ok) return checked;
  const report = await readReport(ctx.sql, reportId);
  if (report === null || (await isReportAbout(ctx.sql, reportId, by)))
    return err({ type: "report/not-found" });
  const [to] = await readCorrespondents(ctx.sql, reportId);
  if (to === undefined && report.originDomain !== null) return err({ type: "report/from-elsewhere" });
  const message = { reportId, from: "moderators" as const, accountId: by, text: checked.value };
  const iri = to === undefined ? null : await sendWords(ctx, report, to, checked.value);
  return ok(await keepMessage(ctx, { ...message, iri }, { by, caseId: report.caseId }));
}

async function sendWords(
  ctx: LetterDeps,
  { id, createdAt }: Pick<ReportRow, "id" | "createdAt">,
  to: Correspondent,
  said: string,
): Promise<string | null> {
  const { t, day } = wordsIn(await readReaderLanguage(ctx.sql, to.id));
  const at = ctx.clock.now();
  const text = withoutMentions(t("letter.about", { day: day(createdAt), said }));
  return sendLetter(ctx, { to, text, name: `message of ${id} at ${at.toISOString()}`, at });
}

/** The ledger learns that there was a message, and not what it says. One with an IRI that is there is not kept again. */
export async function keepMessage(
  ctx: Pick<Ctx, "db" | "sql" | "ids" | "clock">,
  message: Omit<ReportMessage, "id" | "createdAt">,
  { by, caseId }: { by: string | null; caseId: string | null },
): Promise<{ id: string }> {
  const id = ctx.ids.next();
  await ctx.db.transaction(async (tx) => {
    if (!(await insertMessage(tx, { ...message, id, createdAt: ctx.clock.now() }))) return;
    const body = { report: message.reportId, message: id, from: message.from };
    await appendEntry(moderationOf(ctx), statementsOn(tx), "private", {
      kind: "report.message",
      caseId,
      by,
      body,
    });
  });
  return { id };
}

function checkText(text: string): Result<string, TalkError> {
  const cleaned = clean(text).trim();
  if (cleaned === "") return err({ type: "report/message-empty" });
  if ([...cleaned].length > MOST_CHARACTERS)
    return err({ type: "report/message-too-long", most: MOST_CHARACTERS });
  return ok(cleaned);
}
