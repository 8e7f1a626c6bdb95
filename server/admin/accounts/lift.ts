import { err, ok, type Result } from "#protocol/result.ts";
import { orRollBack } from "../../accounts/rollback.ts";
import type { ApiCtx, Tx } from "../../context.ts";
import { putBack } from "../../relations/dormant.ts";
import { freeMailboxOf } from "../../signups/mailboxes.ts";
import { type AuditAction, record } from "../audit.ts";
import { type Moderator, mayActOn } from "../may-act.ts";
import { changeTarget, lockTarget, removePending, setApproved, setDisabled, type Target } from "./store.ts";

export type LiftError =
  | { type: "moderation/account-not-found" }
  | { type: "moderation/not-allowed" }
  | { type: "moderation/not-suspended" }
  | { type: "moderation/not-pending" };

type Deps = Pick<ApiCtx, "db" | "clock" | "ids" | "outbox" | "forgetAccount" | "mail">;

/**
 * Something that is done to an account by a moderator who may, and written down. Where there is nothing to do nothing is
 * written.
 */
async function decide(
  ctx: Deps,
  by: Moderator,
  targetId: string,
  action: AuditAction,
  work: (tx: Tx, target: Target) => Promise<boolean | LiftError>,
): Promise<Result<{ changed: boolean }, LiftError>> {
  let iri = "";
  const done = await orRollBack<{ changed: boolean }, LiftError>(ctx, async (tx) => {
    const target = await lockTarget(tx, targetId);
    if (target === null || target.state === "deleted") return err({ type: "moderation/account-not-found" });
    if (!mayActOn(by, target)) return err({ type: "moderation/not-allowed" });
    iri = target.iri;
    const changed = await work(tx, target);
    if (typeof changed === "object") return err(changed);
    if (changed)
      await record(ctx, tx, {
        by: by.accountId,
        action,
        target: targetId,
        details: { handle: target.handle },
      });
    return ok({ changed });
  });
  if (done.ok) {
    ctx.outbox.wake();
    ctx.forgetAccount(iri);
  }
  return done;
}

/** Its owner may sign in again. */
export function enable(ctx: Deps, by: Moderator, targetId: string) {
  return decide(ctx, by, targetId, "account.enabled", async (tx, target) => {
    if (target.role === null) return { type: "moderation/not-allowed" };
    if (target.isDisabled) await setDisabled(tx, target.id, null);
    return target.isDisabled;
  });
}

export function unlimit(ctx: Deps, by: Moderator, targetId: string) {
  return decide(ctx, by, targetId, "account.unlimited", async (tx, target) => {
    if (target.limited) await changeTarget(tx, target.id, { limited: false }, ctx.clock.now());
    return target.limited;
  });
}

export function unsensitise(ctx: Deps, by: Moderator, targetId: string) {
  return decide(ctx, by, targetId, "account.unsensitised", async (tx, target) => {
    if (target.sensitized) await changeTarget(tx, target.id, { sensitized: false }, ctx.clock.now());
    return target.sensitized;
  });
}

/** Takes a suspension back; other servers are told that a local account is there again. */
export function unsuspend(ctx: Deps, by: Moderator, targetId: string) {
  return decide(ctx, by, targetId, "account.unsuspended", async (tx, target) => {
    if (target.state !== "suspended") return { type: "moderation/not-suspended" };
    await changeTarget(tx, target.id, { suspended: false }, ctx.clock.now());
    if (!target.isLocal) await putBack(ctx, tx, target.id);
    if (target.isLocal) {
      await freeMailboxOf(tx, target.id);
      await ctx.outbox.append(tx, { kind: "account.updated", accountId: target.id });
    }
    return true;
  });
}

/** Lets somebody in who has asked to join. */
export async function approve(ctx: Deps, by: Moderator, targetId: string) {
  const done = await decide(ctx, by, targetId, "account.approved", async (tx, target) => {
    if (!target.isPending) return { type: "moderation/not-pending" };
    await setApproved(tx, target.id, ctx.clock.now());
    return true;
  });
  if (done.ok) await ctx.mail?.later({ kind: "notice", notice: "approved", accountId: targetId });
  return done;
}

/** Turns away somebody who has asked to join: nothing is kept, and name and address are free again. */
export function reject(ctx: Deps, by: Moderator, targetId: string) {
  return decide(ctx, by, targetId, "account.rejected", async (tx, target) => {
    if (!target.isPending) return { type: "moderation/not-pending" };
    await removePending(tx, target.id);
    return true;
  });
}
