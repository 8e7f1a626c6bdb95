import { type Answer, type Call, json, nothing, type Routes } from "../../api/call.ts";
import type { App } from "../apps.ts";
import { introspect } from "../introspect.ts";
import { revokeToken } from "../revoke.ts";
import { exchangeCode, type IssuedToken, issueAppToken } from "../token.ts";
import { callingApp } from "./client.ts";
import { missingParameter, oauthError, tokenError } from "./errors.ts";

type Grant = (call: Call, app: App) => ReturnType<typeof issueAppToken>;

/** Passwords are typed on the node's own pages alone: the grant that would hand them to an application is refused. */
const grantTypes: Readonly<Record<string, Grant>> = {
  authorization_code: ({ ctx, params }, app) =>
    exchangeCode(ctx, app, {
      code: params.text("code"),
      redirectUri: params.text("redirect_uri"),
      codeVerifier: params.text("code_verifier"),
    }),
  client_credentials: ({ ctx, params }, app) => issueAppToken(ctx, app, params.text("scope")),
};

export const tokenRoutes: Routes = {
  async "POST /oauth/token"(call) {
    const grantType = call.params.text("grant_type");
    if (grantType === null) return missingParameter("grant_type");
    const grant = Object.hasOwn(grantTypes, grantType) ? grantTypes[grantType] : undefined;
    if (grant === undefined) return oauthError("unsupported_grant_type");
    const app = await callingApp(call);
    if (app === null) return oauthError("invalid_client");
    const issued = await grant(call, app);
    return issued.ok ? tokenAnswer(issued.value) : tokenError(issued.error);
  },

  async "POST /oauth/revoke"(call) {
    const app = await callingApp(call);
    if (app === null) return oauthError("invalid_client");
    const token = call.params.text("token");
    if (token === null || token === "") return oauthError("unauthorized_client");
    const revoked = await revokeToken(call.ctx, app, token);
    return revoked.ok ? nothing : oauthError("unauthorized_client");
  },

  async "POST /oauth/introspect"(call) {
    const app = await callingApp(call);
    if (app === null) return oauthError("invalid_client");
    const token = call.params.text("token");
    if (token === null || token === "") return missingParameter("token");
    return json(await introspect(call.ctx, app, token));
  },
};

/** Mastodon's Token (RFC 6749 §5.1). Tokens here do not expire. */
export function tokenAnswer({ token, scopes, createdAt }: IssuedToken): Answer {
  return json(
    {
      access_token: token,
      token_type: "Bearer",
      scope: scopes.join(" "),
      created_at: Math.floor(createdAt.getTime() / 1000),
    },
    { headers: { "cache-control": "no-store", pragma: "no-cache" } },
  );
}
