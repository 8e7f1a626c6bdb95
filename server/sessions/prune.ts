import type { Ctx } from "../context.ts";
import { UNUSED_DAYS } from "./current.ts";
import { pruneAttempts } from "./store/attempts.ts";
import { pruneLinks } from "./store/links.ts";
import { prunePasses } from "./store/passes.ts";
import { pruneSessions } from "./store/sessions.ts";
import { pruneSteps } from "./store/steps.ts";

/** Forgets sessions that nobody has used for long, and steps, links and attempts that are over. */
export async function pruneSignIns({ sql, clock }: Pick<Ctx, "sql" | "clock">): Promise<void> {
  const now = clock.now();
  await pruneSessions(sql, new Date(now.getTime() - UNUSED_DAYS * 24 * 3_600_000));
  await pruneSteps(sql, now);
  await pruneLinks(sql, now);
  await prunePasses(sql, now);
  await pruneAttempts(sql, now);
}
