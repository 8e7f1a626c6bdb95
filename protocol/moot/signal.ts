import type { Iri } from "../ids/iri.ts";
import { err, ok, type Result } from "../result.ts";
import { type Check, closed, digest, iri, language, listOf, name, numberFrom, text } from "./schema.ts";

/**
 * An observation of something, as a node tells others of it: no text, no names, no addresses. The design's section 3 says
 * what it may hold; nothing else is taken or written.
 */
export interface ModerationSignal {
  readonly id: Iri;
  /** The node's actor that answers for it. */
  readonly attributedTo: Iri;
  /** ISO 8601, to the minute. */
  readonly published: string;
  /** Keyed digest of the content: base64url, 32 bytes. */
  readonly contentDigest: string | null;
  /** Keyed MinHash sketch: base64url, 32 to 1,024 bytes. */
  readonly sketch: string | null;
  /** Of images and frames. */
  readonly pdq: readonly { readonly hash: string; readonly quality: number }[];
  /** BCP 47, without private parts. */
  readonly language: string | null;
  /** The software it was posted with: `mastodon`. */
  readonly platform: string | null;
  /** ISO 3166-2: `DE-BE`. */
  readonly region: string | null;
  readonly categories: readonly {
    readonly category: string;
    readonly score: number;
    readonly model: string | null;
  }[];
  /** 0 to 4. */
  readonly severity: number;
  /** Keyed digests; in clear, with `#`, only those that a directive's watch list names. */
  readonly hashtags: readonly string[];
  /** Keyed digests of the links' domains; likewise. */
  readonly linkDomains: readonly string[];
  /** Keyed hashes of account ids, by jurisdiction and epoch. */
  readonly author: string | null;
  readonly targets: readonly string[];
  readonly votes: { readonly for: number; readonly against: number } | null;
}

export type SignalProblem = {
  readonly type: "signal/invalid";
  readonly member: string;
  readonly reason: string;
};

const TYPES = ["Object", "ModerationSignal"] as const;

/** Longest lists, in members. */
const most = { pdq: 64, categories: 32, hashtags: 64, linkDomains: 64, targets: 64 } as const;

/**
 * The signal as the object of an `Add`: two types, so that any peer can parse it. Members that say nothing are left out.
 *
 * @throws Error for one that {@link readSignal} would refuse: it was built wrongly
 */
export function writeSignal(signal: ModerationSignal): Record<string, unknown> {
  const members = Object.entries(signal).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  );
  const written: Record<string, unknown> = { type: [...TYPES], ...Object.fromEntries(members) };
  const read = readSignal(written);
  if (!read.ok) throw new Error(`a signal's ${read.error.member} ${read.error.reason}`);
  return written;
}

/**
 * Reads a signal of another node. The schema is closed: a member that it does not name makes the whole invalid.
 *
 * @example readSignal({ type: ["Object", "ModerationSignal"], id, attributedTo, published: "2026-11-26T07:30Z", severity: 1 }).ok // true
 */
export function readSignal(value: unknown): Result<ModerationSignal, SignalProblem> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return err({ type: "signal/invalid", member: "", reason: "is no object" });
  const given = value as Record<string, unknown>;
  const unknown = Object.keys(given).find((name) => name !== "type" && !Object.hasOwn(checks, name));
  if (unknown !== undefined)
    return err({ type: "signal/invalid", member: unknown, reason: "is not in the schema" });
  const types = given.type;
  if (!Array.isArray(types) || types.length !== 2 || types[0] !== TYPES[0] || types[1] !== TYPES[1])
    return err({ type: "signal/invalid", member: "type", reason: "must be Object and ModerationSignal" });
  for (const [member, { check, needed }] of Object.entries(checks)) {
    const said = given[member];
    if (said === undefined && !needed) continue;
    const reason = said === undefined ? "is missing" : check(said);
    if (reason !== null) return err({ type: "signal/invalid", member, reason });
  }
  const { type: _type, ...members } = given;
  return ok({ ...nothingSaid, ...members } as unknown as ModerationSignal);
}

const nothingSaid = {
  contentDigest: null,
  sketch: null,
  pdq: [],
  language: null,
  platform: null,
  region: null,
  categories: [],
  hashtags: [],
  linkDomains: [],
  author: null,
  targets: [],
  votes: null,
} as const;

const checks: Readonly<Record<keyof ModerationSignal, { check: Check; needed: boolean }>> = {
  id: { check: iri, needed: true },
  attributedTo: { check: iri, needed: true },
  published: { check: minute, needed: true },
  contentDigest: { check: digest, needed: false },
  sketch: { check: text(/^[A-Za-z0-9_-]{43,1366}$/, "is no sketch of 32 to 1,024 bytes"), needed: false },
  pdq: {
    check: listOf(
      most.pdq,
      closed({ hash: text(/^[0-9a-f]{64}$/, "is no PDQ hash"), quality: numberFrom(0, 100, true) }),
    ),
    needed: false,
  },
  language: { check: language, needed: false },
  platform: { check: text(name, "is no name of software"), needed: false },
  region: { check: text(/^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/, "is no region"), needed: false },
  categories: {
    check: listOf(
      most.categories,
      closed({
        category: text(name, "is no category"),
        score: numberFrom(0, 1, false),
        model: (value) =>
          value === null ? null : text(/^[a-z0-9][a-z0-9.@-]{0,127}$/, "is no model")(value),
      }),
    ),
    needed: false,
  },
  severity: { check: numberFrom(0, 4, true), needed: true },
  hashtags: { check: listOf(most.hashtags, digestOr(/^#[\p{L}\p{N}_]{1,100}$/u)), needed: false },
  linkDomains: {
    check: listOf(most.linkDomains, digestOr(/^(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}$/)),
    needed: false,
  },
  author: { check: digest, needed: false },
  targets: { check: listOf(most.targets, digest), needed: false },
  votes: {
    check: closed({ for: numberFrom(0, 1_000, true), against: numberFrom(0, 1_000, true) }),
    needed: false,
  },
};

function digestOr(clear: RegExp): Check {
  const isClear = text(clear, "is neither a digest nor a name");
  return (value) => (digest(value) === null ? null : isClear(value));
}

/** To the minute: nobody is known again by when exactly they wrote. */
function minute(value: unknown): string | null {
  const isTime = typeof value === "string" && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z$/.test(value);
  return isTime && !Number.isNaN(Date.parse(value)) ? null : "is no time to the minute";
}

/** @example toMinute(new Date("2026-11-26T07:30:59.123Z")) // "2026-11-26T07:30Z" */
export function toMinute(time: Date): string {
  return `${time.toISOString().slice(0, 16)}Z`;
}
