import type { JsonObject } from "../../model/activity.ts";
import { isObject } from "../document.ts";
import { many, one, text } from "../json.ts";

/**
 * The language of a post as BCP 47, wherever its software puts it: `contentMap` (Mastodon and most), `@language` beside
 * the content or in the context (Pleroma, JSON-LD), `language.identifier` (Lemmy, PeerTube), `inLanguage` (Mobilizon).
 *
 * @param content the text that was chosen, so that the right key of a `contentMap` with several is found
 */
export function readLanguage(json: JsonObject, content: string | null): string | null {
  return (
    fromMap(json.contentMap, content) ??
    fromValue(json.content) ??
    fromObject(json.language) ??
    readTag(json.inLanguage) ??
    fromMap(json.nameMap, text(json.name)) ??
    fromContext(json["@context"])
  );
}

function fromMap(map: unknown, chosen: string | null): string | null {
  if (!isObject(map)) return null;
  const entries = Object.entries(map);
  if (entries.length === 1) return readTag(entries[0]?.[0]);
  return readTag(entries.find(([, value]) => value === chosen)?.[0]);
}

function fromValue(content: unknown): string | null {
  const first = one(content);
  return isObject(first) ? readTag(first["@language"]) : null;
}

function fromObject(language: unknown): string | null {
  const first = one(language);
  return isObject(first) ? readTag(first.identifier) : readTag(first);
}

function fromContext(context: unknown): string | null {
  for (const part of many(context)) {
    const found = isObject(part) ? readTag(part["@language"]) : null;
    if (found !== null) return found;
  }
  return null;
}

/** Nearly every post has one of these, and asking `Intl` takes as long as reading the rest of it. */
const twoLetters = new Map<string, string | null>();

/** A language tag in its canonical form (BCP 47). `und` and anything that is not a tag say nothing: `null`. */
export function readTag(value: unknown): string | null {
  if (typeof value !== "string" || value.length > 35 || value === "und" || value === "") return null;
  const known = twoLetters.get(value);
  if (known !== undefined) return known;
  const canonical = canonicalTag(value);
  if (/^[a-z]{2}$/.test(value)) twoLetters.set(value, canonical);
  return canonical;
}

function canonicalTag(value: string): string | null {
  try {
    return Intl.getCanonicalLocales(value.replace(/_/g, "-"))[0] ?? null;
  } catch {
    return null;
  }
}
