import type { WebhookEvent } from "./events.ts";

export interface Payload {
  event: WebhookEvent;
  created_at: string;
  object: unknown;
}

const PLACE = /\{\{\s*([\w.]+)\s*\}\}/g;

/**
 * What is sent: the payload, or a text with its values in the places of `{{object.username}}`. Values stand inside JSON's
 * quotes, or by themselves where they are numbers and objects.
 *
 * @example fill('{"content": "{{object.username}} joined"}', payload)
 */
export function fill(template: string | null, payload: Payload): string {
  if (template === null) return JSON.stringify(payload);
  return template.replace(PLACE, (_, path: string) => {
    const value = path.split(".").reduce<unknown>(step, payload);
    const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
    return typeof value === "string" ? JSON.stringify(text).slice(1, -1) : text;
  });
}

function step(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/** Whether a template is JSON once its places are filled. */
export function isTemplate(text: string): boolean {
  try {
    JSON.parse(text.replace(PLACE, "0"));
    return true;
  } catch {
    return false;
  }
}
