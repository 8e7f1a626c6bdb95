import { ok, type Result } from "#protocol/result.ts";
import type { ApiCtx } from "../context.ts";
import { createLibreTranslate } from "./libretranslate.ts";
import { keepAnswer, pruneAnswers, readAnswer } from "./store.ts";
import type { Translator, TranslatorError } from "./translator.ts";

const DAY_MS = 86_400_000;

type Deps = Pick<ApiCtx, "config" | "fetchRemote" | "clock" | "sql">;

/** The service that the node is set up with; null without one. */
export function translatorOf({ config, fetchRemote }: Deps): Translator | null {
  return config.translation === null ? null : createLibreTranslate(fetchRemote, config.translation);
}

/** From which language the service translates into which others, asked once a day. */
export async function languagesOf(
  ctx: Deps,
  translator: Translator,
): Promise<Result<Record<string, string[]>, TranslatorError>> {
  const key = `languages of ${translator.name} at ${ctx.config.translation?.url}`;
  return keptFor(ctx, key, () => translator.languages());
}

/** What was asked within a day is not asked again. */
export async function keptFor<T extends object, E>(
  ctx: Pick<Deps, "clock" | "sql">,
  key: string,
  ask: () => Promise<Result<T, E>>,
): Promise<Result<T, E>> {
  const now = ctx.clock.now();
  const kept = await readAnswer<T>(ctx.sql, key, new Date(now.getTime() - DAY_MS));
  if (kept !== null) return ok(kept);
  const answer = await ask();
  if (answer.ok) await keepAnswer(ctx.sql, key, answer.value, now);
  return answer;
}

/** Forgets what was asked more than a day ago. A periodic task. */
export async function forgetTranslations(ctx: Pick<Deps, "clock" | "sql">): Promise<void> {
  await pruneAnswers(ctx.sql, new Date(ctx.clock.now().getTime() - DAY_MS));
}
