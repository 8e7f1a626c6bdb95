import type { ActionKind } from "#moderation/actions/kind.ts";
import { actionsInForce } from "#moderation/actions/read.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { orRollBack } from "../../accounts/rollback.ts";
import type { ActDeps } from "../../actions/act.ts";
import { type UndoError, type Undone, undoWithin } from "../../actions/undo.ts";
import type { Tx } from "../../context.ts";
import { statementsOn } from "../../desk/moderation.ts";
import { type AuditAction, record } from "../audit.ts";
import { type Moderator, mayActOn } from "../may-act.ts";
import { removePending, setApproved } from "./store.ts";
import { lockTarget, type Target } from "./target.ts";

export type LiftError =
  | UndoError
  | { type: "moderation/account-not-found" }
  | { type: "moderation/not-allowed" }
  | { type: "moderation/not-suspended" }
  | { type: "moderation/not-pending" };

type Deps = Pick<ActDeps, "db" | "clock" | "ids" | "outbox" | "forgetAccount" | "mail">;

/**
 * Something that is done to an account by a moderator who may, and written down. Where there is nothing to do nothing is
 * written.
 *
 * @param work answers whether something was changed, or which actions were undone
 */
async function decide(
  ctx: Deps,
  by: Moderator,
  targetId: string,
  action: AuditAction,
  work: (tx: Tx, target: Target) => Promise<boolean | Undone[] | LiftError>,
): Promise<Result<{ changed: boolean }, LiftError>> {
  const done = await orRollBack<{ iri: string; changed: boolean; undone: Undone[] }, LiftError>(
    ctx,
    async (tx) => {
      const target = await lockTarget(tx, targetId);
      if (target === null || target.state === "deleted") return err({ type: "moderation/account-not-found" });
      if (!mayActOn(by, target)) return err({ type: "moderation/not-allowed" });
      const done = await work(tx, target);
      if (typeof done === "object" && "type" in done) return err(done);
      const undone = typeof done === "boolean" ? [] : done;
      const actions = undone.map(({ action }) => action.id);
      const changed = done === true || actions.length > 0;
      if (changed)
        await record(ctx, tx, {
          by: by.accountId,
          action,
          target: targetId,
          details: { handle: target.handle, ...(actions.length > 0 && { actions }) },
        });
      return ok({ iri: target.iri, changed, undone });
    },
  );
  if (!done.ok) return done;
  const { iri, changed, undone } = done.value;
  ctx.outbox.wake();
  ctx.forgetAccount(iri);
  for (const { afterwards } of undone) await afterwards();
  return ok({ changed });
}

/** Its owner may sign in again. */
export function enable(ctx: ActDeps, by: Moderator, targetId: string) {
  return decide(ctx, by, targetId, "account.enabled", async (tx, target) => {
    if (target.role === null) return { type: "moderation/not-allowed" };
    return undoAll(ctx, tx, by, target, "freeze");
  });
}

/** Whatever moderators limited it for; a rule for its domain goes on holding. */
export function unlimit(ctx: ActDeps, by: Moderator, targetId: string) {
  return decide(ctx, by, targetId, "account.unlimited", (tx, target) =>
    undoAll(ctx, tx, by, target, "limit"),
  );
}

export function unsensitise(ctx: ActDeps, by: Moderator, targetId: string) {
  return decide(ctx, by, targetId, "account.unsensitised", (tx, target) =>
    undoAll(ctx, tx, by, target, "sensitive"),
  );
}

/** Takes a suspension back; other servers are told that a local account is there again. */
export function unsuspend(ctx: ActDeps, by: Moderator, targetId: string) {
  return decide(ctx, by, targetId, "account.unsuspended", async (tx, target) => {
    if (target.state !== "suspended") return { type: "moderation/not-suspended" };
    return undoAll(ctx, tx, by, target, "suspend");
  });
}

/** Undoes all actions of a kind that are in force on an account, and answers them. */
async function undoAll(
  ctx: ActDeps,
  tx: Tx,
  by: Moderator,
  target: Target,
  kind: ActionKind,
): Promise<LiftError | Undone[]> {
  const inForce = await actionsInForce(statementsOn(tx), target.iri);
  const all: Undone[] = [];
  for (const { id: actionId, kind: taken } of inForce) {
    if (taken !== kind) continue;
    const undone = await undoWithin(ctx, tx, by, { actionId, reason: "", isDeed: false });
    if (!undone.ok) return undone.error;
    all.push(undone.value);
  }
  return all;
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
