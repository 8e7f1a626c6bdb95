import type { Iri } from "#protocol/ids/iri.ts";
import { err, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { type InsertAccountError, insertLocalAccount, type SignUp } from "./insert.ts";
import { newKeyPairs } from "./key-pairs.ts";
import { checkPassword, hashPassword, type PasswordError } from "./password.ts";
import type { Role } from "./role.ts";
import { orRollBack } from "./rollback.ts";
import { readLocal } from "./store/accounts.ts";
import { checkUsername, type UsernameError } from "./username.ts";

export interface CreateAccountInput {
  username: string;
  displayName?: string | undefined;
  kind?: "person" | "service" | "group";
  /** Follows wait for approval. */
  locked?: boolean;
  /** Who may sign in; a group or a bot can do without. */
  login?: NewLogin;
}

export interface NewLogin extends Partial<SignUp> {
  password: string;
  email?: string | null;
  role?: Role;
  /** False while the address has to be confirmed first. */
  isConfirmed?: boolean;
  /** False while a moderator has to say yes first. */
  isApproved?: boolean;
}

export type CreateAccountError =
  | UsernameError
  | PasswordError
  | InsertAccountError
  | { type: "account/display-name-too-long"; most: number };

export const MAX_DISPLAY_NAME = 100;

/**
 * Makes a local account with an RSA and an Ed25519 key pair. Its id is in its IRI, so that a name can be given up.
 *
 * @example await createAccount(ctx, { username: "ana", login: { password, role: "owner" } })
 */
export async function createAccount(
  ctx: Pick<Ctx, "db" | "ids" | "clock" | "uris">,
  input: CreateAccountInput,
): Promise<Result<{ id: string; iri: Iri }, CreateAccountError>> {
  const account = await prepareAccount(ctx, input);
  if (!account.ok) return account;
  return orRollBack(ctx, (tx) => insertLocalAccount(ctx, tx, account.value));
}

/** Everything that is checked or takes time before the transaction: names, password, keys. */
export async function prepareAccount(
  ctx: Pick<Ctx, "db" | "ids" | "clock">,
  { username, displayName = "", kind = "person", locked = false, login }: CreateAccountInput,
) {
  const role = login?.role ?? "member";
  const name = checkUsername(username, { mayBeReserved: role === "owner" || role === "admin" });
  if (!name.ok) return name;
  if ([...displayName].length > MAX_DISPLAY_NAME)
    return err({ type: "account/display-name-too-long", most: MAX_DISPLAY_NAME });
  if (login !== undefined) {
    const password = checkPassword(login.password);
    if (!password.ok) return password;
  }
  // Asked before the work; the unique index has the last word.
  if ((await readLocal(ctx.db, username)) !== null) return err({ type: "account/username-taken", username });
  return {
    ok: true as const,
    value: {
      username,
      displayName: displayName.trim(),
      kind,
      locked,
      keys: await newKeyPairs(ctx),
      login: login ? await prepareLogin(ctx, login, role) : null,
    },
  };
}

async function prepareLogin(
  ctx: Pick<Ctx, "clock">,
  { password, email = null, isConfirmed = true, isApproved = true, ...signUp }: NewLogin,
  role: Role,
) {
  const now = ctx.clock.now();
  return {
    signUpAddress: null,
    signUpReason: null,
    signUpAppId: null,
    locale: null,
    ...signUp,
    email,
    role,
    passwordHash: await hashPassword(password),
    emailConfirmedAt: isConfirmed ? now : null,
    approvedAt: isApproved ? now : null,
  };
}
