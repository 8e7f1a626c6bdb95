/**
 * What peers send, as the database can keep it: without NUL, which PostgreSQL's text does not know, and without halves of
 * surrogate pairs.
 *
 * @example storable({ html: "a\u0000b" }) // { html: "ab" }
 */
export function storable<T>(value: T): T {
  return JSON.parse(JSON.stringify(value, clean)) as T;
}

function clean(_key: string, value: unknown): unknown {
  return typeof value === "string" ? value.replaceAll("\0", "").toWellFormed() : value;
}
