import { describe, expect, it } from "vitest";
import { checkStatement } from "./check.ts";

/** The example of the Commission's own tests (tests/Feature/Http/Controllers/Api/v1/StatementAPIControllerTest.php). */
const example = {
  decision_visibility: ["DECISION_VISIBILITY_CONTENT_DISABLED", "DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED"],
  decision_monetary: null,
  decision_provision: null,
  decision_account: null,
  decision_ground: "DECISION_GROUND_ILLEGAL_CONTENT",
  category: "STATEMENT_CATEGORY_ANIMAL_WELFARE",
  illegal_content_legal_ground: "foo",
  illegal_content_explanation: "bar",
  puid: "TK421",
  territorial_scope: ["BE", "DE", "FR"],
  source_type: "SOURCE_ARTICLE_16",
  source_identity: "foo",
  decision_facts: "decision and facts",
  content_type: ["CONTENT_TYPE_SYNTHETIC_MEDIA"],
  automated_detection: "No",
  automated_decision: "AUTOMATED_DECISION_PARTIALLY",
  application_date: "2023-05-18",
  content_date: "2023-05-18",
};

/** The payload that the API's documentation shows (transparency.dsa.ec.europa.eu/page/api-documentation). */
const documented = {
  decision_visibility: ["DECISION_VISIBILITY_CONTENT_DISABLED"],
  decision_monetary: "DECISION_MONETARY_TERMINATION",
  end_date_monetary_restriction: "2023-08-08",
  decision_provision: "DECISION_PROVISION_TOTAL_SUSPENSION",
  decision_account: "DECISION_ACCOUNT_SUSPENDED",
  account_type: "ACCOUNT_TYPE_BUSINESS",
  decision_ground: "DECISION_GROUND_INCOMPATIBLE_CONTENT",
  decision_ground_reference_url: "https://www.anurl.com",
  content_type: ["CONTENT_TYPE_VIDEO", "CONTENT_TYPE_AUDIO", "CONTENT_TYPE_SYNTHETIC_MEDIA"],
  category: "STATEMENT_CATEGORY_CYBER_VIOLENCE_AGAINST_WOMEN",
  illegal_content_legal_ground: "illegal content legal grounds",
  illegal_content_explanation: "illegal content explanation",
  incompatible_content_ground: "incompatible content grounds",
  incompatible_content_explanation: "incompatible content explanation",
  incompatible_content_illegal: "Yes",
  territorial_scope: ["PT", "ES", "DE"],
  content_language: "EN",
  content_date: "2023-08-08",
  content_id: { "EAN-13": "0123456789123" },
  application_date: "2023-08-08",
  decision_facts: "facts about the decision",
  source_type: "SOURCE_TRUSTED_FLAGGER",
  automated_detection: "No",
  automated_decision: "AUTOMATED_DECISION_PARTIALLY",
  puid: "TK421",
};

const problems = (changes: object, from: object = example) => {
  const checked = checkStatement({ ...from, ...changes });
  if (checked.ok) return [];
  return checked.error.type === "statement/invalid"
    ? checked.error.problems.map(({ member, problem }) => `${member} ${problem}`)
    : [checked.error.type];
};
const takes = (changes: object) => expect(problems(changes), JSON.stringify(changes)).toEqual([]);
const refuses = (changes: object, ...why: string[]) =>
  expect(problems(changes), JSON.stringify(changes)).toEqual(why);

describe("a statement is taken as the Commission's server takes it", () => {
  it("takes the examples that the Commission publishes", () => {
    takes({});
    expect(problems({}, documented)).toEqual([]);
  });

  it("keeps nothing that is not for such a statement", () => {
    const illegal = checkStatement({ ...example, incompatible_content_ground: "foobar", unknown: 1 });
    expect(illegal.ok && illegal.value).not.toHaveProperty("incompatible_content_ground");
    expect(illegal.ok && illegal.value).not.toHaveProperty("unknown");
    const incompatible = checkStatement(documented);
    expect(incompatible.ok && incompatible.value).not.toHaveProperty("illegal_content_legal_ground");
    const voluntary = checkStatement({ ...example, source_type: "SOURCE_VOLUNTARY", source_identity: "foo" });
    expect(voluntary.ok && voluntary.value).not.toHaveProperty("source_identity");
    const notOther = checkStatement({ ...example, content_type_other: "foo" });
    expect(notOther.ok && notOther.value).not.toHaveProperty("content_type_other");
  });

  it("refuses what is no object", () => {
    for (const given of [null, [], "statement", 1])
      expect(checkStatement(given)).toEqual({ ok: false, error: { type: "statement/not-an-object" } });
  });
});

describe("a puid", () => {
  it("is letters, digits, hyphens and underscores, at most 500, as the announcement of 2024-04-08 has it", () => {
    takes({ puid: "344ndbd_3338383-11aST" });
    takes({ puid: "0199f000-0000-7000-8000-000000000001" });
    takes({ puid: "a".repeat(500) });
    refuses({ puid: "123.STATE sor/category" }, "puid malformed");
    refuses({ puid: "very bad é + pu.id" }, "puid malformed");
    refuses({ puid: "TK421\n" }, "puid malformed");
    refuses({ puid: "a".repeat(501) }, "puid too-long");
    refuses({ puid: "" }, "puid missing");
  });
});

describe("what must be there", () => {
  it.each([
    "decision_ground",
    "content_type",
    "category",
    "content_date",
    "application_date",
    "decision_facts",
    "source_type",
    "automated_detection",
    "automated_decision",
    "puid",
  ])("is missed: %s", (member) => {
    refuses({ [member]: undefined }, `${member} missing`);
    refuses({ [member]: null }, `${member} missing`);
  });

  it("is at least one of a decision on visibility, money, service or account, and any one is enough", () => {
    const none = { decision_visibility: null };
    const missed = ["decision_visibility", "decision_monetary", "decision_provision", "decision_account"];
    refuses(none, ...missed.map((member) => `${member} missing`));
    refuses({ decision_visibility: [] }, ...missed.map((member) => `${member} missing`));
    takes({ ...none, decision_monetary: "DECISION_MONETARY_SUSPENSION" });
    takes({ ...none, decision_provision: "DECISION_PROVISION_TOTAL_SUSPENSION" });
    takes({ ...none, decision_account: "DECISION_ACCOUNT_SUSPENDED" });
  });

  it("is a legal ground and why, where it is against the law", () => {
    refuses(
      { illegal_content_legal_ground: undefined, illegal_content_explanation: " " },
      "illegal_content_legal_ground missing",
      "illegal_content_explanation missing",
    );
  });

  it("is which rule and why, where it is against the rules; whether it is unlawful too may be left open", () => {
    const ground = { decision_ground: "DECISION_GROUND_INCOMPATIBLE_CONTENT" };
    refuses(ground, "incompatible_content_ground missing", "incompatible_content_explanation missing");
    takes({ ...ground, incompatible_content_ground: "foo", incompatible_content_explanation: "bar" });
  });

  it("is what it is, for everything that is called other", () => {
    refuses({ decision_visibility: ["DECISION_VISIBILITY_OTHER"] }, "decision_visibility_other missing");
    refuses({ decision_monetary: "DECISION_MONETARY_OTHER" }, "decision_monetary_other missing");
    refuses({ content_type: ["CONTENT_TYPE_OTHER"] }, "content_type_other missing");
    takes({ content_type: ["CONTENT_TYPE_OTHER"], content_type_other: "foo" });
  });
});

describe("what is chosen", () => {
  it("is one of the Commission's words", () => {
    refuses({ category: "STATEMENT_CATEGORY_MADE_UP" }, "category not-a-choice");
    // Words of the schema before July 2025.
    refuses({ category: "STATEMENT_CATEGORY_PORNOGRAPHY_OR_SEXUALIZED_CONTENT" }, "category not-a-choice");
    refuses({ automated_detection: "yes" }, "automated_detection not-a-choice");
    refuses({ account_type: "ACCOUNT_TYPE_NOT_VALID" }, "account_type not-a-choice");
    refuses({ territorial_scope: ["XY", "ZZ"] }, "territorial_scope not-a-choice");
    refuses({ decision_visibility: "DECISION_VISIBILITY_CONTENT_REMOVED" }, "decision_visibility not-a-list");
    refuses({ content_type: [["CONTENT_TYPE_TEXT"]] }, "content_type not-a-choice");
    takes({
      category_specification: ["KEYWORD_ANIMAL_HARM", "KEYWORD_OTHER"],
      category_specification_other: "foo",
    });
    takes({ category_addition: ["STATEMENT_CATEGORY_VIOLENCE"] });
  });

  it("is a language of ISO 639-1, also none of Europe's, in capitals", () => {
    takes({ content_language: "VI" });
    refuses({ content_language: "XX" }, "content_language not-a-choice");
    refuses({ content_language: "en" }, "content_language not-a-choice");
  });
});

describe("what is written", () => {
  it.each([
    ["decision_facts", 5_000, {}],
    ["illegal_content_legal_ground", 500, {}],
    ["illegal_content_explanation", 2_000, {}],
    ["source_identity", 500, {}],
    ["decision_visibility_other", 500, { decision_visibility: ["DECISION_VISIBILITY_OTHER"] }],
  ] as const)("is no longer than it may be, counted in characters: %s", (member, most, with_) => {
    takes({ ...with_, [member]: "é".repeat(most) });
    takes({ ...with_, [member]: "🐦".repeat(most) });
    refuses({ ...with_, [member]: "a".repeat(most + 1) }, `${member} too-long`);
    refuses({ ...with_, [member]: 5 }, `${member} not-text`);
  });

  it("is an address where one is meant", () => {
    refuses({ decision_ground_reference_url: "notvalidurl" }, "decision_ground_reference_url malformed");
    takes({ decision_ground_reference_url: "https://www.goodurl.com" });
  });

  it("is thirteen digits in a product's number", () => {
    takes({ content_id: { "EAN-13": "1234567890123" } });
    refuses({ content_id: { "EAN-13": "123456789012" } }, "content_id malformed");
    refuses({ content_id_ean: "12345678901234" }, "content_id_ean malformed");
  });
});

describe("a date", () => {
  it.each([
    "2023-4-4-4",
    "2023-02-30",
    "23-05-18",
    "18-05-2023",
    "2023-05-18 10:00:00",
    "2019-12-31",
    "2038-01-02",
  ])("is a day that there is, within the years that are taken: not %s", (day) =>
    refuses({ application_date: day }, "application_date malformed"),
  );

  it("of content may be older than that of a decision", () => {
    takes({ content_date: "2000-01-01", application_date: "2020-01-01" });
    refuses({ content_date: "1999-12-31" }, "content_date malformed");
  });

  it("of an end is one of each restriction", () => {
    for (const what of ["visibility", "monetary", "service", "account"]) {
      takes({ [`end_date_${what}_restriction`]: "2023-08-10" });
      takes({ [`end_date_${what}_restriction`]: null });
      refuses({ [`end_date_${what}_restriction`]: "soon" }, `end_date_${what}_restriction malformed`);
    }
  });
});
