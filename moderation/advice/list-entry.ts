import type { Filter } from "../filter.ts";

/** What a list says about one domain (or, in a FIRES dataset, one actor). */
export interface ListEntry {
  readonly entity: "domain" | "actor";
  readonly key: string;
  /** `accept` and `advisory` ask for nothing. */
  readonly verdict: "accept" | "none" | "limit" | "reject" | "advisory";
  readonly rejectMedia: boolean;
  readonly rejectReports: boolean;
  readonly filters: readonly Filter[];
  /** For moderators. */
  readonly reason: string;
  /** For everybody. */
  readonly publicReason: string;
  readonly obfuscate: boolean;
  /** IRIs of FIRES' labels. */
  readonly labels: readonly string[];
}

/** A line that cannot be used, numbered from 1, and why. */
export interface BadLine {
  readonly line: number;
  readonly text: string;
  readonly reason: BadLineReason;
}

export type BadLineReason =
  | "not-a-domain"
  | "obfuscated"
  | "unknown-severity"
  | "too-long"
  | "not-csv"
  | "not-an-entry";

/** @example domainEntry("bad.example", { verdict: "limit" }) */
export function domainEntry(key: string, said: Partial<Omit<ListEntry, "entity" | "key">> = {}): ListEntry {
  return {
    entity: "domain",
    key,
    verdict: "reject",
    rejectMedia: false,
    rejectReports: false,
    filters: [],
    reason: "",
    publicReason: "",
    obfuscate: false,
    labels: [],
    ...said,
  };
}
