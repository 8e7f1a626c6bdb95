import type { Category } from "../../category.ts";
import type { StatementRecord } from "./record.ts";
import type { Keyword, StatementCategory } from "./vocabulary.ts";

interface Mapped {
  readonly category: StatementCategory;
  readonly keyword?: Keyword;
  /** For what no keyword says. */
  readonly other?: string;
}

const RULES = "STATEMENT_CATEGORY_OTHER_VIOLATION_TC";

/** What the Commission calls what moderation calls so. Only where a keyword says no more than our category does it is given. */
const mapped: Readonly<Record<Category, Mapped>> = {
  spam: { category: RULES, keyword: "KEYWORD_OTHER", other: "Spam" },
  scam: { category: "STATEMENT_CATEGORY_SCAMS_AND_FRAUD" },
  hate: { category: "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH" },
  harassment: { category: "STATEMENT_CATEGORY_CYBER_VIOLENCE", keyword: "KEYWORD_CYBER_HARASSMENT" },
  violence: { category: "STATEMENT_CATEGORY_VIOLENCE" },
  sexual: { category: RULES, keyword: "KEYWORD_ADULT_SEXUAL_MATERIAL" },
  minors: { category: "STATEMENT_CATEGORY_PROTECTION_OF_MINORS" },
  "self-harm": { category: "STATEMENT_CATEGORY_SELF_HARM" },
  privacy: { category: "STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS" },
  misinformation: {
    category: "STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS",
    keyword: "KEYWORD_MISINFORMATION_DISINFORMATION",
  },
  impersonation: {
    category: "STATEMENT_CATEGORY_SCAMS_AND_FRAUD",
    keyword: "KEYWORD_IMPERSONATION_ACCOUNT_HIJACKING",
  },
  rights: { category: "STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS" },
  legal: { category: "STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE" },
  rules: { category: RULES },
  other: { category: RULES },
};

/** The members of a statement that say what is wrong with the content. */
export function categoryMembers({
  category: ours,
}: Pick<StatementRecord, "category">): Record<string, unknown> {
  const { category, keyword, other } = mapped[ours];
  return {
    category,
    ...(keyword !== undefined && { category_specification: [keyword] }),
    ...(other !== undefined && { category_specification_other: other }),
  };
}
