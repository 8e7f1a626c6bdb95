import type { ModerationCtx, Statements } from "../ports.ts";
import { noteEvent } from "./event.ts";
import { countRepeat } from "./store/join.ts";

/**
 * Counts one more complaint of a kind that a case has had dozens of from the same server. Nothing is lost, and a flood does
 * not fill the history: how many there are is written down when that has doubled.
 *
 * @param repeat.count complaints in that report by now, this one included
 * @returns false where the case is not open any more: then it is for `joinCase`
 */
export async function repeatReport(
  ctx: Pick<ModerationCtx, "clock" | "ids">,
  on: Statements,
  repeat: { caseId: string; report: string; server: string; count: number },
): Promise<boolean> {
  const { caseId, report, server, count } = repeat;
  if (!(await countRepeat(on, { caseId, server, now: ctx.clock.now() }))) return false;
  const hasDoubled = Number.isInteger(Math.log2(count));
  if (hasDoubled)
    await noteEvent(ctx, on, { caseId, kind: "reported", by: null, details: { report, server, count } });
  return true;
}
