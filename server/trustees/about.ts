import { lockForPanel } from "#moderation/cases/panel.ts";
import { keyOf } from "#moderation/subject.ts";
import type { About } from "#moderation/trustees/panels/appeal.ts";
import type { Ctx, Tx } from "../context.ts";
import { statementsOn } from "../desk/moderation.ts";
import { languageOf } from "./store.ts";

/** What a panel must know of a case that it is to hear. Null for one that is gone. */
export async function aboutCase(ctx: Pick<Ctx, "clock">, tx: Tx, caseId: string): Promise<About | null> {
  const found = await lockForPanel(ctx, statementsOn(tx), caseId);
  if (found === null) return null;
  const { subject, domain } = found;
  return {
    subject: { kind: subject.kind, isLocal: domain === null },
    language: await languageOf(tx, caseId),
    keyOf: keyOf(subject),
  };
}
