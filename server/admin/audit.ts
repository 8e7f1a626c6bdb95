import { appendEntry } from "#moderation/ledger/append.ts";
import type { Ctx, Tx } from "../context.ts";
import { statementsOn } from "../desk/moderation.ts";
import { auditLog } from "./schema.ts";

/** What moderators and administrators do. */
export type AuditAction =
  | `account.${"warned" | "sensitised" | "disabled" | "limited" | "suspended" | "unsensitised" | "enabled" | "unlimited" | "unsuspended" | "approved" | "rejected" | "deleted"}`
  | "account.role-changed"
  | `community.${"owner-added" | "owner-removed"}`
  | `action.${"taken" | "undone"}`
  | "appeal.answered"
  | `report.${"changed" | "assigned" | "unassigned" | "closed" | "reopened"}`
  | `domain.${"blocked" | "changed" | "unblocked" | "allowed" | "disallowed"}`
  | `domain-list.${"applied" | "undone" | "subscribed" | "changed" | "unsubscribed" | "confirmed" | "dismissed"}`
  | `advice.${"dataset" | "published"}`
  | `email-domain.${"blocked" | "unblocked"}`
  | `mailbox.${"blocked" | "unblocked"}`
  | `network.${"blocked" | "changed" | "unblocked"}`
  | `webhook.${"created" | "changed" | "deleted" | "secret-changed"}`
  | `hashtag.changed`
  | `trend.${"approved" | "rejected"}`
  | `trustee.${"invited" | "removed" | "case-added" | "case-retired"}`
  | "panel.dissolved"
  | `peer.${"followed" | "unfollowed" | "policy"}`
  | `peer-note.${"shown" | "hidden" | "policy"}`;

export interface Deed {
  /** Null for the node itself or its command line. */
  by: string | null;
  action: AuditAction;
  /** Id, domain or address of what it was done to. */
  target: string;
  /** What cannot be seen there any more: former values, reasons. */
  details?: Record<string, unknown>;
}

/** Whose targets are addresses of people. */
const PERSONAL = /^(?:mailbox|network)[.]/;

/**
 * Writes down what was done, in the transaction that does it, and enters it in the private ledger. What may be personal is
 * encrypted there, under the key of the target.
 *
 * @example await record(ctx, tx, { by: viewer.accountId, action: "domain.blocked", target: domain });
 */
export async function record(ctx: Pick<Ctx, "ids" | "clock">, tx: Tx, deed: Deed): Promise<void> {
  const { by, action, target, details = {} } = deed;
  await tx
    .insert(auditLog)
    .values({ id: ctx.ids.next(), at: ctx.clock.now(), accountId: by, action, target, details });
  await appendEntry(ctx, statementsOn(tx), "private", {
    kind: `admin.${action}`,
    by,
    body: PERSONAL.test(action) ? {} : { target },
    secret: { about: target, content: { target, details } },
  });
}
