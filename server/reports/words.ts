import type { OutcomeDetails } from "./schema.ts";

/** What everybody can see for themselves once it is done; the rest is between the node and the author. */
const visible: Readonly<Record<string, string>> = {
  remove: "it was removed",
  suspend: "the account was suspended",
  sensitive: "it was marked as sensitive",
  label: "a label was put on it",
  note: "a note of context was put under it",
  defederate: "this server has nothing to do with theirs any more",
};

/** What may be told of the actions that were taken. */
export function tellable(kinds: readonly string[]): string[] {
  return kinds.filter((kind) => Object.hasOwn(visible, kind)).sort();
}

/**
 * What came of a report, for whoever complained.
 *
 * @example outcomeWords({ acted: true, actions: ["remove"], rules: ["Be kind"] })
 */
export function outcomeWords({ acted, actions, rules }: OutcomeDetails & { acted: boolean }): string {
  if (!acted)
    return "The moderators have looked at it and found nothing that they have to act on under the rules of this server.";
  const deeds = actions.flatMap((kind) => visible[kind] ?? []);
  const done = deeds.length === 0 ? "" : `: ${deeds.join(", ")}`;
  const broken = rules.length === 0 ? "" : ` Broken: ${rules.map((rule) => `“${rule}”`).join(", ")}.`;
  return `The moderators have looked at it and acted${done}.${broken}`;
}

/** A text in which no handle mentions anybody: whoever is named must not hear of it by that. */
export function withoutMentions(text: string): string {
  return text.replaceAll("@", "@\u2060");
}
