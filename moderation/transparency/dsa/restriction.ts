import type { ActionKind } from "../../actions/kind.ts";
import type { StatementRecord } from "./record.ts";
import type { AccountDecision, Provision, Visibility } from "./vocabulary.ts";

/** What is done, in the Commission's words. */
type Restriction =
  | { visibility: Visibility; other?: string }
  | { provision: Provision }
  | { account: AccountDecision };

const unlisted =
  "Shown to fewer people: not in public timelines, searches, trends or recommendations, or without media, links or previews";

/**
 * What each kind of action restricts. Null for what restricts nobody, of which article 17 asks no reasons: that nothing was done, and
 * a warning. What is done about a domain is no recipient's.
 */
const restrictions: Readonly<Record<ActionKind, ((record: StatementRecord) => Restriction) | null>> = {
  none: null,
  warn: null,
  label: () => ({ visibility: "DECISION_VISIBILITY_CONTENT_LABELLED" }),
  note: () => ({ visibility: "DECISION_VISIBILITY_CONTENT_LABELLED" }),
  sensitive: () => ({
    visibility: "DECISION_VISIBILITY_OTHER",
    other: "Media are hidden until a reader asks for them",
  }),
  filter: () => ({ visibility: "DECISION_VISIBILITY_OTHER", other: unlisted }),
  limit: () => ({ visibility: "DECISION_VISIBILITY_CONTENT_DEMOTED" }),
  hold: ({ subjectKind }) =>
    subjectKind === "account"
      ? { provision: "DECISION_PROVISION_PARTIAL_SUSPENSION" }
      : { visibility: "DECISION_VISIBILITY_CONTENT_DISABLED" },
  remove: () => ({ visibility: "DECISION_VISIBILITY_CONTENT_REMOVED" }),
  freeze: () => ({ account: "DECISION_ACCOUNT_SUSPENDED" }),
  // Without an end the account is erased after thirty days.
  suspend: ({ endsAt }) => ({
    account: endsAt === null ? "DECISION_ACCOUNT_TERMINATED" : "DECISION_ACCOUNT_SUSPENDED",
  }),
  defederate: null,
};

export function isRestriction(kind: ActionKind): boolean {
  return restrictions[kind] !== null;
}

/** The members of a statement that say what was done, and until when. */
export function restrictionOf(record: StatementRecord): Record<string, unknown> {
  const restriction = restrictions[record.kind]?.(record);
  if (restriction === undefined) throw new Error(`${record.kind} restricts nobody`);
  const until = record.endsAt?.toISOString().slice(0, 10);
  const end = (what: string) => (until === undefined ? {} : { [`end_date_${what}_restriction`]: until });
  if ("provision" in restriction) return { decision_provision: restriction.provision, ...end("service") };
  if ("account" in restriction) return { decision_account: restriction.account, ...end("account") };
  return {
    decision_visibility: [restriction.visibility],
    ...(restriction.other !== undefined && { decision_visibility_other: restriction.other }),
    ...end("visibility"),
  };
}
