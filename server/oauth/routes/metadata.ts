import { findSummary } from "../../accounts/views/summaries.ts";
import { allScopes } from "../../api/access.ts";
import { renderAccount } from "../../api/accounts.ts";
import { type Call, json, type Routes } from "../../api/call.ts";
import { Refusal } from "../../api/refusal.ts";
import type { Viewer } from "../../api/viewer.ts";

/** OpenID Connect's claims (Core §5.3.2) as Mastodon fills them: the subject is the account's IRI, unique in the world. */
async function userInfo({ ctx, viewer }: Call<Viewer>) {
  const account = await findSummary(ctx, viewer.accountId);
  if (account === null) throw Refusal.notFound();
  const { username, display_name, url, uri, avatar } = await renderAccount(ctx, account);
  return json({
    iss: issuer(ctx.uris.origin),
    sub: uri,
    name: display_name,
    preferred_username: username,
    profile: url,
    picture: avatar,
  });
}

export const metadataRoutes: Routes = {
  "GET /oauth/userinfo": userInfo,
  "POST /oauth/userinfo": userInfo,

  "GET /.well-known/oauth-authorization-server"({ ctx }) {
    const { origin } = ctx.uris;
    return json({
      issuer: issuer(origin),
      service_documentation: "https://docs.joinmastodon.org/",
      authorization_endpoint: `${origin}/oauth/authorize`,
      token_endpoint: `${origin}/oauth/token`,
      app_registration_endpoint: `${origin}/api/v1/apps`,
      revocation_endpoint: `${origin}/oauth/revoke`,
      introspection_endpoint: `${origin}/oauth/introspect`,
      userinfo_endpoint: `${origin}/oauth/userinfo`,
      scopes_supported: allScopes,
      response_types_supported: ["code"],
      response_modes_supported: ["query"],
      grant_types_supported: ["authorization_code", "client_credentials"],
      token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
      introspection_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
      revocation_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
      code_challenge_methods_supported: ["S256"],
    });
  },
};

/** With a slash at its end, as Mastodon's. */
function issuer(origin: string): string {
  return `${origin}/`;
}
