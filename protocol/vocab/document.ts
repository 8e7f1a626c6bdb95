import type { JsonObject } from "../model/activity.ts";
import { err, ok, type Result } from "../result.ts";
import { limits } from "./limits.ts";
import type { Refusal } from "./refusal.ts";

/** Namespaces whose terms peers write out in full or with a prefix, where the last part is the name that we read. */
const namespaces = [
  "https://www.w3.org/ns/activitystreams#",
  "http://www.w3.org/ns/activitystreams#",
  "https://w3id.org/security#",
  "http://www.w3.org/ns/ldp#",
  "http://joinmastodon.org/ns#",
  "https://misskey-hub.net/ns#",
  "http://fedibird.com/ns#",
  "https://w3id.org/fep/044f#",
  "https://gotosocial.org/ns#",
  "http://litepub.social/ns#",
  "http://schema.org#",
  "http://schema.org/",
  "https://joinpeertube.org/ns#",
  "https://join-lemmy.org/ns#",
];
const prefixed = /^(?:as|sec|ldp|toot|misskey|fedibird|gts|litepub|schema|sc|pt|lemmy|quote):(.+)$/;

/**
 * Opens an untrusted document: checks its shape and size in one pass, and gives it back with short names for all terms
 * (`as:content`, `https://www.w3.org/ns/activitystreams#content` and `@id` read as `content` and `id`). The same object
 * comes back when it used short names already, as nearly all do; it is never changed.
 *
 * @example openDocument({ "@id": "https://a.example/1", "as:content": "hi" }) // { id: "https://a.example/1", content: "hi" }
 */
export function openDocument(json: unknown): Result<JsonObject, Refusal> {
  if (!isObject(json)) return err({ type: "document/not-an-object" });
  const survey = { values: 0, tooDeep: false, longNames: false };
  look(json, 0, survey);
  if (survey.tooDeep) return err({ type: "document/too-deep", limit: limits.depth });
  if (survey.values > limits.values) return err({ type: "document/too-large", limit: limits.values });
  return ok(survey.longNames ? (shorten(json) as JsonObject) : json);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

interface Survey {
  values: number;
  tooDeep: boolean;
  longNames: boolean;
}

function look(value: unknown, depth: number, survey: Survey): void {
  if (typeof value !== "object" || value === null) return;
  if (depth > limits.depth) survey.tooDeep = true;
  if (survey.tooDeep || survey.values > limits.values) return;
  if (Array.isArray(value)) {
    survey.values += value.length;
    if (survey.values > limits.values) return;
    for (const item of value) look(item, depth + 1, survey);
    return;
  }
  for (const name in value) {
    // A context is not content: it may be deep and long, and its names are definitions.
    if (name === "@context") continue;
    survey.values += 1;
    if (!survey.longNames && isLong(name)) survey.longNames = true;
    look((value as JsonObject)[name], depth + 1, survey);
  }
}

function isLong(name: string): boolean {
  return name === "@id" || name === "@type" || (name.includes(":") && shortName(name) !== name);
}

function shorten(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shorten);
  if (!isObject(value)) return value;
  const short: JsonObject = {};
  for (const [name, inner] of Object.entries(value)) {
    if (name === "@context") {
      short[name] = inner;
      continue;
    }
    const target = shortName(name);
    // A peer that sends both forms means the short one.
    if (target !== name && Object.hasOwn(value, target)) continue;
    if (target === "__proto__") continue;
    short[target] = shorten(inner);
  }
  return short;
}

function shortName(name: string): string {
  if (name === "@id") return "id";
  if (name === "@type") return "type";
  const match = prefixed.exec(name);
  if (match?.[1] !== undefined) return match[1];
  for (const namespace of namespaces) {
    if (name.length > namespace.length && name.startsWith(namespace)) return name.slice(namespace.length);
  }
  return name;
}

/** The last part of a type written with a prefix or in full; others unchanged. */
export function shortType(type: string): string {
  return type.includes(":") ? shortName(type) : type;
}
