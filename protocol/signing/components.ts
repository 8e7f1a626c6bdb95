import { type Item, serializeItem } from "structured-headers";
import { fieldValue, type SignableRequest, type Target } from "./message.ts";

/** What a signature of RFC 9421 covers one of: a header field or a derived component (§2). */
export interface Component {
  /** As it stands in the signature base: `"@method"`, `"@query-param";name="a"`. */
  readonly id: string;
  readonly name: string;
  /** The `name` parameter of `@query-param`, percent-encoded as sent; null for all others. */
  readonly queryParam: string | null;
}

/** A component's value in one message, or null when the message has none. */
export type ComponentLookup = (component: Component) => string | null;

/**
 * Reads a component identifier. The parameters `sf`, `bs`, `key`, `tr` and `req` are refused: nobody in the fediverse
 * sends them, and a parameter that is not understood must not be passed over (§2.5).
 */
export function readComponent(item: Item): Component | null {
  const [name, parameters] = item;
  if (typeof name !== "string" || name !== name.toLowerCase()) return null;
  if (parameters.size === 0) return name === "@query-param" ? null : writeComponent(name);
  const queryParam = parameters.get("name");
  if (name !== "@query-param" || parameters.size !== 1 || typeof queryParam !== "string") return null;
  return { id: serializeItem(item), name, queryParam };
}

export function writeComponent(name: string): Component {
  return { id: `"${name}"`, name, queryParam: null };
}

/** Component values of a request, RFC 9421 §2.1 and §2.2. */
export function requestLookup(request: SignableRequest, target: Target): ComponentLookup {
  const { scheme, authority, path, query } = target;
  return ({ name, queryParam }) => {
    switch (name) {
      case "@method":
        return request.method; // §2.2.1: case-sensitive
      case "@target-uri":
        return `${scheme}://${authority}${path}${query}`;
      case "@authority":
        return authority;
      case "@scheme":
        return scheme;
      case "@request-target":
        return path + query;
      case "@path":
        return path;
      case "@query":
        return query || "?"; // §2.2.7: an absent query is "?"
      case "@query-param":
        return queryParam === null ? null : queryParamValue(query, queryParam);
      default:
        return name.startsWith("@") ? null : fieldValue(request.headers, name);
    }
  };
}

/** §2.2.8: parsed as a form, encoded anew. A name that occurs twice cannot be told apart, so it has no value. */
function queryParamValue(query: string, encodedName: string): string | null {
  const values: string[] = [];
  for (const [name, value] of new URLSearchParams(query)) {
    if (formEncode(name) === encodedName) values.push(formEncode(value));
  }
  return values.length === 1 ? (values[0] ?? null) : null;
}

/** The application/x-www-form-urlencoded percent-encode set, with spaces as %20. */
function formEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()~]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
