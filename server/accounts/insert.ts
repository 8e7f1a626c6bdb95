import type { Iri } from "#protocol/ids/iri.ts";
import type { Account } from "#protocol/model/account.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx, Tx } from "../context.ts";
import type { NewKey } from "./key-pairs.ts";
import type { Role } from "./role.ts";
import { insertAccount } from "./store/accounts.ts";
import { insertKeys } from "./store/keys.ts";
import { insertLogin } from "./store/logins.ts";

export interface NewLocalAccount {
  username: string;
  displayName: string;
  kind: Account["kind"];
  locked: boolean;
  keys: NewKey[];
  /** Who may sign in to it; nobody when absent. */
  login: (SignUp & PreparedLogin) | null;
}

/** How somebody came: kept for moderators. */
export interface SignUp {
  signUpAddress: string | null;
  signUpReason: string | null;
  signUpAppId: string | null;
  locale: string | null;
}

interface PreparedLogin {
  passwordHash: string;
  email: string | null;
  role: Role;
  emailConfirmedAt: Date | null;
  approvedAt: Date | null;
}

export type InsertAccountError =
  | { type: "account/username-taken"; username: string }
  | { type: "account/email-taken" };

/** A local account with its keys and login, in the caller's transaction. The caller rolls back on an error. */
export async function insertLocalAccount(
  ctx: Pick<Ctx, "ids" | "clock" | "uris">,
  tx: Tx,
  account: NewLocalAccount,
  { invitationId = null }: { invitationId?: string | null } = {},
): Promise<Result<{ id: string; iri: Iri }, InsertAccountError>> {
  const { uris } = ctx;
  const id = ctx.ids.next();
  const now = ctx.clock.now();
  const iri = account.kind === "application" ? uris.nodeActor() : uris.account(id);
  const inserted = await insertAccount(tx, {
    id,
    iri,
    username: account.username,
    domain: null,
    kind: account.kind,
    displayName: account.displayName,
    url: account.kind === "application" ? uris.origin : uris.profilePage(account.username),
    inbox: uris.inbox(id),
    sharedInbox: uris.sharedInbox(),
    outbox: uris.outbox(id),
    followers: uris.followers(id),
    following: uris.following(id),
    featured: uris.featured(id),
    locked: account.locked,
    discoverable: account.kind !== "application",
    publishedAt: now,
    createdAt: now,
    updatedAt: now,
  });
  if (!inserted) return err({ type: "account/username-taken", username: account.username });
  await insertKeys(tx, id, account.keys);
  if (account.login === null) return ok({ id, iri });
  const mayEnter = await insertLogin(tx, { accountId: id, createdAt: now, invitationId, ...account.login });
  return mayEnter ? ok({ id, iri }) : err({ type: "account/email-taken" });
}
