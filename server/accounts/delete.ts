import type { Intake, KnownAccount } from "#federation/ports.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx, Tx } from "../context.ts";
import { type LeaveDeps, leaveNotes } from "../notes/leave.ts";
import { severAccount } from "../relations/sever-account.ts";
import { signOutEverywhere } from "../sessions/end.ts";
import { orRollBack } from "./rollback.ts";
import { changeAccount, lockLocal, lockSuspended } from "./store/accounts.ts";
import { eraseContent } from "./store/content.ts";
import { deleteLogin, lockOwners } from "./store/logins.ts";

type Deps = Pick<Ctx, "db" | "clock" | "outbox">;

export type DeleteAccountError =
  | { type: "account/not-found"; accountId: string }
  | { type: "login/last-owner"; accountId: string };

/**
 * Deletes a local account for good: posts, relations and login go, and other servers are told. Its name and id stay
 * taken, so that nobody can come back as somebody else; its keys stay until the last server has been told.
 *
 * @param options.state what it must be in: moderators erase accounts that are suspended
 * @param options.record writes down who did it, in the same transaction
 */
export async function deleteAccount(
  ctx: Deps & LeaveDeps,
  accountId: string,
  { state = "active", record }: { state?: "active" | "suspended"; record?(tx: Tx): Promise<void> } = {},
): Promise<Result<undefined, DeleteAccountError>> {
  const outcome = await orRollBack<undefined, DeleteAccountError>(ctx, async (tx) => {
    await severAccount(ctx, tx, { id: accountId, isLocal: true });
    const account = await lockLocal(tx, accountId, state);
    if (account === null || account.kind === "application")
      return err({ type: "account/not-found", accountId });
    const owners = await lockOwners(tx);
    if (owners.length === 1 && owners[0] === accountId) return err({ type: "login/last-owner", accountId });
    await deleteLogin(tx, accountId);
    await signOutEverywhere(tx, accountId);
    await leaveNotes(ctx, tx, accountId);
    await empty(ctx, tx, accountId);
    await ctx.outbox.append(tx, { kind: "account.deleted", accountId });
    await record?.(tx);
    return ok();
  });
  ctx.outbox.wake();
  return outcome;
}

/** A remote account has been deleted by its server. Never undone: an Update that comes late brings nothing back. */
export async function receiveAccountDeletion(ctx: Deps, account: KnownAccount): Promise<Intake> {
  if (account.isLocal) return { outcome: "ignored", reason: "delete/not-allowed" };
  await ctx.db.transaction(async (tx) => {
    await severAccount(ctx, tx, account);
    await empty(ctx, tx, account.id);
  });
  return { outcome: "accepted" };
}

/**
 * Erases what is kept here of a suspended account of another server. It stays suspended, so that nothing new of it comes. One that
 * somebody has brought back meanwhile is left alone.
 */
export async function eraseRemoteAccount(
  ctx: Deps,
  accountId: string,
  record: (tx: Tx) => Promise<void>,
): Promise<Result<undefined, DeleteAccountError>> {
  return orRollBack<undefined, DeleteAccountError>(ctx, async (tx) => {
    await severAccount(ctx, tx, { id: accountId, isLocal: false });
    if (!(await lockSuspended(tx, accountId))) return err({ type: "account/not-found", accountId });
    await empty(ctx, tx, accountId, "suspended");
    await record(tx);
    return ok();
  });
}

async function empty(
  ctx: Pick<Ctx, "clock">,
  tx: Tx,
  accountId: string,
  state: "deleted" | "suspended" = "deleted",
): Promise<void> {
  await eraseContent(tx, accountId);
  await changeAccount(tx, accountId, {
    state,
    suspendedAt: null,
    displayName: "",
    bioHtml: "",
    bioSource: "",
    fields: [],
    emojis: [],
    avatarUrl: null,
    avatarAlt: null,
    headerUrl: null,
    headerAlt: null,
    fieldSources: [],
    attributionDomains: [],
    aliases: [],
    postsCount: 0,
    lastPostAt: null,
    updatedAt: ctx.clock.now(),
  });
}
