import { receiveNote } from "#moderation/cases/note.ts";
import { hostOf, type Iri } from "#protocol/ids/iri.ts";
import type { Ctx } from "../context.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";
import { readCaseIds } from "./store/cases.ts";
import { readFlagger } from "./store/flags.ts";
import { readForward } from "./store/forwards.ts";
import { countMessages, insertMessage } from "./store/messages.ts";

type Deps = Pick<Ctx, "db" | "sql" | "ids" | "clock">;

const DAY_MS = 86_400_000;
/** What moderators elsewhere may write about one report in a day. */
const MOST_A_DAY = 50;

interface Given {
  flag: Iri;
  by: { id: string; iri: Iri };
  text: string;
}

/**
 * Moderators elsewhere write about a report: one that they sent here, or one that was passed on to them. It becomes a note in
 * its cases.
 *
 * @returns whether it was taken; null when the report is none that is known here, or not theirs
 */
export async function takeNote(ctx: Deps, { iri, ...given }: Given & { iri: Iri }): Promise<boolean | null> {
  return take(ctx, given, iri);
}

/** The same for what a server does with a report, which is told in words of this node's. */
export async function takeServerMessage(ctx: Deps, given: Given): Promise<boolean | null> {
  return take(ctx, given, null);
}

async function take(ctx: Deps, { flag, by, text }: Given, iri: Iri | null): Promise<boolean | null> {
  return ctx.db.transaction(async (tx) => {
    const flagged = await readFlagger(tx, flag);
    const forward = flagged === null ? await readForward(tx, flag, by.iri) : null;
    const isTheirs = flagged === null ? (forward?.isTheirs ?? false) : flagged.domain === hostOf(by.iri);
    const reportId = flagged?.reportId ?? forward?.reportId ?? null;
    if (reportId === null || !isTheirs) return null;
    const now = ctx.clock.now();
    const since = new Date(now.getTime() - DAY_MS);
    if ((await countMessages(tx, reportId, "server", since)) >= MOST_A_DAY) return false;
    const message = { id: ctx.ids.next(), reportId, from: "server" as const, accountId: null, iri, text };
    if (!(await insertMessage(tx, { ...message, createdAt: now }))) return true;
    for (const caseId of await readCaseIds(tx, reportId)) {
      const note = { caseId, iri: null, authorIri: by.iri, text };
      await receiveNote(moderationOf(ctx), statementsOn(tx), note);
    }
    return true;
  });
}
