import { allScopes, grants, type Scope } from "../api/access.ts";

/** What an application gets that asks for nothing in particular. */
export const defaultScopes: readonly Scope[] = ["read"];

const known = new Set<string>(allScopes);

/**
 * A list of scopes as applications write it, each once; null when one of them is unknown.
 *
 * @example parseScopes("read write:statuses") // ["read", "write:statuses"]
 */
export function parseScopes(text: string): Scope[] | null {
  const scopes = [...new Set(text.split(/[\s+]+/).filter((scope) => scope !== ""))];
  return scopes.every((scope): scope is Scope => known.has(scope)) ? scopes : null;
}

/**
 * The scopes of a token: what was asked for, when the application may have it; without a wish the usual ones, as far as
 * it may have them. Null when it may not. Beside what was registered, parts of it may be asked for.
 *
 * @example requestedScopes("read:statuses", ["read", "write"]) // ["read:statuses"]
 */
export function requestedScopes(wish: string | null, registered: readonly string[]): Scope[] | null {
  if (wish === null || wish.trim() === "") {
    const usual = defaultScopes.filter((scope) => registered.includes(scope));
    // Nothing of the usual was registered: all that was.
    return usual.length > 0 ? usual : parseScopes(registered.join(" "));
  }
  const scopes = parseScopes(wish);
  return scopes?.every((scope) => grants(registered, scope)) ? scopes : null;
}
