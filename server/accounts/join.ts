import type { Because } from "#moderation/policy/verdict.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { ApiCtx } from "../context.ts";
import { holdSignUp } from "../policy/holds/sign-up.ts";
import { mailLink } from "../sessions/links.ts";
import { maySignUp, type SignUpError } from "../signups/may-sign-up.ts";
import { type CreateAccountError, MAX_DISPLAY_NAME, prepareAccount } from "./create.ts";
import { type EmailError, normaliseEmail } from "./email.ts";
import { insertLocalAccount } from "./insert.ts";
import { hashToken, readInvitation } from "./invitations.ts";
import { checkPassword } from "./password.ts";
import type { Role } from "./role.ts";
import { orRollBack } from "./rollback.ts";
import { readLocal } from "./store/accounts.ts";
import { takeUse } from "./store/invitations.ts";
import { isEmailTaken } from "./store/logins.ts";
import { checkUsername } from "./username.ts";

export interface JoinInput {
  username: string;
  password: string;
  displayName?: string | undefined;
  email?: string | null;
  /** Whether an address is asked for even where none has to be confirmed. */
  isEmailNeeded?: boolean;
  /** False where somebody was asked to agree to the rules and did not. */
  agrees?: boolean;
  /** The token of an invitation; without one the node must let anyone in. */
  invitation?: string | null;
  /** Why they want to join, for whoever approves it. */
  reason?: string;
  locale?: string | null;
  /** Where they come from. */
  address?: string | null;
  /** The application they joined with. */
  appId?: string | null;
}

export type JoinError =
  | CreateAccountError
  | EmailError
  | SignUpError
  | { type: "agreement/missing" }
  | { type: "password/missing" }
  | { type: "reason/missing" }
  | { type: "reason/too-long"; most: number }
  | { type: "invitation/not-usable" }
  | { type: "join/closed" }
  /** By a rule of the node, whose name it is. */
  | { type: "join/refused-by-policy"; rule: string };

/** Somebody new; `awaits` says what stands between them and their account. */
export interface Joined {
  id: string;
  iri: Iri;
  awaits: "confirmation" | "approval" | null;
}

type Deps = Pick<ApiCtx, "db" | "sql" | "ids" | "clock" | "uris" | "config" | "mail" | "policy">;

/** As on Mastodon. */
export const MAX_REASON = 420;

/**
 * Makes somebody's account: by an invitation, or where the node lets anyone in. All that is wrong is answered at once.
 * The use of an invitation is counted in the transaction that makes the account: two people with one link for one
 * person make one account, and a name that is taken costs no use.
 */
export async function join(ctx: Deps, input: JoinInput): Promise<Result<Joined, readonly JoinError[]>> {
  const entry = await findEntry(ctx, input.invitation ?? null);
  if (!entry.ok) return err([entry.error]);
  const { role, isInvited } = entry.value;
  const checked = await checkInput(ctx, input, entry.value);
  if (!checked.ok) return checked;
  const { email, needsApproval, heldBecause } = checked.value;
  // Who owns the node has shown by the link that they run it.
  const mustConfirm = ctx.config.emailConfirmation && role !== "owner";
  const { username, password, displayName } = input;
  const account = await prepareAccount(ctx, {
    username,
    displayName,
    login: {
      password,
      email,
      role,
      isConfirmed: !mustConfirm,
      isApproved: !needsApproval,
      signUpAddress: input.address ?? null,
      signUpReason: input.reason?.trim() || null,
      signUpAppId: input.appId ?? null,
      locale: isLocale(input.locale) ? input.locale : null,
    },
  });
  if (!account.ok) return err([account.error]);
  const made = await orRollBack<{ id: string; iri: Iri }, JoinError>(ctx, async (tx) => {
    if (!isInvited) {
      const added = await insertLocalAccount(ctx, tx, account.value);
      if (added.ok && heldBecause !== null)
        await holdSignUp(ctx, tx, { ...added.value, username, reason: input.reason ?? "" }, heldBecause);
      return added;
    }
    const used = await takeUse(tx, hashToken(input.invitation ?? ""), ctx.clock.now());
    if (used === null) return err({ type: "invitation/not-usable" });
    return insertLocalAccount(ctx, tx, account.value, { invitationId: used.id });
  });
  if (!made.ok) return err([made.error]);
  if (mustConfirm && email !== null)
    await mailLink(ctx, { accountId: made.value.id, purpose: "confirm", email });
  return ok({ ...made.value, awaits: mustConfirm ? "confirmation" : needsApproval ? "approval" : null });
}

/** `en`, `pt-BR`: anything else is nothing that anybody could be written to in. */
function isLocale(locale: string | null | undefined): locale is string {
  return locale != null && /^[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,2}$/.test(locale);
}

interface Entry {
  role: Role;
  isInvited: boolean;
}

async function findEntry(ctx: Deps, token: string | null): Promise<Result<Entry, JoinError>> {
  if (token === null) {
    const { registration } = ctx.config;
    const isOpen = registration === "open" || registration === "approval";
    return isOpen ? ok({ role: "member", isInvited: false }) : err({ type: "join/closed" });
  }
  const invitation = await readInvitation(ctx, token);
  return invitation === null
    ? err({ type: "invitation/not-usable" })
    : ok({ role: invitation.role, isInvited: true });
}

/** What is wrong with what was typed, all of it. */
async function checkInput(
  ctx: Deps,
  input: JoinInput,
  { role, isInvited }: Entry,
): Promise<
  Result<
    { email: string | null; needsApproval: boolean; heldBecause: readonly Because[] | null },
    readonly JoinError[]
  >
> {
  const { username, password, displayName = "", reason = "" } = input;
  const problems: JoinError[] = [];
  const note = <T, E extends JoinError>(checked: Result<T, E>): T | null => {
    if (checked.ok) return checked.value;
    problems.push(checked.error);
    return null;
  };
  note(checkUsername(username, { mayBeReserved: role === "owner" || role === "admin" }));
  if (problems.length === 0 && (await readLocal(ctx.db, username)) !== null)
    problems.push({ type: "account/username-taken", username });
  if (password === "") problems.push({ type: "password/missing" });
  else note(checkPassword(password));
  if ([...displayName].length > MAX_DISPLAY_NAME)
    problems.push({ type: "account/display-name-too-long", most: MAX_DISPLAY_NAME });

  const isNeeded = input.isEmailNeeded || (ctx.config.emailConfirmation && role !== "owner");
  const isGiven = (input.email ?? "").trim() !== "";
  const email = isGiven || isNeeded ? note(normaliseEmail(input.email ?? "")) : null;
  if (email !== null && (await isEmailTaken(ctx.db, email))) problems.push({ type: "account/email-taken" });
  const allowed = note(await maySignUp(ctx, { email, address: input.address ?? null }));

  const asks = ctx.config.registration === "approval" && !isInvited;
  if (asks && reason.trim() === "") problems.push({ type: "reason/missing" });
  if ([...reason].length > MAX_REASON) problems.push({ type: "reason/too-long", most: MAX_REASON });
  if (input.agrees === false) problems.push({ type: "agreement/missing" });
  if (problems.length > 0) return err(problems);
  // Whoever was invited by name is known to somebody here.
  const judged = isInvited
    ? null
    : await ctx.policy.signUp({
        username,
        emailDomain: email === null ? null : (email.split("@").at(-1) ?? null),
        reason,
        address: input.address ?? null,
      });
  if (judged?.outcome === "refused") return err([{ type: "join/refused-by-policy", rule: judged.rule }]);
  const heldBecause = judged?.outcome === "held" ? judged.because : null;
  const waits = asks || heldBecause !== null || (allowed?.needsApproval ?? false);
  return ok({ email, needsApproval: role !== "owner" && waits, heldBecause });
}
