import { revokeTokensOf } from "../oauth/revoke.ts";
import type { Runner } from "../platform/statement.ts";
import { deleteSession, deleteSessionsOf } from "./store/sessions.ts";

/** Ends every browser's session and every app's token of an account: somebody else may have got in. */
export async function signOutEverywhere(on: Runner, accountId: string): Promise<void> {
  await deleteSessionsOf(on, accountId, null);
  await revokeTokensOf(on, accountId);
}

/** Ends the sessions of all browsers but one. Apps go on: people would not know why theirs has stopped. */
export function endOtherSessions(on: Runner, accountId: string, kept: string): Promise<void> {
  return deleteSessionsOf(on, accountId, kept);
}

/** Ends one browser's session. */
export function endSessionOf(on: Runner, accountId: string, sessionId: string): Promise<void> {
  return deleteSession(on, accountId, sessionId);
}
