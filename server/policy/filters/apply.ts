import type { Filter } from "#moderation/filter.ts";
import type { Post } from "#protocol/model/post.ts";

/** The warning that `auto-cw` gives a post that has none: one text, by which it is known again. */
const FILTER_WARNING = "Filtered by the moderators of this server";

/** What is remembered of a post: what its readers look up later, and what must stay when moderators decide about it too. */
const kept: ReadonlySet<Filter> = new Set<Filter>([
  "auto-unlisted",
  "auto-sensitive",
  "auto-cw",
  "auto-label",
  "prevent-trending",
  "prevent-search",
  "prevent-previews",
]);

/** A post as it is stored here. */
export interface Filtered {
  post: Post;
  /** What its author chose, where a filter has changed it. */
  originalVisibility: "public" | null;
  originalSensitive: boolean | null;
  /** Nobody is notified of it. */
  isQuiet: boolean;
  /** Filters that readers of the post ask for later. */
  kept: Filter[];
  /** The filter by which it is not taken at all: `reject` tells its sender, `ignore` does not. */
  refused: { by: Filter; isTold: boolean } | null;
}

/**
 * Does to a post what filters say.
 *
 * @example applyFilters(post, new Set(["auto-unlisted"])).post.visibility // "unlisted"
 */
export function applyFilters(post: Post, filters: ReadonlySet<Filter>): Filtered {
  const hides = filters.has("auto-unlisted") && post.visibility === "public";
  const marks = (filters.has("auto-sensitive") || filters.has("auto-cw")) && !post.sensitive;
  const strips = filters.has("reject-media") && post.media.length > 0;
  const warns = filters.has("auto-cw") && post.warning === null;
  const changed: Post = {
    ...post,
    ...(hides && { visibility: "unlisted" as const }),
    ...(marks && { sensitive: true }),
    ...(warns && { warning: FILTER_WARNING }),
    ...(strips && { media: [] }),
  };
  return {
    post: changed,
    originalVisibility: hides ? "public" : null,
    originalSensitive: marks ? false : null,
    isQuiet: filters.has("prevent-notifications"),
    kept: [...filters].filter((filter) => kept.has(filter)),
    refused: refusal(post, filters),
  };
}

function refusal(post: Post, filters: ReadonlySet<Filter>): Filtered["refused"] {
  const isPrivate = post.visibility === "followers" || post.visibility === "direct";
  const isReply = post.inReplyTo !== null;
  if (isPrivate && filters.has("ignore-non-public")) return { by: "ignore-non-public", isTold: false };
  if (isReply && filters.has("ignore-replies")) return { by: "ignore-replies", isTold: false };
  if (isPrivate && filters.has("reject-non-public")) return { by: "reject-non-public", isTold: true };
  if (isReply && filters.has("reject-replies")) return { by: "reject-replies", isTold: true };
  return null;
}
