import type { Filter } from "./model.ts";

/** What is looked at of a post. */
export interface Filterable {
  readonly id: string;
  readonly title: string | null;
  readonly html: string;
  readonly warning: string | null;
  readonly media: readonly { alt: string | null }[];
  readonly poll: { options: readonly { title: string }[] } | null;
}

/** A filter that a post comes under. */
export interface Match {
  filter: Filter;
  /** What the post says of what the filter looks for; null when it says nothing. */
  phrase: string | null;
  /** Whether the filter names the post. */
  isNamed: boolean;
}

/** An account's filters, made ready for any number of posts. */
export interface CompiledFilters {
  readonly isEmpty: boolean;
  /** What they cost to keep. */
  readonly size: number;
  /**
   * The filters that a post comes under, whatever their contexts: as Mastodon's API gives them, and its clients show by
   * them. Those that have expired do nothing.
   */
  match(post: Filterable, now: Date): Match[];
}

/** Everybody's filters, ready to be matched with. */
export interface FilterBook {
  /** An account's filters, at most a second old. */
  of(accountId: string): Promise<CompiledFilters>;
  /** They have changed by this process. */
  forget(accountId: string): void;
}
