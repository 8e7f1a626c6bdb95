import { revokeTokensOf } from "../oauth/revoke.ts";
import type { Runner } from "../platform/statement.ts";
import { deleteLinks } from "./store/links.ts";
import { deleteSession, deleteSessionsOf } from "./store/sessions.ts";
import { deleteStepsOf } from "./store/steps.ts";

/**
 * Ends every browser's session and every app's token of an account, and what was begun to get into it: somebody else may
 * have got in.
 */
export async function signOutEverywhere(on: Runner, accountId: string): Promise<void> {
  await deleteSessionsOf(on, accountId, null);
  await revokeTokensOf(on, accountId);
  await endAttempts(on, accountId);
}

/**
 * Mailed links that would make another address the account's or set another password, and half-made sign-ins, end with the
 * password that they were asked for with.
 */
export async function endAttempts(on: Runner, accountId: string): Promise<void> {
  await deleteLinks(on, accountId, ["change", "reset"]);
  await deleteStepsOf(on, accountId);
}

/** Ends the sessions of all browsers but one. Apps go on: people would not know why theirs has stopped. */
export function endOtherSessions(on: Runner, accountId: string, kept: string): Promise<void> {
  return deleteSessionsOf(on, accountId, kept);
}

/** Ends one browser's session. */
export function endSessionOf(on: Runner, accountId: string, sessionId: string): Promise<void> {
  return deleteSession(on, accountId, sessionId);
}
