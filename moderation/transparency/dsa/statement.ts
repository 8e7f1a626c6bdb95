import { err, ok, type Result } from "#protocol/result.ts";
import { isAutomatic } from "../record.ts";
import { categoryMembers } from "./category.ts";
import { factsOf, groundOf } from "./facts.ts";
import type { StatementRecord, StatementSettings } from "./record.ts";
import { isRestriction, restrictionOf } from "./restriction.ts";
import { type ContentType, languageCodes, type SourceType } from "./vocabulary.ts";

/** Why there is no statement of reasons about an action. */
export type NoStatementError =
  /** Nobody was restricted in anything (article 17, paragraph 1). */
  | { readonly type: "statement/no-restriction" }
  /** Whom it concerns does not use this service: their own server is the one that owes them reasons. */
  | { readonly type: "statement/not-of-here" }
  /** When the content was made must be said, and nobody knows any more. */
  | { readonly type: "statement/no-content-date" };

/**
 * The statement of reasons about an action, as the EU's DSA Transparency Database takes it (article 24, paragraph 5). Nothing in it is
 * about a person: neither the author nor who reported, no address, nor what a moderator wrote.
 *
 * @example const made = statementOfReasons(record, { legalGrounds: new Map(), territory: ["DE"], rulesUrl: null });
 */
export function statementOfReasons(
  record: StatementRecord,
  settings: StatementSettings,
): Result<Record<string, unknown>, NoStatementError> {
  if (record.subjectKind !== "post" && record.subjectKind !== "account" && record.subjectKind !== "medium")
    return err({ type: "statement/not-of-here" });
  if (!record.isLocal) return err({ type: "statement/not-of-here" });
  if (!isRestriction(record.kind)) return err({ type: "statement/no-restriction" });
  if (record.contentAt === null) return err({ type: "statement/no-content-date" });
  const language = languageOf(record.language);
  return ok({
    ...restrictionOf(record),
    ...groundOf(record, settings),
    ...categoryMembers(record),
    ...contentOf(record),
    content_date: dayOf(record.contentAt),
    ...(language !== null && { content_language: language }),
    ...(settings.territory.length > 0 && { territorial_scope: [...settings.territory] }),
    application_date: dayOf(record.takenAt),
    decision_facts: factsOf(record),
    source_type: sourceOf(record),
    automated_detection: record.finder === "rule" || record.finder === "list" ? "Yes" : "No",
    automated_decision: isAutomatic(record.decider)
      ? "AUTOMATED_DECISION_FULLY"
      : "AUTOMATED_DECISION_NOT_AUTOMATED",
    puid: record.actionId,
  });
}

/** @example dayOf(new Date("2026-03-01T23:59:00Z")) // "2026-03-01" */
function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** Only what somebody reports as against the law is a notice of article 16. */
function sourceOf({ finder, isLegalNotice }: StatementRecord): SourceType {
  if (finder !== "here" && finder !== "visitor" && finder !== "server") return "SOURCE_VOLUNTARY";
  return isLegalNotice ? "SOURCE_ARTICLE_16" : "SOURCE_TYPE_OTHER_NOTIFICATION";
}

function languageOf(tag: string | null): string | null {
  const code = tag?.split("-", 1)[0]?.toUpperCase() ?? "";
  return languageCodes.includes(code) ? code : null;
}

const mediaTypes: ReadonlyMap<string, ContentType> = new Map([
  ["image", "CONTENT_TYPE_IMAGE"],
  ["gifv", "CONTENT_TYPE_VIDEO"],
  ["video", "CONTENT_TYPE_VIDEO"],
  ["audio", "CONTENT_TYPE_AUDIO"],
]);

function contentOf({ subjectKind, hasText, media }: StatementRecord) {
  if (subjectKind === "account") return other("The account as a whole");
  const types = new Set<ContentType>(hasText ? ["CONTENT_TYPE_TEXT"] : []);
  for (const kind of media) {
    const type = mediaTypes.get(kind);
    if (type !== undefined) types.add(type);
  }
  // What its author has deleted since: nobody knows what it was.
  return types.size === 0 ? other("A post or file that is not there any more") : { content_type: [...types] };
}

function other(what: string) {
  return { content_type: ["CONTENT_TYPE_OTHER" satisfies ContentType], content_type_other: what };
}
