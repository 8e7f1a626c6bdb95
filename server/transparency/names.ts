import type { ActionKind } from "#moderation/actions/kind.ts";
import { type Category, isCategory } from "#moderation/category.ts";
import { ALL, type FigureId, REST, type TimeId } from "#moderation/transparency/figures.ts";
import {
  type AppealCount,
  type Finder,
  NO_LANGUAGE,
  NO_RULE,
  type Outcome,
  SEVERAL_RULES,
  UNKNOWN_LANGUAGE,
} from "#moderation/transparency/record.ts";
import type { HeldKind } from "../policy/holds/decision.ts";
import type { Words } from "../web/messages/words.ts";

type Name = (key: string, words: Words, rules: ReadonlyMap<string, string>) => string;

const rule: Name = (key, { t }, rules) => {
  if (key === NO_RULE || key === SEVERAL_RULES) return t(`ruleKey.${key}`);
  return rules.get(key) ?? key;
};
const language: Name = (key, { t, lang }) => {
  if (key === UNKNOWN_LANGUAGE || key === NO_LANGUAGE) return t(`languageKey.${key}`);
  return languageName(key, lang);
};
const category: Name = (key, { t }) => t(`category.${isCategory(key) ? key : ("other" satisfies Category)}`);
const kind: Name = (key, { t }) => t(`did.${key as ActionKind}`);
const finder: Name = (key, { t }) => t(`finder.${key as Finder}`);
const all: Name = (_, { t }) => t("transparency.total");

/** What the rows of each figure are named after. */
const names: Readonly<Record<FigureId | TimeId, Name>> = {
  "actions-by-category": category,
  "actions-by-kind": kind,
  "actions-by-finder": finder,
  holds: (key, { t }) => t(`held.${key as HeldKind}`),
  notices: (key, { t }) => t(`notice.${key as "told" | "not-told" | "elsewhere"}`),
  "reversals-by-rule": rule,
  "reversals-by-language": language,
  "appeals-by-side": (key, { t }) => t(`side.${key as AppealCount["side"]}`),
  "appeals-by-kind": kind,
  "appeals-by-rule": rule,
  "reports-by-source": finder,
  "reports-by-category": category,
  "report-to-decision": all,
  "report-to-decision-by-rule": rule,
  "report-to-decision-by-language": language,
  "appeal-to-answer": all,
};

/** What a row is called. @param rules what rules say, by id */
export function rowName(
  id: FigureId | TimeId,
  key: string,
  words: Words,
  rules: ReadonlyMap<string, string>,
): string {
  if (key === ALL) return words.t("transparency.total");
  return key === REST ? words.t("transparency.rest") : names[id](key, words, rules);
}

export function columnName(column: string, { t }: Words): string {
  return t(`column.${column as Outcome}`);
}

export function figureName(id: FigureId | TimeId, { t }: Words): { title: string; definition: string } {
  return { title: t(`figure.${id}`), definition: t(`figure.${id}.text`) };
}

function languageName(code: string, lang: string): string {
  try {
    return new Intl.DisplayNames([lang], { type: "language", fallback: "code" }).of(code) ?? code;
  } catch {
    return code;
  }
}
