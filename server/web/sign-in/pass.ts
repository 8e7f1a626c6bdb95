import type { Context } from "hono";
import { readDecisions } from "../../actions/read.ts";
import type { ApiCtx } from "../../context.ts";
import { hasAuthenticator } from "../../sessions/authenticator.ts";
import { issuePass, keepPass } from "../../sessions/decision-pass.ts";
import type { SignInError } from "../../sessions/sign-in.ts";
import { setCookies } from "../form.ts";

/** As long as it takes to read and to write an appeal. */
const HOURS = 2;

/**
 * Lets somebody whom moderators keep out, and who has just shown that the account is theirs, read what was decided about them and
 * appeal. Not by a password alone where there is an authenticator: the letter has a link.
 *
 * @returns whether they have a pass now; false where nothing was decided that they may read
 */
export async function passFor(
  ctx: ApiCtx,
  c: Context,
  { accountId, obstacle }: Extract<SignInError, { type: "sign-in/not-possible" }>,
  shown: { isByPasskey: boolean } = { isByPasskey: false },
): Promise<boolean> {
  if (obstacle !== "disabled") return false;
  if (!shown.isByPasskey && (await hasAuthenticator(ctx, accountId))) return false;
  const told = await readDecisions(ctx, { accountId, isTold: true }, { limit: 1 });
  if (told.length === 0) return false;
  setCookies(c, [keepPass(ctx, await issuePass(ctx, accountId, HOURS))]);
  return true;
}
