import { hostOf, type Iri } from "#protocol/ids/iri.ts";
import type { Change } from "../changes/feed.ts";
import { type LetterDeps, sendLetter } from "./letter.ts";
import { readUntoldAnswers, setAnswerTold } from "./store/forwards.ts";
import { insertMessage } from "./store/messages.ts";
import { readUntold, setTold } from "./store/outcomes.ts";
import { outcomeWords, withoutMentions } from "./words.ts";

const AT_A_TIME = 50;

/**
 * Tells people here what came of their reports, and what other servers answered to those that were passed on. What was done
 * for one is remembered before the next, so that a process that dies leaves nobody out and tells nobody twice.
 */
export async function tellReporters(ctx: LetterDeps, batch: readonly Change[]): Promise<void> {
  if (!batch.some(({ kind }) => kind === "report.updated" || kind === "report.answered")) return;
  await tellOutcomes(ctx);
  await tellAnswers(ctx);
}

async function tellOutcomes(ctx: LetterDeps): Promise<void> {
  for (;;) {
    const untold = await readUntold(ctx.sql, AT_A_TIME);
    for (const { id, reporterId, username, acted, details, outcomeAt, createdAt } of untold) {
      const text = `About your report of ${dayOf(createdAt)}: ${outcomeWords({ acted, ...details })}`;
      await say(ctx, {
        reportId: id,
        to: { id: reporterId, username },
        text,
        at: outcomeAt,
        name: "outcome",
      });
      await setTold(ctx.sql, id, outcomeAt, ctx.clock.now());
    }
    if (untold.length < AT_A_TIME) return;
  }
}

async function tellAnswers(ctx: LetterDeps): Promise<void> {
  for (;;) {
    const untold = await readUntoldAnswers(ctx.sql, AT_A_TIME);
    for (const { iri, reportId, reporterId, username, answer, by, said, at, createdAt } of untold) {
      const host = hostOf(by as Iri);
      const quoted = said === "" ? "" : `\n\n“${said.slice(0, 500)}”`;
      const text = `Your report of ${dayOf(createdAt)} was passed on to ${host}. ${answers[answer](host)}${quoted}`;
      if (reporterId !== null && username !== null)
        await say(ctx, { reportId, to: { id: reporterId, username }, text, at, name: iri });
      await setAnswerTold(ctx.sql, iri, at, ctx.clock.now());
    }
    if (untold.length < AT_A_TIME) return;
  }
}

const answers = {
  accepted: (host: string) => `The moderators of ${host} have acted on it.`,
  rejected: (host: string) => `The moderators of ${host} have looked at it and did not act.`,
  resolved: (host: string) => `The moderators of ${host} have dealt with it.`,
};

/** A letter, which is also a message of the report. */
async function say(
  ctx: LetterDeps,
  letter: {
    reportId: string;
    to: { id: string; username: string };
    text: string;
    at: Date;
    name: string;
  },
): Promise<void> {
  const { reportId, to, at } = letter;
  const text = withoutMentions(letter.text);
  const name = `${letter.name} of ${reportId} at ${at.toISOString()}`;
  const iri = await sendLetter(ctx, { to, text, name, at });
  if (iri === null) return;
  await insertMessage(ctx.sql, {
    id: ctx.ids.next(),
    reportId,
    from: "moderators",
    accountId: null,
    iri,
    text: letter.text,
    createdAt: ctx.clock.now(),
  });
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
