import { parseIri } from "../ids/iri.ts";
import type { JsonObject } from "../signing/proofs.ts";

/** What members of the moot's objects may be. @returns what is wrong with a member; null when nothing is */
export type Check = (value: unknown) => string | null;

/** Longest text of a member, in UTF-16 units, unless it says another. */
const LONGEST = 2_048;

export const text =
  (pattern: RegExp, reason: string): Check =>
  (value) =>
    typeof value === "string" && value.length <= LONGEST && pattern.test(value) ? null : reason;

/** Words of people: any well-formed text of at most so many UTF-16 units. */
export const words =
  (longest: number): Check =>
  (value) =>
    typeof value === "string" && value.length <= longest && value.isWellFormed()
      ? null
      : `is no text of at most ${longest} characters`;

export const iri: Check = (value) => (parseIri(value) === null ? "is no id" : null);

export const oneOf =
  (...known: readonly unknown[]): Check =>
  (value) =>
    known.includes(value) ? null : `is none of ${known.join(", ")}`;

export const orNull =
  (check: Check): Check =>
  (value) =>
    value === null ? null : check(value);

export const listOf =
  (longest: number, check: Check): Check =>
  (value) => {
    if (!Array.isArray(value)) return "is no list";
    if (value.length > longest) return `has more than ${longest} members`;
    return value.map(check).find((reason) => reason !== null) ?? null;
  };

/** An object with these members and no other. */
export const closed =
  (members: Record<string, Check>): Check =>
  (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return "is no object";
    const given = value as Record<string, unknown>;
    if (Object.keys(given).some((name) => !Object.hasOwn(members, name))) return "has a member too many";
    const reasons = Object.entries(members).map(([name, check]) => check(given[name]));
    return reasons.find((reason) => reason !== null) ?? null;
  };

export const numberFrom =
  (least: number, greatest: number, isWhole: boolean): Check =>
  (value) =>
    typeof value === "number" && value >= least && value <= greatest && (!isWhole || Number.isInteger(value))
      ? null
      : `is not from ${least} to ${greatest}`;

/** RFC 3339 in UTC, to the second. */
export const time: Check = (value) =>
  typeof value === "string" &&
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(value) &&
  !Number.isNaN(Date.parse(value))
    ? null
    : "is no time to the second";

/** 32 bytes in base64url without padding: the last digit holds four bits. */
export const digest = text(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/, "is no digest of 32 bytes");

export const name = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** BCP 47, without private parts. */
export const language = text(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}$/, "is no language");

/** An Ed25519 key as its own name, `did:key` (W3C CCG): 32 bytes behind the multicodec code, in base58btc. */
export const didKey = text(/^did:key:z6Mk[1-9A-HJ-NP-Za-km-z]{44}$/, "is no did:key of an Ed25519 key");

/** The same key as a Multikey. */
export const multikey = text(/^z6Mk[1-9A-HJ-NP-Za-km-z]{44}$/, "is no Multikey of an Ed25519 key");

/** Any object; what is in it is for somebody else to read. */
export const anyObject: Check = (value) =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? null : "is no object";

/** The home of an account, as in its handle: a domain in lower case, with its port when it has one. */
export const community = text(/^[a-z0-9][a-z0-9.-]{0,252}(?::\d{1,5})?$/, "is no domain");

/** The primary subtag of BCP 47 alone, by which a panel's languages are told apart. */
export const primaryLanguage = text(/^[a-z]{2,3}$/, "is no primary language");

/**
 * What is wrong with an object that has these two types and these members, and beside them nothing but its context and its proof.
 *
 * @returns the first member that is wrong; null when none is
 */
export function problemOf(
  value: JsonObject,
  types: readonly [string, string],
  checks: Readonly<Record<string, Check>>,
): { readonly member: string; readonly reason: string } | null {
  const { type, proof: _, "@context": __, ...members } = value;
  if (!Array.isArray(type) || type.length !== 2 || type.some((each, at) => each !== types[at]))
    return { member: "type", reason: `must be ${types.join(" and ")}` };
  const unknown = Object.keys(members).find((name) => !Object.hasOwn(checks, name));
  if (unknown !== undefined) return { member: unknown, reason: "is not in the schema" };
  for (const [member, check] of Object.entries(checks)) {
    const reason = members[member] === undefined ? "is missing" : check(members[member]);
    if (reason !== null) return { member, reason };
  }
  return null;
}
