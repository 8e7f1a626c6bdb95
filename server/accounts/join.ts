import type { Iri } from "#protocol/ids/iri.ts";
import { err, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { type CreateAccountError, createAccount, prepareAccount } from "./create.ts";
import { insertLocalAccount } from "./insert.ts";
import { hashToken, readInvitation } from "./invitations.ts";
import { orRollBack } from "./rollback.ts";
import { takeUse } from "./store/invitations.ts";

export interface JoinInput {
  username: string;
  password: string;
  displayName?: string | undefined;
}

export type JoinError = CreateAccountError | { type: "invitation/not-usable" } | { type: "join/closed" };

/**
 * Makes the account that an invitation allows. The use is counted in the transaction that makes the account: two
 * people with one link for one person make one account, and a name that is taken costs no use.
 */
export async function acceptInvitation(
  ctx: Pick<Ctx, "db" | "ids" | "clock" | "uris">,
  token: string,
  { username, password, displayName }: JoinInput,
): Promise<Result<{ id: string; iri: Iri }, JoinError>> {
  const invitation = await readInvitation(ctx, token);
  if (invitation === null) return err({ type: "invitation/not-usable" });
  const account = await prepareAccount(ctx, {
    username,
    displayName,
    login: { password, role: invitation.role },
  });
  if (!account.ok) return account;
  return orRollBack<{ id: string; iri: Iri }, JoinError>(ctx, async (tx) => {
    if ((await takeUse(tx, hashToken(token), ctx.clock.now())) === null)
      return err({ type: "invitation/not-usable" });
    return insertLocalAccount(ctx, tx, account.value);
  });
}

/** Makes a member's account without an invitation, where the node lets anyone in. */
export async function register(
  ctx: Pick<Ctx, "db" | "ids" | "clock" | "uris">,
  registrationsOpen: boolean,
  { username, password, displayName }: JoinInput,
): Promise<Result<{ id: string; iri: Iri }, JoinError>> {
  if (!registrationsOpen) return err({ type: "join/closed" });
  return createAccount(ctx, { username, displayName, login: { password, role: "member" } });
}
