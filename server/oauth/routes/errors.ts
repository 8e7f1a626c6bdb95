import type { Answer } from "../../api/call.ts";
import { json } from "../../api/call.ts";
import type { TokenError } from "../token.ts";

/** The codes of RFC 6749 §5.2 and their words, which are Doorkeeper's, as Mastodon answers them. */
const descriptions = {
  invalid_client:
    "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.",
  invalid_grant:
    "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.",
  invalid_scope: "The requested scope is invalid, unknown, or malformed.",
  unsupported_grant_type: "The authorization grant type is not supported by the authorization server.",
  unauthorized_client: "You are not authorized to revoke this token",
} as const;

type Code = keyof typeof descriptions;

const statuses: Partial<Record<Code, number>> = { invalid_client: 401, unauthorized_client: 403 };

/** An error of the token endpoints. */
export function oauthError(error: Code): Answer {
  return json(
    { error, error_description: descriptions[error] },
    {
      status: statuses[error] ?? 400,
      headers: error === "invalid_client" ? { "www-authenticate": `Basic realm="Folkmoot"` } : {},
    },
  );
}

export function missingParameter(name: string): Answer {
  return json(
    { error: "invalid_request", error_description: `Missing required parameter: ${name}.` },
    { status: 400 },
  );
}

/** What a use case says of a token, as the endpoint answers it. */
export function tokenError(error: TokenError): Answer {
  switch (error.type) {
    case "token/invalid-grant":
      return oauthError("invalid_grant");
    case "token/invalid-scope":
      return oauthError("invalid_scope");
    case "token/missing":
      return missingParameter(error.parameter);
  }
}
