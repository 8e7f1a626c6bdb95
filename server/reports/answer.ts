import type { Iri } from "#protocol/ids/iri.ts";
import { clean, shorten } from "#protocol/vocab/read/names.ts";
import { readReaderLanguage } from "../accounts/reader-language.ts";
import type { Ctx } from "../context.ts";
import { keepAnswer, readForward } from "./store/forwards.ts";

const MAX_TEXT = 2_000;

/**
 * Another server answers a report that was passed on to it: whoever complained here is told (`tellReporters`). The newest
 * answer counts.
 *
 * @returns whether it was theirs to answer; null when no report was passed on under this id
 */
export async function takeAnswer(
  ctx: Pick<Ctx, "db" | "clock">,
  given: {
    flag: Iri;
    by: Iri;
    answer: "accepted" | "rejected" | "resolved" | "reopened";
    text: string;
    /** The same by language, as far as the server says it in several. */
    texts?: Readonly<Record<string, string>>;
  },
): Promise<boolean | null> {
  const { flag, by, texts = {} } = given;
  const answer = given.answer === "reopened" ? null : given.answer;
  return ctx.db.transaction(async (tx) => {
    const forward = await readForward(tx, flag, by);
    if (forward === null || !forward.isTheirs) return forward && false;
    const { iri, reportId, reporterId } = forward;
    const language = reporterId === null ? "en" : await readReaderLanguage(tx, reporterId);
    const said = shorten(clean(texts[language] ?? given.text).trim(), MAX_TEXT);
    await keepAnswer(tx, { iri, reportId, answer, by, text: said, at: ctx.clock.now() });
    return true;
  });
}
