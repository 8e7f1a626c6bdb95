import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import type { RuleTranslation } from "./schema.ts";
import { insertRule, type RuleRow, readRuleRows, updateRule } from "./store.ts";

/** A rule of the node: what people here agree to. */
export type SiteRule = Pick<RuleRow, "id" | "text" | "hint" | "translations">;

export type RuleError =
  | { type: "site/rule-empty" }
  | { type: "site/rule-too-long"; most: number }
  | { type: "site/bad-language"; language: string }
  | { type: "site/rule-not-found"; id: string };

const MAX_RULE = 1_000;

/** The rules that hold, in their order. */
export const readRules: (ctx: Pick<Ctx, "db">) => Promise<SiteRule[]> = readRuleRows;

/** @param position where it stands among the others, from 0; at the end when left out */
export async function addRule(
  ctx: Pick<Ctx, "db" | "clock" | "ids">,
  { text, hint = "", position = null }: { text: string; hint?: string; position?: number | null },
): Promise<Result<{ id: string }, RuleError>> {
  const problem = problemOf(text, hint);
  if (problem !== null) return err(problem);
  const id = ctx.ids.next();
  const createdAt = ctx.clock.now();
  await insertRule(ctx, { id, text, hint, translations: {}, createdAt, removedAt: null }, position);
  return ok({ id });
}

/** Says a rule in another language, or no longer when the translation is null. */
export async function translateRule(
  ctx: Pick<Ctx, "db">,
  id: string,
  language: string,
  translation: RuleTranslation | null,
): Promise<Result<void, RuleError>> {
  const problem = translation && problemOf(translation.text, translation.hint);
  if (problem !== null) return err(problem);
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language)) return err({ type: "site/bad-language", language });
  const rule = (await readRules(ctx)).find((each) => each.id === id);
  if (rule === undefined) return err({ type: "site/rule-not-found", id });
  const { [language]: _, ...others } = rule.translations;
  const translations = translation === null ? others : { ...others, [language]: translation };
  await updateRule(ctx, id, { translations });
  return ok();
}

/** A rule holds no longer. Reports that name it still know what it said. */
export async function removeRule(
  ctx: Pick<Ctx, "db" | "clock">,
  id: string,
): Promise<Result<void, RuleError>> {
  const removed = await updateRule(ctx, id, { removedAt: ctx.clock.now() });
  return removed ? ok() : err({ type: "site/rule-not-found", id });
}

function problemOf(text: string, hint: string): RuleError | null {
  if (text.trim() === "") return { type: "site/rule-empty" };
  return [...text].length > MAX_RULE || [...hint].length > MAX_RULE
    ? { type: "site/rule-too-long", most: MAX_RULE }
    : null;
}
