import { type Access, grants, outranks } from "./access.ts";
import type { Call } from "./call.ts";
import type { Params } from "./params.ts";
import { Refusal } from "./refusal.ts";
import type { Viewer } from "./viewer.ts";

/** What a token stands for. */
export interface Authenticated {
  readonly token: NonNullable<Call["token"]>;
  /** Null for an application's own token. */
  readonly viewer: Viewer | null;
  /** Why its owner may do nothing with it now, in Mastodon's words; null when nothing is wrong. */
  readonly obstacle: string | null;
}

/** `invalid` for a token that nobody has; null where none came. */
export type Authenticate = (
  token: string | null,
  address: string,
  isReading: boolean,
) => Promise<Authenticated | null | "invalid">;

/** The token of a request: RFC 6750 §2.1, or as a parameter (§2.2, §2.3), which streaming needs. */
export function bearerToken(headers: Headers, params: Params): string | null {
  const header = /^Bearer\s+(\S+)\s*$/i.exec(headers.get("authorization") ?? "")?.[1];
  return header ?? params.text("access_token");
}

/**
 * Lets a caller in, or does not, by the table alone.
 *
 * @throws Refusal with 401 without a valid token, 403 for a wrong scope, role or state
 */
export function admit(
  { who, scopes }: Access,
  authenticated: Authenticated | null | "invalid",
): Pick<Call, "viewer" | "token"> {
  // Where a token opens nothing, one that nobody has closes nothing.
  const isOpen = who === "anyone" && scopes.length === 0;
  if (authenticated === "invalid" && !isOpen)
    throw unauthorised("The access token is invalid", "invalid_token");
  if (authenticated === null || authenticated === "invalid") {
    if (who === "anyone") return { viewer: null, token: null };
    throw unauthorised("The access token is invalid", "invalid_token");
  }
  const { token, viewer, obstacle } = authenticated;
  const lacking = scopes.length > 0 && !scopes.some((scope) => grants(token.scopes, scope));
  if (lacking) throw insufficientScope(scopes);
  if (who === "anyone" || who === "token") {
    // What anybody may do is done without the account while something is wrong with it.
    return obstacle === null ? { viewer, token } : { viewer: null, token };
  }
  if (viewer === null) throw new Refusal(422, "This method requires an authenticated user");
  if (obstacle !== null) throw new Refusal(403, obstacle);
  if ((who === "moderator" || who === "admin") && !outranks(viewer.role, who)) throw Refusal.forbidden();
  return { viewer, token };
}

function unauthorised(message: string, error: string): Refusal {
  return new Refusal(401, message, {
    headers: { "www-authenticate": `Bearer realm="Folkmoot", error="${error}"` },
  });
}

function insufficientScope(scopes: readonly string[]): Refusal {
  return new Refusal(403, "This action is outside the authorized scopes", {
    headers: {
      "www-authenticate": `Bearer realm="Folkmoot", error="insufficient_scope", scope="${scopes.join(" ")}"`,
    },
  });
}
