import { type Language, languages } from "../web/messages/languages.ts";
import { type Words, wordsIn } from "../web/messages/words.ts";
import type { OutcomeDetails } from "./schema.ts";

/** What everybody can see for themselves once it is done; the rest is between the node and the author. */
const visible = {
  remove: "letter.did.remove",
  suspend: "letter.did.suspend",
  sensitive: "letter.did.sensitive",
  label: "letter.did.label",
  note: "letter.did.note",
  defederate: "letter.did.defederate",
} as const;

function isVisible(kind: string): kind is keyof typeof visible {
  return Object.hasOwn(visible, kind);
}

/** What may be told of the actions that were taken. */
export function tellable(kinds: readonly string[]): string[] {
  return kinds.filter(isVisible).sort();
}

/**
 * What came of a report, for whoever complained.
 *
 * @example outcomeWords({ acted: true, actions: ["remove"], rules: ["Be kind"] }, wordsIn("en"))
 */
export function outcomeWords(outcome: OutcomeDetails & { acted: boolean }, { t, lang }: Words): string {
  const { acted, actions, rules, isRevised = false } = outcome;
  if (!acted) return t(isRevised ? "letter.takenBack" : "letter.nothing");
  const list = new Intl.ListFormat(lang, { type: "unit", style: "short" });
  const deeds = list.format(actions.filter(isVisible).map((kind) => t(visible[kind])));
  if (isRevised && deeds !== "") return t("letter.changed", { deeds });
  const done = deeds === "" ? t("letter.acted") : t("letter.actedSo", { deeds });
  if (rules.length === 0) return done;
  const broken = list.format(rules.map((rule) => t("letter.quoted", { text: rule })));
  return `${done} ${t("letter.broken", { rules: broken })}`;
}

/** The same in every language that there are words in: who reads it on another server is not known. */
export function outcomeInAll(outcome: OutcomeDetails & { acted: boolean }): Record<Language, string> {
  const all = languages.map((lang) => [lang, outcomeWords(outcome, wordsIn(lang))]);
  return Object.fromEntries(all) as Record<Language, string>;
}

/** A text in which no handle mentions anybody: whoever is named must not hear of it by that. */
export function withoutMentions(text: string): string {
  return text.replaceAll("@", "@\u2060");
}
