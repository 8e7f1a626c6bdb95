import type { Statement } from "#moderation/actions/statement.ts";
import { type Category, isCategory } from "#moderation/category.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { ApiCtx } from "../context.ts";
import { readRules } from "../site/rules.ts";

/** Why something is done: what becomes the statement of reasons. */
export interface Reasons {
  category: Category;
  /** Rules of the node that were broken. */
  ruleIds?: readonly string[];
  /** What was found; whoever is concerned reads it, so it names no reporter. */
  facts?: string;
  /** What whoever is concerned is told beside. */
  text?: string;
}

export type ReasonsError = { type: "action/unknown-rule"; ruleId: string } | { type: "action/bad-category" };

const DAY_MS = 86_400_000;

/** The statement that reasons make, with the rules in the words that they have now. */
export async function statementFrom(
  ctx: Pick<ApiCtx, "db" | "clock" | "config">,
  { category, ruleIds = [], facts = "", text = "" }: Reasons,
  { isTold, isAutomated }: { isTold: boolean; isAutomated: boolean },
): Promise<Result<Omit<Statement, "actionId">, ReasonsError>> {
  if (!isCategory(category)) return err({ type: "action/bad-category" });
  const known = ruleIds.length === 0 ? [] : await readRules(ctx);
  const rules: { id: string; text: string }[] = [];
  for (const ruleId of ruleIds) {
    const rule = known.find(({ id }) => id === ruleId);
    if (rule === undefined) return err({ type: "action/unknown-rule", ruleId });
    rules.push({ id: rule.id, text: rule.text });
  }
  const now = ctx.clock.now();
  return ok({
    category,
    rules,
    facts,
    text,
    isAutomated,
    appealUntil: new Date(now.getTime() + ctx.config.appealDays * DAY_MS),
    toldAt: isTold ? now : null,
  });
}

/**
 * The reason in words for everybody, as other servers are told it: the category and the rules, and neither who reported
 * nor what was written to the author.
 */
export function publicReason({ category, rules }: Pick<Statement, "category" | "rules">): string {
  const words = rules.map(({ text }) => text.trim()).filter((text) => text !== "");
  return [category, ...words].join(": ").slice(0, 500);
}
