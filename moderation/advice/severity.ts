import { type Filter, isFilter } from "../filter.ts";
import type { ListEntry } from "./list-entry.ts";

const words: Readonly<Record<string, ListEntry["verdict"]>> = {
  "": "reject",
  suspend: "reject",
  reject: "reject",
  block: "reject",
  drop: "reject",
  silence: "limit",
  limit: "limit",
  noop: "none",
  none: "none",
  filter: "none",
};

/** A severity as Mastodon (or GoToSocial, FediBlockHole) names it; one that is not said is the strictest, as there. */
export function severityOf(word: string): ListEntry["verdict"] | null {
  return words[word.trim().toLowerCase()] ?? null;
}

/** The filters that are known here, of those named; FIRES names them by IRIs, too. */
export function filtersOf(names: readonly string[]): Filter[] {
  const known = names.map((name) => name.slice(name.search(/[^/#]*$/))).filter(isFilter);
  return [...new Set(known)].toSorted();
}
