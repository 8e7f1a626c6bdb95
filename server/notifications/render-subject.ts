import { accountEntity } from "../api/entities/account.ts";
import type { SubjectMember } from "../api/entities/notification.ts";
import type { ReportSubject, SeveranceSubject, Subjects, WarningSubject } from "./subjects.ts";
import type { Notice } from "./views.ts";

type Deps = Parameters<typeof accountEntity>[0];

/** The member of a notification that says what it is about; null for a subject that is gone. */
export function subjectOf(
  ctx: Deps,
  { kind, subjectId }: Notice,
  { reports, warnings, severances }: Subjects,
): SubjectMember | null {
  const id = subjectId ?? "";
  const member = <T>(name: string, subject: T | undefined, entity: (subject: T) => unknown) =>
    subject === undefined ? null : { [name]: entity(subject) };
  if (kind === "report") return member("report", reports.get(id), (report) => reportEntity(ctx, report));
  if (kind === "warning")
    return member("moderation_warning", warnings.get(id), (warning) => warningEntity(ctx, warning));
  if (kind === "severance") return member("event", severances.get(id), severanceEntity);
  return {};
}

/** Mastodon's Report. */
function reportEntity(ctx: Deps, report: ReportSubject) {
  return {
    id: report.id,
    action_taken: report.isClosed,
    action_taken_at: report.closedAt?.toISOString() ?? null,
    category: report.category,
    comment: report.comment,
    forwarded: report.forwarded,
    created_at: report.createdAt.toISOString(),
    status_ids: report.postIds,
    rule_ids: report.ruleIds,
    target_account: report.target && accountEntity(ctx, report.target),
  };
}

/** In Mastodon's words. */
const appealStates = { open: "pending", granted: "approved", rejected: "rejected" } as const;

/** Mastodon's AccountWarning. */
function warningEntity(ctx: Deps, warning: WarningSubject) {
  return {
    id: warning.id,
    action: warning.action,
    text: warning.text,
    status_ids: warning.postIds,
    target_account: accountEntity(ctx, warning.target),
    appeal: warning.appeal && { text: warning.appeal.text, state: appealStates[warning.appeal.state] },
    created_at: warning.createdAt.toISOString(),
  };
}

/** Mastodon's RelationshipSeveranceEvent. */
function severanceEntity(severance: SeveranceSubject) {
  return {
    id: severance.id,
    type: severance.kind,
    purged: false,
    target_name: severance.target,
    followers_count: severance.followers,
    following_count: severance.following,
    created_at: severance.createdAt.toISOString(),
  };
}
