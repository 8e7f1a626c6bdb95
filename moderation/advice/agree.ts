import type { Filter } from "../filter.ts";
import type { ListEntry } from "./list-entry.ts";

/** How much a list has to say. */
export interface ListRights {
  readonly id: string;
  readonly mode: "apply" | "recommend";
  /** 0-255. */
  readonly priority: number;
  readonly threshold: number;
  readonly merge: "max" | "min";
  readonly maxVerdict: "none" | "limit" | "reject";
  readonly exclusions: readonly string[];
}

/** What one list says about a domain. */
export interface Voice {
  readonly list: ListRights;
  readonly entry: Pick<
    ListEntry,
    "verdict" | "rejectMedia" | "rejectReports" | "filters" | "reason" | "publicReason" | "obfuscate"
  >;
  /** What a moderator said to it. */
  readonly answer: "confirmed" | "dismissed" | null;
}

/** What a list brings about. */
export interface ListDecision {
  readonly verdict: "none" | "limit" | "reject";
  readonly rejectMedia: boolean;
  readonly rejectReports: boolean;
  readonly filters: readonly Filter[];
  readonly reason: string;
  readonly publicReason: string;
  readonly obfuscate: boolean;
}

const strictness = { accept: -1, advisory: -1, none: 0, limit: 1, reject: 2 } as const;

/**
 * What the lists that name a domain bring about, each by itself: a list that takes its word back takes only that with it.
 *
 * 1. A list has no say about what it excludes, nor where a moderator has dismissed what it says.
 * 2. A list that applies counts once as many lists name the domain as it wants; one that recommends, once a moderator has
 *    confirmed what it says.
 * 3. Of those that count, the ones of the highest priority have their way; if such a one accepts the domain, nothing is done.
 * 4. With `min`, what all of these ask for is done, and no more; else each asks for its own, of which the strictest holds.
 * 5. No list brings about more than it may.
 *
 * @returns by the lists' ids; those that are absent bring about nothing
 */
export function agree(domain: string, voices: readonly Voice[]): Map<string, ListDecision> {
  const heard = voices.filter(
    ({ list, answer }) => answer !== "dismissed" && !list.exclusions.some((name) => isUnder(domain, name)),
  );
  const asking = heard.filter(asks).length;
  const counting = heard.filter(
    (voice) =>
      (asks(voice) || voice.entry.verdict === "accept") &&
      (voice.list.mode === "recommend" ? voice.answer === "confirmed" : asking >= voice.list.threshold),
  );
  const highest = Math.max(...counting.map(({ list }) => list.priority));
  const first = counting.filter(({ list }) => list.priority === highest);
  if (first.some(({ entry }) => entry.verdict === "accept")) return new Map();
  const least = first.some(({ list }) => list.merge === "min") ? common(first) : null;
  return new Map(first.map(({ list, entry }) => [list.id, capped({ ...entry, ...least }, list)]));
}

function asks({ entry }: Voice): boolean {
  return strictness[entry.verdict] >= 0;
}

function common(voices: readonly Voice[]) {
  const [first, ...rest] = voices.map(({ entry }) => entry);
  if (first === undefined) return null;
  return rest.reduce<Pick<Voice["entry"], "verdict" | "rejectMedia" | "rejectReports" | "filters">>(
    (least, { verdict, rejectMedia, rejectReports, filters }) => ({
      verdict: strictness[verdict] < strictness[least.verdict] ? verdict : least.verdict,
      rejectMedia: least.rejectMedia && rejectMedia,
      rejectReports: least.rejectReports && rejectReports,
      filters: least.filters.filter((filter) => filters.includes(filter)),
    }),
    {
      verdict: first.verdict,
      rejectMedia: first.rejectMedia,
      rejectReports: first.rejectReports,
      filters: first.filters,
    },
  );
}

function capped(entry: Voice["entry"], { maxVerdict }: ListRights): ListDecision {
  const { rejectMedia, rejectReports, filters, reason, publicReason, obfuscate } = entry;
  const asked = entry.verdict === "reject" || entry.verdict === "limit" ? entry.verdict : "none";
  const verdict = strictness[asked] > strictness[maxVerdict] ? maxVerdict : asked;
  return { verdict, rejectMedia, rejectReports, filters, reason, publicReason, obfuscate };
}

/** Whether a domain is another, or under it. */
export function isUnder(domain: string, other: string): boolean {
  return domain === other || domain.endsWith(`.${other}`);
}
