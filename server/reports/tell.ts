import { hostOf, type Iri } from "#protocol/ids/iri.ts";
import { readReaderLanguage } from "../accounts/reader-language.ts";
import type { Change } from "../changes/feed.ts";
import { type Words, wordsIn } from "../web/messages/words.ts";
import { type LetterDeps, sendLetter } from "./letter.ts";
import { readUntoldAnswers, setAnswerTold } from "./store/forwards.ts";
import { holdLetters } from "./store/letters.ts";
import { insertMessage } from "./store/messages.ts";
import { readUntold, setTold } from "./store/outcomes.ts";
import { type Correspondent, readCorrespondents } from "./store/people.ts";
import { outcomeWords, withoutMentions } from "./words.ts";

const AT_A_TIME = 50;
/** After a decision about thousands there are thousands of letters: others who wait for changes have their turn in between. */
const MOST_MS = 5_000;

/** Tells people at once what came of their reports; what is left of many, `tellWaiting` does. */
export async function tellReporters(ctx: LetterDeps, batch: readonly Change[]): Promise<void> {
  if (batch.some(({ kind }) => kind === "report.updated" || kind === "report.answered"))
    await tellWaiting(ctx);
}

/**
 * Tells people what came of their reports, and what other servers answered to those that were passed on, for some seconds. What
 * was done for one is remembered before the next, so that a process that dies leaves nobody out; the same letter goes out once.
 * A periodic task; one process at a time.
 */
export async function tellWaiting(ctx: LetterDeps): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    if (!(await holdLetters(tx))) return;
    const until = performance.now() + MOST_MS;
    await tellOutcomes(ctx, until);
    await tellAnswers(ctx, until);
  });
}

async function tellOutcomes(ctx: LetterDeps, until: number): Promise<void> {
  while (performance.now() < until) {
    const untold = await readUntold(ctx.sql, AT_A_TIME);
    for (const { id, acted, details, outcomeAt, createdAt } of untold) {
      const say = (words: Words) => {
        const said = outcomeWords({ acted, ...details }, words);
        const about = words.t("letter.about", { day: words.day(createdAt), said });
        return `${about} ${words.t("letter.answer")}`;
      };
      for (const to of await readCorrespondents(ctx.sql, id))
        await write(ctx, { reportId: id, to, say, at: outcomeAt, name: "outcome" });
      await setTold(ctx.sql, id, outcomeAt, ctx.clock.now());
    }
    if (untold.length < AT_A_TIME) return;
  }
}

async function tellAnswers(ctx: LetterDeps, until: number): Promise<void> {
  while (performance.now() < until) {
    const untold = await readUntoldAnswers(ctx.sql, AT_A_TIME);
    for (const { iri, reportId, answer, by, said, at, createdAt } of untold) {
      const host = hostOf(by as Iri);
      const say = ({ t, day }: Words) => {
        const passedOn = t(`letter.passedOn.${answer}`, { day: day(createdAt), host });
        return said === "" ? passedOn : `${passedOn}\n\n${t("letter.quoted", { text: said.slice(0, 500) })}`;
      };
      for (const to of await readCorrespondents(ctx.sql, reportId))
        await write(ctx, { reportId, to, say, at, name: iri });
      await setAnswerTold(ctx.sql, iri, at, ctx.clock.now());
    }
    if (untold.length < AT_A_TIME) return;
  }
}

/** A letter in the language of whoever reads it, which is also a message of the report. */
async function write(
  ctx: LetterDeps,
  letter: { reportId: string; to: Correspondent; say: (words: Words) => string; at: Date; name: string },
): Promise<void> {
  const { reportId, to, say, at } = letter;
  const said = say(wordsIn(await readReaderLanguage(ctx.sql, to.id)));
  const whom = to.isHere ? "" : ` to ${to.id}`;
  const name = `${letter.name} of ${reportId}${whom} at ${at.toISOString()}`;
  const iri = await sendLetter(ctx, { to, text: withoutMentions(said), name, at });
  if (iri === null) return;
  await insertMessage(ctx.sql, {
    id: ctx.ids.next(),
    reportId,
    from: "moderators",
    accountId: null,
    iri,
    text: said,
    createdAt: ctx.clock.now(),
  });
}
