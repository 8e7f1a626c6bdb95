import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { type OwnReport, readOwnReport, type TalkError, writeToModerators } from "../reports/talk.ts";
import type { Words } from "../web/messages/words.ts";
import { mayUse } from "./rate.ts";
import { hashReceipt } from "./receipt.ts";
import { readByReceipt } from "./store.ts";

export type LookUpError = { type: "submission/receipt-unknown" } | { type: "submission/too-many" };

type Deps = Pick<Ctx, "db" | "sql" | "ids" | "clock">;

/**
 * What became of a submission, by its receipt. Guesses are counted, and a wrong receipt answers as one that never was.
 *
 * @param asked.words in which the outcome is told
 */
export async function lookUp(
  ctx: Deps,
  asked: { receipt: string; address: string; words: Words },
): Promise<Result<OwnReport, LookUpError | TalkError>> {
  const found = await find(ctx, asked);
  return found.ok ? readOwnReport(ctx, found.value, null, asked.words) : found;
}

/** Whoever submitted it writes to the moderators. */
export async function writeByReceipt(
  ctx: Deps,
  asked: { receipt: string; address: string; text: string },
): Promise<Result<{ id: string }, LookUpError | TalkError>> {
  const found = await find(ctx, asked);
  return found.ok ? writeToModerators(ctx, { reportId: found.value, by: null, text: asked.text }) : found;
}

async function find(
  ctx: Deps,
  { receipt, address }: { receipt: string; address: string },
): Promise<Result<string, LookUpError>> {
  if (!(await mayUse(ctx, "look-up", address))) return err({ type: "submission/too-many" });
  const hash = hashReceipt(receipt);
  const reportId = hash === null ? null : await readByReceipt(ctx.sql, hash);
  return reportId === null ? err({ type: "submission/receipt-unknown" }) : ok(reportId);
}
