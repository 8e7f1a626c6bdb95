/**
 * JSON that PostgreSQL's `jsonb` takes: without NUL characters and unpaired surrogates, which it refuses and peers send.
 *
 * @example storableJson({ html: "a\u0000b" }) // '{"html":"ab"}'
 */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  // JSON.stringify escapes both, so one look at the result tells whether there can be any.
  return /\\u(0000|d[89a-f])/i.test(json) ? JSON.stringify(value, clean) : json;
}

function clean(_key: string, value: unknown): unknown {
  return typeof value === "string" ? value.replaceAll("\0", "").toWellFormed() : value;
}
