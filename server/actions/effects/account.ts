import type { Condition } from "#moderation/actions/effects.ts";
import type { Subject } from "#moderation/subject.ts";
import { changeTarget, lockTarget } from "../../admin/accounts/target.ts";
import type { Ctx, Tx } from "../../context.ts";
import { putBack, setAside } from "../../relations/dormant.ts";
import { blockMailboxOf, freeMailboxOf } from "../../signups/mailboxes.ts";
import { saveAccountMarks } from "../store.ts";

/**
 * An account is limited, suspended and so on, as moderators and the rule for its domain want together. Other servers are
 * told when an account of this node goes or is there again.
 */
export async function applyToAccount(
  ctx: Pick<Ctx, "clock" | "ids" | "outbox">,
  tx: Tx,
  { id }: Subject,
  condition: Condition,
): Promise<void> {
  const before = id === null ? null : await lockTarget(tx, id);
  if (before === null || before.state === "deleted") return;
  const { isLimited, isSensitive, isHeld, isFrozen, isSuspended, filters, labels } = condition;
  // Who follows from elsewhere would go on getting what is meant for followers.
  if (isSuspended && before.state === "active" && !before.isLocal) await setAside(ctx, tx, before.id);
  const state = await changeTarget(
    tx,
    before.id,
    { isLimited, isSensitive, isHeld, isFrozen, isSuspended, filters },
    ctx.clock.now(),
  );
  await saveAccountMarks(tx, before.id, labels);
  if (state === before.state) return;
  if (!before.isLocal) {
    if (state === "active") await putBack(ctx, tx, before.id);
  } else if (state === "suspended") {
    await blockMailboxOf(ctx, tx, before);
    await ctx.outbox.append(tx, { kind: "account.suspended", accountId: before.id });
  } else {
    await freeMailboxOf(tx, before.id);
    await ctx.outbox.append(tx, { kind: "account.updated", accountId: before.id });
  }
}
