import { Refusal } from "./refusal.ts";

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a client's word for an id can be one: all are UUIDs, and the database takes nothing else for them. */
export function isId(text: string): boolean {
  return pattern.test(text);
}

/**
 * An id from a path or a parameter.
 *
 * @throws Refusal with 404 for what is no id
 * @example const accountId = idOf(call.path.id);
 */
export function idOf(text: string | null | undefined): string {
  if (text == null || !isId(text)) throw Refusal.notFound();
  return text.toLowerCase();
}

/** Those of some texts that are ids, each once. */
export function idsOf(texts: readonly string[]): string[] {
  return [...new Set(texts.filter(isId).map((text) => text.toLowerCase()))];
}
