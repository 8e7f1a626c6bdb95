import { err, ok, type Result } from "#protocol/result.ts";
import type { Scope } from "../api/access.ts";
import type { Ctx } from "../context.ts";
import { hashSecret, newSecret } from "../platform/secret.ts";
import { type App, findAppByClientId } from "./apps.ts";
import { isRegistered } from "./redirect-uri.ts";
import { requestedScopes } from "./scopes.ts";
import { insertCode } from "./store/codes.ts";

/** The parameters of an authorization request (RFC 6749 §4.1.1, RFC 7636 §4.3), as they came. */
export interface AuthorizationParams {
  responseType: string | null;
  clientId: string | null;
  redirectUri: string | null;
  scope: string | null;
  state: string | null;
  codeChallenge: string | null;
  codeChallengeMethod: string | null;
}

/** A request that a person can be asked about. */
export interface AuthorizationRequest {
  app: App;
  redirectUri: string;
  scopes: Scope[];
  state: string | null;
  challenge: string | null;
}

export type AuthorizationError =
  /** Told to the person: an address that is not the application's must not be gone to (RFC 6749 §4.1.2.1). */
  | { type: "authorization/unknown-app" }
  | { type: "authorization/wrong-redirect-uri" }
  /** Told to the application, at its address. */
  | {
      type: "authorization/refused";
      error: "invalid_request" | "unsupported_response_type" | "invalid_scope";
      description: string;
      redirectUri: string;
      state: string | null;
    };

const CODE_MS = 10 * 60_000;

/** Checks what an application asks for, before anybody is asked about it. */
export async function checkAuthorization(
  ctx: Pick<Ctx, "sql">,
  params: AuthorizationParams,
): Promise<Result<AuthorizationRequest, AuthorizationError>> {
  const app = params.clientId === null ? null : await findAppByClientId(ctx, params.clientId);
  if (app === null) return err({ type: "authorization/unknown-app" });
  const { redirectUri, state } = params;
  if (redirectUri === null || !isRegistered(redirectUri, app.redirectUris))
    return err({ type: "authorization/wrong-redirect-uri" });
  const refused = (
    error: "invalid_request" | "unsupported_response_type" | "invalid_scope",
    description: string,
  ) => err({ type: "authorization/refused" as const, error, description, redirectUri, state });
  if (params.responseType === null)
    return refused("invalid_request", "Missing required parameter: response_type.");
  if (params.responseType !== "code")
    return refused(
      "unsupported_response_type",
      "The authorization server does not support this response type.",
    );
  const scopes = requestedScopes(params.scope, app.scopes);
  if (scopes === null)
    return refused("invalid_scope", "The requested scope is invalid, unknown, or malformed.");
  const challenge = params.codeChallenge;
  // RFC 7636 §4.3: without a method it would be `plain`, which shows the verifier to who reads the request.
  if ((challenge !== null || params.codeChallengeMethod !== null) && params.codeChallengeMethod !== "S256")
    return refused("invalid_request", "The code_challenge_method must be S256.");
  if (params.codeChallengeMethod !== null && !/^[A-Za-z0-9_-]{43}$/.test(challenge ?? ""))
    return refused("invalid_request", "The code_challenge is invalid.");
  return ok({ app, redirectUri, scopes, state, challenge });
}

/** The code of a request that a person has agreed to: good once, for ten minutes, for this application alone. */
export async function issueCode(
  ctx: Pick<Ctx, "sql" | "ids" | "clock">,
  accountId: string,
  { app, redirectUri, scopes, challenge }: AuthorizationRequest,
): Promise<string> {
  const code = newSecret();
  const now = ctx.clock.now();
  await insertCode(ctx.sql, {
    id: ctx.ids.next(),
    codeHash: hashSecret(code),
    appId: app.id,
    accountId,
    redirectUri,
    scopes,
    challenge,
    createdAt: now,
    expiresAt: new Date(now.getTime() + CODE_MS),
  });
  return code;
}
