import { err, type Result } from "#protocol/result.ts";
import { type DeleteAccountError, deleteAccount, eraseRemoteAccount } from "../../accounts/delete.ts";
import type { ApiCtx, Tx } from "../../context.ts";
import { each } from "../../platform/each.ts";
import { record } from "../audit.ts";
import { type Moderator, mayActOn } from "../may-act.ts";
import { readLongSuspended } from "./store.ts";
import { findAdminAccount } from "./views.ts";

export type EraseError =
  | DeleteAccountError
  | { type: "moderation/account-not-found" }
  | { type: "moderation/not-allowed" }
  | { type: "moderation/not-suspended" };

type Deps = Pick<ApiCtx, "db" | "sql" | "clock" | "ids" | "outbox" | "uris" | "forgetAccount">;

/** Erases for good what a suspended account wrote and was. */
export async function eraseAccount(
  ctx: Deps,
  by: Moderator,
  targetId: string,
): Promise<Result<undefined, EraseError>> {
  const target = await findAdminAccount(ctx, targetId);
  if (target === null || target.account.state === "deleted")
    return err({ type: "moderation/account-not-found" });
  if (!mayActOn(by, { id: targetId, role: target.login?.role ?? null }))
    return err({ type: "moderation/not-allowed" });
  if (target.account.state !== "suspended") return err({ type: "moderation/not-suspended" });
  const { account } = target;
  const handle = account.domain === null ? account.username : `${account.username}@${account.domain}`;
  const done = await erase(ctx, { id: targetId, isLocal: account.domain === null }, by.accountId, { handle });
  ctx.forgetAccount(account.iri);
  return done;
}

async function erase(
  ctx: Deps,
  { id, isLocal }: { id: string; isLocal: boolean },
  by: string | null,
  details: Record<string, unknown>,
): Promise<Result<undefined, DeleteAccountError>> {
  const note = (tx: Tx) => record(ctx, tx, { by, action: "account.deleted", target: id, details });
  if (isLocal) return deleteAccount(ctx, id, { state: "suspended", record: note });
  return eraseRemoteAccount(ctx, id, note);
}

/** How long a suspension can be taken back; one that its account was told of, while there is time to appeal. */
const REVERSIBLE_MS = 30 * 86_400_000;
const BATCH = 20;

/** Erases accounts that have been suspended for thirty days, and whose time to appeal is over. A periodic task. */
export async function eraseLongSuspended(ctx: Deps & Pick<ApiCtx, "log">): Promise<void> {
  const now = ctx.clock.now();
  const before = new Date(now.getTime() - REVERSIBLE_MS);
  await each(
    ctx.log,
    "erase an account",
    await readLongSuspended(ctx.sql, { before, now }, BATCH),
    (account) => erase(ctx, account, null, { reason: "suspended for thirty days" }),
  );
}
