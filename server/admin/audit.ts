import type { Ctx, Tx } from "../context.ts";
import { auditLog } from "./schema.ts";

/** What moderators and administrators do. */
export type AuditAction =
  | `account.${"warned" | "sensitised" | "disabled" | "limited" | "suspended" | "unsensitised" | "enabled" | "unlimited" | "unsuspended" | "approved" | "rejected" | "deleted"}`
  | `report.${"changed" | "assigned" | "unassigned" | "closed" | "reopened"}`
  | `domain.${"blocked" | "changed" | "unblocked" | "allowed" | "disallowed"}`
  | `email-domain.${"blocked" | "unblocked"}`
  | `mailbox.${"blocked" | "unblocked"}`
  | `network.${"blocked" | "changed" | "unblocked"}`
  | `webhook.${"created" | "changed" | "deleted" | "secret-changed"}`
  | `hashtag.changed`
  | `trend.${"approved" | "rejected"}`;

export interface Deed {
  /** Null for the node itself or its command line. */
  by: string | null;
  action: AuditAction;
  /** Id, domain or address of what it was done to. */
  target: string;
  /** What cannot be seen there any more: former values, reasons. */
  details?: Record<string, unknown>;
}

/**
 * Writes down what was done, in the transaction that does it.
 *
 * @example await record(ctx, tx, { by: viewer.accountId, action: "domain.blocked", target: domain });
 */
export async function record(ctx: Pick<Ctx, "ids" | "clock">, tx: Tx, deed: Deed): Promise<void> {
  const { by, action, target, details = {} } = deed;
  await tx
    .insert(auditLog)
    .values({ id: ctx.ids.next(), at: ctx.clock.now(), accountId: by, action, target, details });
}
