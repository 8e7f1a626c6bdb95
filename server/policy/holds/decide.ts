import { closeUnreported } from "#moderation/cases/close.ts";
import { appendEntry } from "#moderation/ledger/append.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { approve, reject } from "../../admin/accounts/lift.ts";
import { casesOf } from "../../cases/ports.ts";
import type { ApiCtx, Tx } from "../../context.ts";
import { moderationOf, statementsOn } from "../../desk/moderation.ts";
import { giveUpDraft, letDraftGo } from "../../posts/scheduled/held.ts";
import { publishScheduled } from "../../posts/scheduled/publish.ts";
import { claimHeld, decideHeld, findHeld, type HeldItem, takeHeld, unclaimHeld } from "../store/holds.ts";
import type { Decider } from "./decision.ts";
import { believeProfile, boostHeld, receiveHeld } from "./receive.ts";
import { changeProfile, publishEdit } from "./release-own.ts";
import { tellRefused } from "./tell.ts";

export type HoldError =
  | { type: "hold/not-found" }
  /** Nobody decides about what is their own. */
  | { type: "hold/own" }
  | { type: "moderation/not-allowed" };

type Deps = Pick<
  ApiCtx,
  | "clock"
  | "ids"
  | "uris"
  | "handleHost"
  | "limits"
  | "db"
  | "sql"
  | "outbox"
  | "resolve"
  | "log"
  | "policy"
  | "forgetAccount"
  | "mail"
>;

/**
 * Lets something go that was held: it is taken in, published or believed as if it had come now, without the rules being
 * asked again.
 *
 * @example await releaseHold(ctx, viewer, id);
 */
export async function releaseHold(ctx: Deps, by: Decider, id: string): Promise<Result<void, HoldError>> {
  const item = await findHeld(ctx.sql, id);
  const problem = whyNot(item, by);
  if (item === null || problem !== null) return err(problem ?? { type: "hold/not-found" });
  // One of those who decide at once gets it; what breaks off in between waits again, and is taken in anew.
  const claimed = await claimHeld(ctx.sql, id, ctx.clock.now());
  if (claimed === null) return err({ type: "hold/not-found" });
  try {
    if (claimed.kind === "registration" && by !== null) {
      const approved = await approve(ctx, by, claimed.accountId);
      if (!approved.ok && approved.error.type === "moderation/not-allowed") {
        await unclaimHeld(ctx.sql, { id });
        return err(approved.error);
      }
    }
    await release(ctx, claimed);
    await ctx.db.transaction((tx) => settle(ctx, tx, by, claimed, "released"));
  } catch (error) {
    await unclaimHeld(ctx.sql, { id });
    throw error;
  }
  if (claimed.kind === "own-post") await publishScheduled(ctx);
  return ok();
}

/** Gives up something that was held; its author, where they are of this node, is told. */
export async function refuseHold(
  ctx: Deps,
  by: Decider,
  id: string,
  { reason = "" }: { reason?: string } = {},
): Promise<Result<void, HoldError>> {
  const item = await findHeld(ctx.sql, id);
  const problem = whyNot(item, by);
  if (item === null || problem !== null) return err(problem ?? { type: "hold/not-found" });
  if (item.kind === "registration" && by !== null) {
    const rejected = await reject(ctx, by, item.accountId);
    if (!rejected.ok && rejected.error.type === "moderation/not-allowed") return err(rejected.error);
    // With the account went what was held of it.
    return ok();
  }
  return refuse(ctx, by, item, by === null ? "expired" : "refused", reason);
}

function whyNot(item: HeldItem | null, by: Decider): HoldError | null {
  if (item === null || item.state !== "held") return { type: "hold/not-found" };
  return item.accountId === by?.accountId ? { type: "hold/own" } : null;
}

async function release(ctx: Deps, { content, accountId, subjectIri }: HeldItem): Promise<void> {
  if (content === null) return;
  switch (content.kind) {
    case "post":
    case "edit":
      return receiveHeld(ctx, accountId, content);
    case "profile":
      await believeProfile(ctx, accountId, content);
      return ctx.forgetAccount(subjectIri);
    case "boost":
      return boostHeld(ctx, content);
    case "own-post":
      await letDraftGo(ctx.sql, content.scheduledId, ctx.clock.now());
      return;
    case "own-edit":
      return publishEdit(ctx, accountId, content);
    case "own-profile":
      return changeProfile(ctx, accountId, content);
    case "registration":
      return;
  }
}

async function refuse(
  ctx: Deps,
  by: Decider,
  item: HeldItem,
  state: "refused" | "expired",
  reason: string,
): Promise<Result<void, HoldError>> {
  return ctx.db.transaction(async (tx): Promise<Result<void, HoldError>> => {
    const now = ctx.clock.now();
    if ((await takeHeld(tx, item.id)) === null) return err({ type: "hold/not-found" });
    if (item.content?.kind === "own-post") await giveUpDraft(tx, item.content.scheduledId, now);
    if (item.kind.startsWith("own-"))
      await tellRefused(ctx, tx, { accountId: item.accountId, by: by?.accountId ?? null, item, reason });
    await settle(ctx, tx, by, item, state);
    return ok();
  });
}

/** Writes down what was decided, and ends with it the case that the rules have opened about the same. */
async function settle(
  ctx: Deps,
  tx: Tx,
  by: Decider,
  item: HeldItem,
  state: "released" | "refused" | "expired",
): Promise<void> {
  await decideHeld(tx, item.id, { state, by: by?.accountId ?? null, now: ctx.clock.now() });
  await appendEntry(moderationOf(ctx), statementsOn(tx), "private", {
    kind: `hold.${state}`,
    by: by?.accountId ?? null,
    body: { holdId: item.id, what: item.kind, subject: item.subjectIri, rules: item.ruleIds },
  });
  if (by !== null && item.kind === "post" && state !== "expired")
    await closeUnreported(
      casesOf(ctx, tx),
      statementsOn(tx),
      { accountId: by.accountId, communities: null },
      {
        subjectIri: item.subjectIri,
        state: state === "refused" ? "decided" : "dismissed",
        details: { hold: item.id },
      },
    );
}
