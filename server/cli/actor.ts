import { findLocalAccount, findOwner } from "../accounts/list.ts";
import type { AccountView } from "../accounts/views.ts";
import type { Ctx, ResolveError } from "../context.ts";
import { CommandFailed } from "./cli.ts";

/** The account that a command acts as: the one named by `--as`, otherwise the node's owner. */
export async function actingAccount(
  ctx: Pick<Ctx, "db" | "handleHost">,
  username: string | undefined,
): Promise<AccountView> {
  const account =
    username === undefined ? await findOwner(ctx) : await findLocalAccount(ctx, username.replace(/^@/, ""));
  if (account !== null) return account;
  if (username !== undefined)
    throw new CommandFailed(`There is no account ${username} here.`, { type: "account/not-found" });
  throw new CommandFailed(
    'Nobody owns this node yet. Open the link that "npm start" prints, or run "folkmoot account create <name> --role owner".',
    { type: "account/no-owner" },
  );
}

/** `ana` for an account of this node, `ana@example.social` for others. */
export function shortHandle({ username, domain }: { username: string; domain: string | null }): string {
  return domain === null ? username : `${username}@${domain}`;
}

/** Why nothing was found, as a sentence. */
export function describeResolveError(error: ResolveError): string {
  switch (error.type) {
    case "remote/not-found":
      return `Nothing found by ${error.query}.`;
    case "remote/unreachable":
      return `Nothing found by ${error.query}: its server does not answer.`;
    case "remote/refused":
      return `Nothing found by ${error.query}: ${error.reason}.`;
  }
}
