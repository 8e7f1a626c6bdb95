import { type Iri, parseIri } from "../ids/iri.ts";
import { isPublic, PUBLIC } from "../ids/visibility.ts";
import type { JsonObject, ObjectRef } from "../model/activity.ts";
import { isObject, shortType } from "./document.ts";

/**
 * Tolerant accessors. In a document from the network any member may be absent, `null`, one value, an object, or an
 * array of all of these; each accessor answers with what can be made of it, or with nothing, and never throws.
 */

/** Every value of a member: arrays and `@list`s are opened, `null` is left out. */
export function many(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item) => (Array.isArray(item) ? item : many(item)));
  if (isObject(value)) {
    const list = value["@list"] ?? value["@set"];
    if (Array.isArray(list)) return list.filter((item) => item !== null);
  }
  return [value];
}

/** The first value of a member. */
export function one(value: unknown): unknown {
  return Array.isArray(value) || isObject(value) ? many(value)[0] : (value ?? undefined);
}

/** Every value that is an object. */
export function objects(value: unknown): JsonObject[] {
  return many(value).filter(isObject);
}

/** A string, also when wrapped as `{"@value"}` or in an array; numbers are written out. `null` for anything else. */
export function text(value: unknown): string | null {
  const first = one(value);
  if (typeof first === "string") return first;
  if (typeof first === "number" && Number.isFinite(first)) return String(first);
  if (isObject(first) && typeof first["@value"] === "string") return first["@value"];
  return null;
}

/** A finite number, also when sent as a string of digits or as `{"@value"}`. */
export function number(value: unknown): number | null {
  const first = one(value);
  const bare = isObject(first) ? first["@value"] : first;
  if (typeof bare === "number") return Number.isFinite(bare) ? bare : null;
  if (typeof bare !== "string" || !/^\s*[-+]?\d+(\.\d+)?\s*$/.test(bare)) return null;
  return Number(bare);
}

/** A count or a size, rounded down to a whole number; `null` when negative or too large to be exact. */
export function count(value: unknown): number | null {
  const found = number(value);
  return found !== null && found >= 0 && found <= Number.MAX_SAFE_INTEGER ? Math.floor(found) : null;
}

/** `true`, `"true"` and `{"@value": "True"}` are true; `false` likewise; `null` when not said. */
export function flag(value: unknown): boolean | null {
  const first = one(value);
  const bare = isObject(first) ? first["@value"] : first;
  if (typeof bare === "boolean") return bare;
  if (typeof bare !== "string") return null;
  const word = bare.toLowerCase();
  return word === "true" ? true : word === "false" ? false : null;
}

/** All types of an object, short: `["Note"]` for `"as:Note"`. */
export function typesOf(json: JsonObject): string[] {
  return many(json.type).flatMap((type) => (typeof type === "string" ? [shortType(type)] : []));
}

/** The id of a value that is an id or an object with one. */
export function iri(value: unknown): Iri | null {
  const first = one(value);
  return parseIri(isObject(first) ? (one(first.id) ?? first["@id"]) : first);
}

/** Every id among the values of a member, at most `limit`; the public collection in its one canonical form. */
export function iris(value: unknown, limit = Number.POSITIVE_INFINITY): Iri[] {
  const found = new Set<Iri>();
  for (const item of many(value)) {
    if (found.size >= limit) break;
    const written = isObject(item) ? one(item.id) : item;
    const id = typeof written === "string" && isPublic(written) ? PUBLIC : iri(item);
    if (id !== null) found.add(id);
  }
  return [...found];
}

/** What a member points at: by id, inlined, or both. `null` when neither an id nor an object. */
export function reference(value: unknown): ObjectRef | null {
  const first = one(value);
  const id = iri(first);
  if (isObject(first)) return { iri: id, type: typesOf(first)[0] ?? null, json: first };
  return id === null ? null : { iri: id, type: null, json: null };
}
