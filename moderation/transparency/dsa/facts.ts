import type { Category } from "../../category.ts";
import type { Decider, Finder } from "../record.ts";
import type { StatementRecord, StatementSettings } from "./record.ts";

/**
 * What is written freely in a statement. The facts and the text of an action are a moderator's words to its author: they quote, and
 * name people and addresses, which no program takes out for certain. So they stay here, and the Commission gets sentences that are
 * made of what is counted anyway, as it asks for: "use standard language for similar cases", and no personal data.
 */
const found: Readonly<Record<Finder, string>> = {
  here: "Somebody who uses this service reported it.",
  visitor: "Somebody without an account reported it.",
  server: "Another server of the network told of it.",
  rule: "A rule that the service applies by itself found it.",
  list: "It is on a list of advice that the service follows.",
  moderators: "A moderator of the service found it.",
};

const decided: Readonly<Record<Decider, string>> = {
  moderator: "A moderator looked at it and decided.",
  panel: "A panel of trustees, drawn by lot, looked at it and decided.",
  rule: "The rule decided, without a person.",
  list: "The list decided, without a person.",
  server: "Moderators of that server decided.",
};

const wrong: Readonly<Record<Category, string>> = {
  spam: "spam",
  scam: "a scam",
  hate: "hatred of people for what they are",
  harassment: "harassment",
  violence: "violence, or a threat of it",
  sexual: "sexual content",
  minors: "harm to minors",
  "self-harm": "self-harm",
  privacy: "a breach of somebody's privacy",
  misinformation: "false or misleading information",
  impersonation: "an account that pretends to be somebody else",
  rights: "a breach of somebody's rights to a work or mark",
  legal: "content against the law",
  rules: "a breach of the rules of the service",
  other: "something that its moderators do not allow",
};

const subjects = { post: "a post", account: "an account", medium: "a file" } as const;

export function factsOf({ subjectKind, category, finder, decider, rules }: StatementRecord): string {
  const what = subjects[subjectKind as keyof typeof subjects];
  const broken = rules.length === 0 ? [] : [`Rules that it broke: ${rules.length}.`];
  return [
    `It is about ${what}, and was found to be ${wrong[category]}.`,
    found[finder],
    decided[decider],
    ...broken,
  ].join(" ");
}

const GROUND_CHARS = 500;

/** The members of a statement that say what the content is against: the law, where the admins named one for its category, or the rules. */
export function groundOf(record: StatementRecord, settings: StatementSettings): Record<string, unknown> {
  const { category, rules } = record;
  const law = settings.legalGrounds.get(category);
  const explanation = `It was found to be ${wrong[category]}.`;
  if (law !== undefined)
    return {
      decision_ground: "DECISION_GROUND_ILLEGAL_CONTENT",
      illegal_content_legal_ground: cut(law),
      illegal_content_explanation: explanation,
    };
  const words = rules.map(({ text }) => text.trim()).filter((text) => text !== "");
  return {
    decision_ground: "DECISION_GROUND_INCOMPATIBLE_CONTENT",
    ...(settings.rulesUrl !== null && { decision_ground_reference_url: settings.rulesUrl }),
    incompatible_content_ground: cut(words.length === 0 ? "The rules of the service" : words.join(" · ")),
    incompatible_content_explanation: explanation,
  };
}

/** At the schema's limit, between two characters as people see them counted: code points. */
function cut(text: string): string {
  const characters = [...text];
  return characters.length <= GROUND_CHARS ? text : `${characters.slice(0, GROUND_CHARS - 1).join("")}…`;
}
