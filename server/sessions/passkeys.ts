import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { err, ok, type Result } from "#protocol/result.ts";
import { type Obstacle, obstacleOf } from "../accounts/obstacle.ts";
import type { ApiCtx } from "../context.ts";
import { type Browser, startSession } from "./start.ts";
import { beginStep, forgetStep, takeStep } from "./steps.ts";
import {
  deletePasskey,
  insertPasskey,
  listPasskeyRows,
  notePasskeyUse,
  type PasskeyRow,
  readPasskey,
} from "./store/passkeys.ts";

/** Reading its code takes a third of a second, which commands that never see a passkey would wait for. */
const webauthn = () => import("@simplewebauthn/server");

type Deps = Pick<ApiCtx, "sql" | "clock" | "ids" | "uris" | "config">;

export type Passkey = Pick<PasskeyRow, "id" | "name" | "createdAt" | "lastUsedAt">;

export type PasskeyError =
  /** Nothing was begun, too long ago, or it was ended already. */
  | { type: "passkey/not-begun" }
  | { type: "passkey/refused" }
  | { type: "passkey/too-many"; most: number }
  | { type: "sign-in/not-possible"; accountId: string; obstacle: Obstacle };

const MAX_PASSKEYS = 20;
const MAX_NAME = 50;

/** What a browser is asked for to sign somebody in with a passkey (WebAuthn §5.5): any of this node's, with its owner's consent. */
export async function passkeySignInOptions(ctx: Deps) {
  const { generateAuthenticationOptions } = await webauthn();
  const options = await generateAuthenticationOptions({
    rpID: relyingParty(ctx),
    userVerification: "required",
  });
  const step = { kind: "passkey-sign-in", accountId: null, challenge: options.challenge } as const;
  return { options, cookie: await beginStep(ctx, step) };
}

/**
 * Signs a browser in with what its passkey has signed. A passkey is two factors in one, the device and what opens it, so
 * there is no further step.
 *
 * @returns `Set-Cookie` headers
 */
export async function signInWithPasskey(
  ctx: Deps,
  response: AuthenticationResponseJSON,
  browser: Browser,
): Promise<Result<readonly string[], PasskeyError>> {
  const step = await takeStep(ctx, "passkey-sign-in", browser.headers);
  if (step === null || step.challenge === null) return err({ type: "passkey/not-begun" });
  const passkey = typeof response?.id === "string" ? await readPasskey(ctx.sql, response.id) : null;
  if (passkey === null) return err({ type: "passkey/refused" });
  const { id, accountId, credentialId, publicKey, counter } = passkey;
  const { verifyAuthenticationResponse } = await webauthn();
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: step.challenge,
    expectedOrigin: ctx.uris.origin,
    expectedRPID: relyingParty(ctx),
    requireUserVerification: true,
    credential: { id: credentialId, publicKey: new Uint8Array(Buffer.from(publicKey, "base64url")), counter },
    // What cannot be read is refused like what was signed by another key.
  }).catch(() => null);
  if (verified === null || !verified.verified) return err({ type: "passkey/refused" });
  if (!(await notePasskeyUse(ctx.sql, id, verified.authenticationInfo.newCounter, ctx.clock.now())))
    return err({ type: "passkey/refused" });
  const obstacle = obstacleOf(passkey);
  if (obstacle !== null) return err({ type: "sign-in/not-possible", accountId, obstacle });
  return ok([forgetStep(ctx), await startSession(ctx, accountId, browser)]);
}

/** What a browser is asked for to make a passkey for an account (WebAuthn §5.4). */
export async function newPasskeyOptions(ctx: Deps, account: { accountId: string; username: string }) {
  const { accountId, username } = account;
  const known = await listPasskeyRows(ctx.sql, accountId);
  const { generateRegistrationOptions } = await webauthn();
  const options = await generateRegistrationOptions({
    rpName: ctx.config.nodeName,
    rpID: relyingParty(ctx),
    userName: username,
    userDisplayName: username,
    userID: new TextEncoder().encode(accountId),
    attestationType: "none",
    excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  const step = { kind: "passkey-new", accountId, challenge: options.challenge } as const;
  return { options, cookie: await beginStep(ctx, step) };
}

/** Keeps a passkey that a browser has made. */
export async function addPasskey(
  ctx: Deps & Pick<ApiCtx, "mail">,
  accountId: string,
  { name, response }: { name: string; response: RegistrationResponseJSON },
  headers: Headers,
): Promise<Result<undefined, PasskeyError>> {
  const step = await takeStep(ctx, "passkey-new", headers);
  if (step === null || step.challenge === null || step.accountId !== accountId)
    return err({ type: "passkey/not-begun" });
  if ((await listPasskeyRows(ctx.sql, accountId)).length >= MAX_PASSKEYS)
    return err({ type: "passkey/too-many", most: MAX_PASSKEYS });
  const { verifyRegistrationResponse } = await webauthn();
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: step.challenge,
    expectedOrigin: ctx.uris.origin,
    expectedRPID: relyingParty(ctx),
    requireUserVerification: true,
  }).catch(() => null);
  if (verified === null || !verified.verified) return err({ type: "passkey/refused" });
  const { credential, credentialBackedUp } = verified.registrationInfo;
  const isNew = await insertPasskey(ctx.sql, {
    id: ctx.ids.next(),
    accountId,
    name: name.trim().slice(0, MAX_NAME) || "Passkey",
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString("base64url"),
    counter: credential.counter,
    transports: (credential.transports ?? []).slice(0, 10),
    isBackedUp: credentialBackedUp,
    createdAt: ctx.clock.now(),
  });
  if (!isNew) return err({ type: "passkey/refused" });
  await ctx.mail?.later({ kind: "notice", notice: "passkey-added", accountId });
  return ok();
}

export async function listPasskeys(ctx: Pick<ApiCtx, "sql">, accountId: string): Promise<Passkey[]> {
  return listPasskeyRows(ctx.sql, accountId);
}

export async function removePasskey(
  ctx: Pick<ApiCtx, "sql" | "mail">,
  accountId: string,
  id: string,
): Promise<void> {
  if (await deletePasskey(ctx.sql, accountId, id))
    await ctx.mail?.later({ kind: "notice", notice: "passkey-removed", accountId });
}

/** The domain that passkeys belong to (WebAuthn §4, RP ID). */
function relyingParty(ctx: Pick<ApiCtx, "uris">): string {
  return new URL(ctx.uris.origin).hostname;
}
