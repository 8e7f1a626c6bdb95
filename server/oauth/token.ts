import { createHash, timingSafeEqual } from "node:crypto";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx, Tx } from "../context.ts";
import { hashSecret, newSecret } from "../platform/secret.ts";
import type { Runner } from "../platform/statement.ts";
import type { App } from "./apps.ts";
import { requestedScopes } from "./scopes.ts";
import { type CodeRow, lockCode, markCodeUsed } from "./store/codes.ts";
import { deleteTokensOfCode, insertToken } from "./store/tokens.ts";

/** A token, as it is answered once; only its hash is stored. */
export interface IssuedToken {
  token: string;
  scopes: readonly string[];
  createdAt: Date;
}

export type TokenError =
  | { type: "token/invalid-grant" }
  | { type: "token/invalid-scope" }
  | { type: "token/missing"; parameter: "code" | "redirect_uri" | "code_verifier" };

type Deps = Pick<Ctx, "sql" | "db" | "ids" | "clock">;

/** A token of an application's own (RFC 6749 §4.4). */
export async function issueAppToken(
  ctx: Deps,
  app: App,
  scope: string | null,
): Promise<Result<IssuedToken, TokenError>> {
  const scopes = requestedScopes(scope, app.scopes);
  if (scopes === null) return err({ type: "token/invalid-scope" });
  return ok(await issueToken(ctx, ctx.sql, { appId: app.id, accountId: null, scopes, codeId: null }));
}

export interface CodeInput {
  code: string | null;
  redirectUri: string | null;
  codeVerifier: string | null;
}

/**
 * The token for a code (RFC 6749 §4.1.3): for the application, the address and the PKCE verifier that it was made for. A
 * code that comes a second time has been stolen, before or now, so the token that it was given for goes too (§4.1.2).
 */
export async function exchangeCode(
  ctx: Deps,
  app: App,
  input: CodeInput,
): Promise<Result<IssuedToken, TokenError>> {
  const { code, redirectUri, codeVerifier } = input;
  if (code === null) return err({ type: "token/missing", parameter: "code" });
  if (redirectUri === null) return err({ type: "token/missing", parameter: "redirect_uri" });
  return ctx.db.transaction(async (tx: Tx): Promise<Result<IssuedToken, TokenError>> => {
    const row = await lockCode(tx, hashSecret(code));
    if (row === null || row.appId !== app.id) return err({ type: "token/invalid-grant" });
    if (row.usedAt !== null) {
      await deleteTokensOfCode(tx, row.id);
      return err({ type: "token/invalid-grant" });
    }
    const now = ctx.clock.now();
    if (row.expiresAt <= now || row.redirectUri !== redirectUri) return err({ type: "token/invalid-grant" });
    if (row.challenge !== null && codeVerifier === null)
      return err({ type: "token/missing", parameter: "code_verifier" });
    if (!isProven(row, codeVerifier)) return err({ type: "token/invalid-grant" });
    await markCodeUsed(tx, row.id, now);
    const { id: codeId, appId, accountId, scopes } = row;
    return ok(await issueToken(ctx, tx, { appId, accountId, scopes, codeId }));
  });
}

/** RFC 7636 §4.6. A verifier without a challenge means that somebody took the challenge away (RFC 9700 §2.1.1). */
function isProven({ challenge }: CodeRow, verifier: string | null): boolean {
  if (challenge === null || verifier === null) return challenge === null && verifier === null;
  const actual = Buffer.from(createHash("sha256").update(verifier).digest("base64url"));
  const expected = Buffer.from(challenge);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

/** A token without further questions: for who has just joined with an application. */
export async function issueToken(
  ctx: Pick<Ctx, "ids" | "clock">,
  on: Runner,
  grant: { appId: string; accountId: string | null; scopes: readonly string[]; codeId: string | null },
): Promise<IssuedToken> {
  const token = newSecret();
  const createdAt = ctx.clock.now();
  await insertToken(on, { ...grant, id: ctx.ids.next(), tokenHash: hashSecret(token), createdAt });
  return { token, scopes: grant.scopes, createdAt };
}
