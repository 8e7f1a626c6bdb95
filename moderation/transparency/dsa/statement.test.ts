import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ActionKind, actionKinds } from "../../actions/kind.ts";
import { type Category, categories } from "../../category.ts";
import { subjectKinds } from "../../subject.ts";
import { deciders, finders } from "../record.ts";
import { checkStatement } from "./check.ts";
import type { StatementRecord, StatementSettings } from "./record.ts";
import { statementOfReasons } from "./statement.ts";

const removed: StatementRecord = {
  actionId: "0199f000-0000-7000-8000-000000000001",
  kind: "remove",
  params: {},
  subjectKind: "post",
  isLocal: true,
  takenAt: new Date("2026-03-02T00:30:00Z"),
  endsAt: null,
  category: "spam",
  rules: [{ id: "1", text: "No advertising." }],
  finder: "here",
  isLegalNotice: false,
  decider: "moderator",
  contentAt: new Date("2026-03-01T23:59:00Z"),
  language: "de-AT",
  hasText: true,
  media: ["image", "video"],
};
const settings: StatementSettings = {
  legalGrounds: new Map(),
  territory: [],
  rulesUrl: "https://node.example/about#rules",
};

const made = (changes: Partial<StatementRecord> = {}, more: Partial<StatementSettings> = {}) => {
  const statement = statementOfReasons({ ...removed, ...changes }, { ...settings, ...more });
  return statement.ok ? statement.value : statement.error.type;
};

const day = fc.date({
  min: new Date("2020-01-01"),
  max: new Date("2037-12-31"),
  noInvalidDate: true,
});
const records: fc.Arbitrary<StatementRecord> = fc.record({
  actionId: fc.uuid({ version: 7 }),
  kind: fc.constantFrom(...(Object.keys(actionKinds) as ActionKind[])),
  params: fc.record({ note: fc.string(), label: fc.string() }),
  subjectKind: fc.constantFrom(...subjectKinds),
  isLocal: fc.boolean(),
  takenAt: day,
  endsAt: fc.option(day),
  category: fc.constantFrom(...(Object.keys(categories) as Category[])),
  rules: fc.array(fc.record({ id: fc.uuid(), text: fc.string({ unit: "grapheme", maxLength: 700 }) })),
  finder: fc.constantFrom(...finders),
  isLegalNotice: fc.boolean(),
  decider: fc.constantFrom(...deciders),
  contentAt: fc.option(day),
  language: fc.option(fc.oneof(fc.constantFrom("en", "ar", "pt-BR", "tok", "zh-Hant"), fc.string())),
  hasText: fc.boolean(),
  media: fc.array(fc.constantFrom("image", "gifv", "video", "audio", "document", "unknown")),
});

describe("a statement of reasons", () => {
  it("says what was done, why, how it was found and who decided, in the Commission's words", () => {
    expect(made()).toEqual({
      decision_visibility: ["DECISION_VISIBILITY_CONTENT_REMOVED"],
      decision_ground: "DECISION_GROUND_INCOMPATIBLE_CONTENT",
      decision_ground_reference_url: "https://node.example/about#rules",
      incompatible_content_ground: "No advertising.",
      incompatible_content_explanation: "It was found to be spam.",
      category: "STATEMENT_CATEGORY_OTHER_VIOLATION_TC",
      category_specification: ["KEYWORD_OTHER"],
      category_specification_other: "Spam",
      content_type: ["CONTENT_TYPE_TEXT", "CONTENT_TYPE_IMAGE", "CONTENT_TYPE_VIDEO"],
      content_date: "2026-03-01",
      content_language: "DE",
      application_date: "2026-03-02",
      decision_facts:
        "It is about a post, and was found to be spam. Somebody who uses this service reported it. A moderator looked at it and decided. Rules that it broke: 1.",
      source_type: "SOURCE_TYPE_OTHER_NOTIFICATION",
      automated_detection: "No",
      automated_decision: "AUTOMATED_DECISION_NOT_AUTOMATED",
      puid: removed.actionId,
    });
  });

  it("is taken by the Commission's rules whatever it is about, wherever there is one", () => {
    fc.assert(
      fc.property(records, fc.boolean(), (record, isUnlawful) => {
        const legalGrounds = new Map(isUnlawful ? [[record.category, "x".repeat(900)]] : []);
        const statement = statementOfReasons(record, { ...settings, legalGrounds, territory: ["DE", "FR"] });
        if (!statement.ok) return;
        expect(checkStatement(statement.value)).toEqual({ ok: true, value: statement.value });
      }),
      { numRuns: 2_000 },
    );
  });

  it("is against the law where the admins have named one for its category, and against the rules otherwise", () => {
    const law = { legalGrounds: new Map([["rights", "Directive (EU) 2019/790"]]) };
    expect(made({ category: "rights" }, law)).toMatchObject({
      decision_ground: "DECISION_GROUND_ILLEGAL_CONTENT",
      illegal_content_legal_ground: "Directive (EU) 2019/790",
      illegal_content_explanation: expect.stringContaining("rights"),
    });
    expect(made({ category: "rights" }, law)).not.toHaveProperty("incompatible_content_ground");
    expect(made({ category: "legal" }, law)).toMatchObject({
      decision_ground: "DECISION_GROUND_INCOMPATIBLE_CONTENT",
    });
    expect(made({ rules: [] })).toMatchObject({ incompatible_content_ground: "The rules of the service" });
  });

  it("knows a notice of article 16, another notification and what nobody had to say", () => {
    expect(made({ isLegalNotice: true })).toMatchObject({ source_type: "SOURCE_ARTICLE_16" });
    expect(made({ finder: "server" })).toMatchObject({ source_type: "SOURCE_TYPE_OTHER_NOTIFICATION" });
    expect(made({ finder: "moderators" })).toMatchObject({ source_type: "SOURCE_VOLUNTARY" });
    expect(made({ finder: "rule", decider: "moderator" })).toMatchObject({
      source_type: "SOURCE_VOLUNTARY",
      automated_detection: "Yes",
      automated_decision: "AUTOMATED_DECISION_NOT_AUTOMATED",
    });
    expect(made({ finder: "rule", decider: "rule" })).toMatchObject({
      automated_decision: "AUTOMATED_DECISION_FULLY",
    });
    expect(made({ finder: "here", decider: "panel" })).toMatchObject({
      automated_decision: "AUTOMATED_DECISION_NOT_AUTOMATED",
      decision_facts: expect.stringContaining("panel of trustees"),
    });
  });

  it.each([
    ["label", "post", { decision_visibility: ["DECISION_VISIBILITY_CONTENT_LABELLED"] }],
    ["sensitive", "post", { decision_visibility: ["DECISION_VISIBILITY_OTHER"] }],
    ["limit", "account", { decision_visibility: ["DECISION_VISIBILITY_CONTENT_DEMOTED"] }],
    ["hold", "post", { decision_visibility: ["DECISION_VISIBILITY_CONTENT_DISABLED"] }],
    ["hold", "account", { decision_provision: "DECISION_PROVISION_PARTIAL_SUSPENSION" }],
    ["freeze", "account", { decision_account: "DECISION_ACCOUNT_SUSPENDED" }],
    ["suspend", "account", { decision_account: "DECISION_ACCOUNT_TERMINATED" }],
  ] as const)("calls %s of a %s by its name", (kind, subjectKind, expected) => {
    expect(made({ kind, subjectKind })).toMatchObject(expected);
  });

  it("says when a restriction ends, of that restriction alone", () => {
    const endsAt = new Date("2026-04-01T12:00:00Z");
    const suspended = made({ kind: "suspend", subjectKind: "account", endsAt });
    expect(suspended).toMatchObject({
      decision_account: "DECISION_ACCOUNT_SUSPENDED",
      end_date_account_restriction: "2026-04-01",
    });
    expect(suspended).not.toHaveProperty("end_date_visibility_restriction");
    expect(made({ kind: "hold", endsAt })).toMatchObject({ end_date_visibility_restriction: "2026-04-01" });
  });

  it("says where it holds only when somebody has said so, and in which language only when that is known", () => {
    expect(made()).not.toHaveProperty("territorial_scope");
    expect(made({}, { territory: ["DE"] })).toMatchObject({ territorial_scope: ["DE"] });
    expect(made({ language: null })).not.toHaveProperty("content_language");
    expect(made({ language: "tok" })).not.toHaveProperty("content_language");
  });

  it("calls what is not there any more so, and an account an account", () => {
    expect(made({ hasText: false, media: [] })).toMatchObject({ content_type: ["CONTENT_TYPE_OTHER"] });
    expect(made({ subjectKind: "account", kind: "suspend" })).toMatchObject({
      content_type_other: "The account as a whole",
    });
  });
});

describe("there is no statement of reasons", () => {
  it("about what restricts nobody: nothing that was done, and a warning", () => {
    expect(made({ kind: "none" })).toBe("statement/no-restriction");
    expect(made({ kind: "warn" })).toBe("statement/no-restriction");
  });

  it("about domains and hashtags, and about people of other servers", () => {
    expect(made({ kind: "defederate", subjectKind: "domain", isLocal: false })).toBe("statement/not-of-here");
    expect(made({ kind: "limit", subjectKind: "hashtag", isLocal: true })).toBe("statement/not-of-here");
    expect(made({ isLocal: false })).toBe("statement/not-of-here");
  });

  it("where nobody knows any more when the content was made, which must be said", () => {
    expect(made({ contentAt: null })).toBe("statement/no-content-date");
  });
});
