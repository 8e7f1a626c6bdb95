import { randomInt } from "node:crypto";
import { err, ok, type Result } from "#protocol/result.ts";
import { record } from "../admin/audit.ts";
import type { Ctx } from "../context.ts";
import { signOutEverywhere } from "../sessions/end.ts";
import { type Obstacle, obstacleOf } from "./obstacle.ts";
import { hashPassword, verifyPassword } from "./password.ts";
import type { Role } from "./role.ts";
import { orRollBack } from "./rollback.ts";
import { readById, readLocal } from "./store/accounts.ts";
import {
  changePassword,
  changeRole,
  confirmLogin,
  lockOwners,
  readLogin,
  readLoginByEmail,
} from "./store/logins.ts";

export type LoginError = { type: "login/not-found"; username: string };

/** A hash of nothing in particular: a name that does not exist takes as long to refuse as a wrong password. */
const decoy =
  "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

export interface VerifiedLogin {
  accountId: string;
  role: Role;
  /** What stands in the way all the same. Told only to who has the password. */
  obstacle: Obstacle | null;
}

/**
 * Who signs in with a name and a password; null when they do not belong together.
 *
 * @param name a username, `@username`, a whole handle, or an e-mail address
 */
export async function verifyLogin(
  ctx: Pick<Ctx, "db" | "handleHost">,
  name: string,
  password: string,
): Promise<VerifiedLogin | null> {
  const found = await findLogin(ctx, name);
  const fits = await verifyPassword(password, found?.login.passwordHash ?? decoy);
  if (!fits || found === null) return null;
  const { account, login } = found;
  return {
    accountId: account.id,
    role: login.role,
    obstacle: obstacleOf({ ...login, state: account.state }),
  };
}

/** Whether a password is an account's own: asked before what must not happen on an open browser that was left alone. */
export async function verifyOwnPassword(
  ctx: Pick<Ctx, "db">,
  accountId: string,
  password: string,
): Promise<boolean> {
  const login = await readLogin(ctx.db, accountId);
  return (await verifyPassword(password, login?.passwordHash ?? decoy)) && login !== null;
}

/** By e-mail address when there is an `@` inside, else, or when nobody has it, by username. */
export async function findLogin(ctx: Pick<Ctx, "db" | "handleHost">, name: string) {
  const plain = name.trim().replace(/^@/, "").toLowerCase();
  const byEmail = plain.includes("@") ? await readLoginByEmail(ctx.db, plain) : null;
  const account = byEmail
    ? await readById(ctx.db, byEmail.accountId)
    : await readLocal(ctx.db, withoutHost(plain, ctx.handleHost));
  const login = byEmail ?? (account && (await readLogin(ctx.db, account.id)));
  return account && login && account.state !== "deleted" ? { account, login } : null;
}

function withoutHost(name: string, host: string): string {
  return name.endsWith(`@${host}`) ? name.slice(0, -host.length - 1) : name;
}

/**
 * Sets the password of an account.
 *
 * @param confirms the address by which its owner has shown who they are
 */
export async function setOwnPassword(
  ctx: Pick<Ctx, "db" | "clock">,
  accountId: string,
  password: string,
  { confirms = null }: { confirms?: string | null } = {},
): Promise<void> {
  await changePassword(ctx.db, accountId, await hashPassword(password));
  if (confirms !== null) await confirmLogin(ctx.db, accountId, confirms, ctx.clock.now());
}

/**
 * Gives an account a new random password, which is answered once: 16 letters and digits that are hard to confuse
 * (79 bits). Whoever was signed in, with a browser or an app, is so no more.
 */
export async function resetPassword(
  ctx: Pick<Ctx, "db" | "sql">,
  username: string,
): Promise<Result<{ password: string }, LoginError>> {
  const account = await readLocal(ctx.db, username);
  const password = randomPassword();
  const changed = account && (await changePassword(ctx.db, account.id, await hashPassword(password)));
  if (!changed) return err({ type: "login/not-found", username });
  await signOutEverywhere(ctx.sql, account.id);
  return ok({ password });
}

/** Changes what an account may do, by the command line, on the record. The last owner stays one: nobody else could make another. */
export async function setRole(
  ctx: Pick<Ctx, "db" | "clock" | "ids">,
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
      await record(ctx, tx, {
        by: null,
        action: "account.role-changed",
        target: login.accountId,
        details: { from: login.role, to: role },
      });
      return ok({ role });
    },
  );
}

/** 16 letters and digits that are hard to confuse. */
export function randomPassword(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789";
  return Array.from({ length: 16 }, () => letters[randomInt(letters.length)]).join("");
}
