/** What an id in a path looks like: the database takes nothing else for one. */
export const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

const whole = new RegExp(`^${UUID}$`);

/** An id as somebody sent it; null for what can be none. */
export function readUuid(text: string | undefined): string | null {
  return text !== undefined && whole.test(text) ? text : null;
}
