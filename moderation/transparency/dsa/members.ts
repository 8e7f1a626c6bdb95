import {
  accountDecisions,
  accountTypes,
  automatedDecisions,
  contentTypes,
  countries,
  grounds,
  keywords,
  languageCodes,
  monetaries,
  provisions,
  sourceTypes,
  statementCategories,
  visibilities,
  yesOrNo,
} from "./vocabulary.ts";

export type Given = Readonly<Record<string, unknown>>;

/** What one member of a statement may be, as the Commission's `StatementStoreRequest` has it. */
export interface Member {
  readonly kind: "one" | "some" | "text" | "date" | "url" | "puid" | "content-id" | "ean";
  /** For `one` and `some`: what there is to choose from. */
  readonly of?: readonly string[];
  /** Characters, for what is written freely. */
  readonly most?: number;
  /** For a date: the first that is taken. */
  readonly since?: string;
  /** Left out for what may be missing. */
  readonly isNeeded?: (given: Given) => boolean;
  /** What is not looked at, and not kept. */
  readonly isLeftOut?: (given: Given) => boolean;
}

/** What is not there, for the Commission's server: nothing, an empty text, an empty list. */
export function isMissing(value: unknown): boolean {
  if (typeof value === "string") return value.trim() === "";
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

const always = () => true;
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
const decisions = ["decision_visibility", "decision_monetary", "decision_provision", "decision_account"];
const hasNoOther = (name: string) => (given: Given) =>
  decisions.every((other) => other === name || isMissing(given[other]));
const on = (name: string, value: string) => (given: Given) => list(given[name]).includes(value);
const not = (is: (given: Given) => boolean) => (given: Given) => !is(given);
const when = (is: (given: Given) => boolean) => ({ isNeeded: is, isLeftOut: not(is) });

const isIllegal = on("decision_ground", "DECISION_GROUND_ILLEGAL_CONTENT");
const isIncompatible = on("decision_ground", "DECISION_GROUND_INCOMPATIBLE_CONTENT");
const endDate: Member = { kind: "date" };

/** Every member that the Commission's server reads; it takes no notice of others. */
export const members: Readonly<Record<string, Member>> = {
  content_id: { kind: "content-id" },
  content_id_ean: { kind: "ean" },
  decision_visibility: { kind: "some", of: visibilities, isNeeded: hasNoOther("decision_visibility") },
  decision_visibility_other: {
    kind: "text",
    most: 500,
    ...when(on("decision_visibility", "DECISION_VISIBILITY_OTHER")),
  },
  decision_monetary: { kind: "one", of: monetaries, isNeeded: hasNoOther("decision_monetary") },
  decision_monetary_other: {
    kind: "text",
    most: 500,
    ...when(on("decision_monetary", "DECISION_MONETARY_OTHER")),
  },
  decision_provision: { kind: "one", of: provisions, isNeeded: hasNoOther("decision_provision") },
  decision_account: { kind: "one", of: accountDecisions, isNeeded: hasNoOther("decision_account") },
  account_type: { kind: "one", of: accountTypes },
  category_specification: { kind: "some", of: keywords },
  category_specification_other: { kind: "text", most: 500 },
  decision_ground: { kind: "one", of: grounds, isNeeded: always },
  decision_ground_reference_url: { kind: "url", most: 500 },
  illegal_content_legal_ground: { kind: "text", most: 500, ...when(isIllegal) },
  illegal_content_explanation: { kind: "text", most: 2_000, ...when(isIllegal) },
  incompatible_content_ground: { kind: "text", most: 500, ...when(isIncompatible) },
  incompatible_content_explanation: { kind: "text", most: 2_000, ...when(isIncompatible) },
  incompatible_content_illegal: { kind: "one", of: yesOrNo, isLeftOut: not(isIncompatible) },
  content_type: { kind: "some", of: contentTypes, isNeeded: always },
  content_type_other: { kind: "text", most: 500, ...when(on("content_type", "CONTENT_TYPE_OTHER")) },
  category: { kind: "one", of: statementCategories, isNeeded: always },
  category_addition: { kind: "some", of: statementCategories },
  territorial_scope: { kind: "some", of: countries },
  content_language: { kind: "one", of: languageCodes },
  content_date: { kind: "date", since: "2000-01-01", isNeeded: always },
  application_date: { kind: "date", since: "2020-01-01", isNeeded: always },
  end_date_account_restriction: endDate,
  end_date_monetary_restriction: endDate,
  end_date_service_restriction: endDate,
  end_date_visibility_restriction: endDate,
  decision_facts: { kind: "text", most: 5_000, isNeeded: always },
  source_type: { kind: "one", of: sourceTypes, isNeeded: always },
  source_identity: { kind: "text", most: 500, isLeftOut: on("source_type", "SOURCE_VOLUNTARY") },
  automated_detection: { kind: "one", of: yesOrNo, isNeeded: always },
  automated_decision: { kind: "one", of: automatedDecisions, isNeeded: always },
  puid: { kind: "puid", most: 500, isNeeded: always },
};
