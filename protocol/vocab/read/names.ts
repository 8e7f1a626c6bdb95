import { decodeEntities } from "../../html/entities.ts";
import { htmlToText } from "../../html/text.ts";
import { text } from "../json.ts";

/** Controls, and the characters that turn or hide what stands beside them (Unicode TR36, Trojan Source). */
const deceptive = /(?![\t\n\r])\p{Cc}|[\u061c\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** In a username: all of format and control, invisible letters, spaces, and what would end a handle. */
const notInUsername =
  /[\s\p{Cc}\p{Cf}\p{Cs}\p{Z}\u115f\u1160\u3164\uffa0@/\\?#<>"'`:;,{}]|\p{Default_Ignorable_Code_Point}/u;

/** Text without the characters that deceive: bidirectional overrides, zero-width spaces, controls. */
export function clean(value: string): string {
  return value.replace(deceptive, "");
}

/** Cut to a number of characters, never inside one, with an ellipsis where something was lost. */
export function shorten(value: string, limit: number): string {
  if (value.length <= limit) return value;
  return `${value.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/**
 * A name or title on one line, as text: references decoded, deceptive characters and line breaks removed. `null` when
 * nothing is left.
 *
 * @example readLine("Caf&eacute; &amp; more\n", 500) // "Caf&eacute; & more"
 */
export function readLine(value: unknown, limit: number): string | null {
  const found = clean(decodeEntities(text(value) ?? ""))
    .replace(/\s+/g, " ")
    .trim();
  return found === "" ? null : shorten(found, limit);
}

/** A warning, summary or reason, which peers send as text or as HTML, as text. `null` when nothing is left. */
export function readProse(value: unknown, limit: number): string | null {
  const raw = text(value);
  if (raw === null) return null;
  const cut = raw.slice(0, limit * 4);
  const found = clean(/<\/?[a-z]/i.test(cut) ? htmlToText(cut) : decodeEntities(cut)).trim();
  return found === "" ? null : shorten(found, limit);
}

/** Whether a username can stand in a handle without being mistaken for another. */
export function isPlainUsername(username: string): boolean {
  return !notInUsername.test(username);
}
