import { randomInt } from "node:crypto";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { hashPassword, verifyPassword } from "./password.ts";
import { orRollBack } from "./rollback.ts";
import { readLocal } from "./store/accounts.ts";
import { changePassword, changeRole, lockOwners, type Role, readLogin } from "./store/logins.ts";

export type { Role } from "./store/logins.ts";

export type LoginError = { type: "login/not-found"; username: string };

/** A hash of nothing in particular: a name that does not exist takes as long to refuse as a wrong password. */
const decoy =
  "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/** Who signs in with a name and a password; `null` when they do not belong together or the account is not active. */
export async function verifyLogin(
  ctx: Pick<Ctx, "db">,
  username: string,
  password: string,
): Promise<{ accountId: string; role: Role } | null> {
  const account = await readLocal(ctx.db, username);
  const login = account && (await readLogin(ctx.db, account.id));
  const fits = await verifyPassword(password, login?.passwordHash ?? decoy);
  return fits && login && account?.state === "active" ? { accountId: account.id, role: login.role } : null;
}

/**
 * Gives an account a new random password, which is answered once: 16 letters and digits that are hard to confuse
 * (79 bits).
 */
export async function resetPassword(
  ctx: Pick<Ctx, "db">,
  username: string,
): Promise<Result<{ password: string }, LoginError>> {
  const account = await readLocal(ctx.db, username);
  const password = randomPassword();
  const changed = account && (await changePassword(ctx.db, account.id, await hashPassword(password)));
  return changed ? ok({ password }) : err({ type: "login/not-found", username });
}

/** Changes what an account may do. The last owner stays one: nobody else could make another. */
export async function setRole(
  ctx: Pick<Ctx, "db">,
  username: string,
  role: Role,
): Promise<Result<{ role: Role }, LoginError | { type: "login/last-owner"; username: string }>> {
  return orRollBack<{ role: Role }, LoginError | { type: "login/last-owner"; username: string }>(
    ctx,
    async (tx) => {
      const account = await readLocal(tx, username);
      const login = account && (await readLogin(tx, account.id));
      if (!login) return err({ type: "login/not-found", username });
      const owners = await lockOwners(tx);
      if (role !== "owner" && owners.length === 1 && owners[0] === login.accountId)
        return err({ type: "login/last-owner", username });
      await changeRole(tx, login.accountId, role);
      return ok({ role });
    },
  );
}

/** 16 letters and digits that are hard to confuse. */
export function randomPassword(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789";
  return Array.from({ length: 16 }, () => letters[randomInt(letters.length)]).join("");
}
