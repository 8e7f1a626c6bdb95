/**
 * An expected outcome as a value: either `{ ok: true, value }` or `{ ok: false, error }`.
 * Bugs throw; everything a caller could have to handle is a typed error.
 *
 * @example
 * const found = await findPost(ctx, iri);
 * if (!found.ok) return found.error.type; // "post/not-found"
 */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

export function ok<T>(value: T): { readonly ok: true; readonly value: T };
export function ok(): { readonly ok: true; readonly value: undefined };
export function ok(value?: unknown): { readonly ok: true; readonly value: unknown } {
  return { ok: true, value };
}

export function err<const E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}
