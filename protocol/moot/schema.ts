import { parseIri } from "../ids/iri.ts";

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
