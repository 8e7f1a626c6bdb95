import type { Filter } from "#moderation/filter.ts";
import type { Post } from "#protocol/model/post.ts";
import { withoutLinks } from "./links.ts";

/** The warning that `auto-cw` gives a post that has none: one text, by which it is known again. */
export const FILTER_WARNING = "Filtered by the moderators of this server";

/** What must stay when moderators decide about the post too, whoever asked for it. */
const keptOfAll: ReadonlySet<Filter> = new Set<Filter>(["auto-unlisted", "auto-sensitive", "auto-cw"]);

/**
 * What is remembered of what rules said: what readers of the post ask for later, and what an edit may not undo. What holds
 * for its author or the author's domain is asked for when it matters, so that it ends with the decision.
 */
const keptOfRules: ReadonlySet<Filter> = new Set<Filter>([
  ...keptOfAll,
  "reject-media",
  "roadblock-disable-links",
  "prevent-trending",
  "prevent-recommendations",
  "prevent-search",
  "prevent-previews",
]);

/** What is to be done to a post. */
export interface Asked {
  /** By rules about it. */
  rules: ReadonlySet<Filter>;
  /** By what holds for its author or the author's domain. */
  author: ReadonlySet<Filter>;
  /** Labels, by rules. */
  labels: readonly string[];
}

/** A post as it is stored here. */
export interface Filtered {
  post: Post;
  /** What its author chose, where a filter has changed it. */
  originalVisibility: "public" | null;
  originalSensitive: boolean | null;
  /** Nobody is notified of it. */
  isQuiet: boolean;
  /** Filters that are remembered with the post. */
  kept: Filter[];
  labels: readonly string[];
  /** The filter by which it is not taken at all: `reject` tells its sender, `ignore` does not. */
  refused: { by: Filter; isTold: boolean } | null;
}

/**
 * Does to a post what filters say.
 *
 * @returns null where nothing is asked for
 * @example applyFilters(post, { rules: new Set(["auto-unlisted"]), author: new Set(), labels: [] })?.post.visibility // "unlisted"
 */
export function applyFilters(post: Post, { rules, author, labels }: Asked): Filtered | null {
  if (rules.size + author.size + labels.length === 0) return null;
  const has = (filter: Filter) => rules.has(filter) || author.has(filter);
  const hides = has("auto-unlisted") && post.visibility === "public";
  const marks = (has("auto-sensitive") || has("auto-cw")) && !post.sensitive;
  const strips = has("reject-media") && post.media.length > 0;
  const warns = has("auto-cw") && post.warning === null;
  const said = has("roadblock-disable-links") ? withoutLinks(post) : post;
  const changed: Post = {
    ...said,
    ...(hides && { visibility: "unlisted" as const }),
    ...(marks && { sensitive: true }),
    ...(warns && { warning: FILTER_WARNING }),
    ...(strips && { media: [] }),
  };
  return {
    post: changed,
    originalVisibility: hides ? "public" : null,
    originalSensitive: marks ? false : null,
    isQuiet: has("prevent-notifications"),
    kept: [
      ...[...rules].filter((filter) => keptOfRules.has(filter)),
      ...[...author].filter((filter) => keptOfAll.has(filter) && !rules.has(filter)),
    ],
    labels,
    refused: refusal(post, has),
  };
}

function refusal(post: Post, has: (filter: Filter) => boolean): Filtered["refused"] {
  const isPrivate = post.visibility === "followers" || post.visibility === "direct";
  const isReply = post.inReplyTo !== null;
  if (isPrivate && has("ignore-non-public")) return { by: "ignore-non-public", isTold: false };
  if (isReply && has("ignore-replies")) return { by: "ignore-replies", isTold: false };
  if (isPrivate && has("reject-non-public")) return { by: "reject-non-public", isTold: true };
  if (isReply && has("reject-replies")) return { by: "reject-replies", isTold: true };
  return null;
}
