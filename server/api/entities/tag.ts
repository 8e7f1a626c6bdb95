import type { Uris } from "#protocol/ids/uris.ts";
import type { HashtagFacts } from "../../hashtags/history.ts";
import type { UseDay } from "../../trends/history.ts";

type Deps = { readonly uris: Pick<Uris, "origin"> };

/**
 * Mastodon's Tag. https://docs.joinmastodon.org/entities/Tag/
 *
 * @param mine what the viewer has to do with it; left out without a viewer
 */
export function tagEntity(
  { uris }: Deps,
  tag: HashtagFacts,
  mine: { following: boolean; featuring: boolean } | null = null,
) {
  return {
    // A hashtag that nobody has used is known by its name alone.
    id: tag.id ?? tag.name,
    name: tag.displayName,
    url: `${uris.origin}/tags/${encodeURIComponent(tag.name)}`,
    history: historyEntity(tag.history),
    ...mine,
  };
}

/** Days as Mastodon counts them: all numbers in text, the day as the Unix time of its beginning. */
export function historyEntity(days: readonly UseDay[]) {
  return days.map(({ day, uses, accounts }) => ({
    day: String(Date.parse(`${day}T00:00:00Z`) / 1000),
    accounts: String(accounts),
    uses: String(uses),
  }));
}
