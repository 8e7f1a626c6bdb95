import type { ApiCtx } from "../context.ts";
import type { Mailer } from "../platform/mail/port.ts";
import type { JobOutcome } from "../platform/queue/port.ts";
import type { MailJob } from "./jobs.ts";
import { writeLetter } from "./write.ts";

/**
 * Writes a letter and sends it. A server that cannot be reached is tried again, one that refuses for good (5xx, RFC
 * 5321 §4.2.1) is not. Nothing of the letter is logged.
 */
export async function sendMail(
  ctx: Pick<ApiCtx, "sql" | "clock" | "uris" | "config" | "log">,
  mailer: Mailer,
  job: MailJob,
): Promise<JobOutcome> {
  const letter = await writeLetter(ctx, job);
  if (letter === null) return undefined;
  try {
    await mailer.send(letter);
    return undefined;
  } catch (error) {
    const { responseCode, code = "unknown" } = error as { responseCode?: number; code?: string };
    const isFinal = responseCode !== undefined && responseCode >= 500;
    ctx.log.warn({ kind: job.kind, code, response: responseCode ?? null, isFinal }, "mail not sent");
    return { outcome: isFinal ? "give-up" : "retry", reason: `mail/${code.toLowerCase()}` };
  }
}
