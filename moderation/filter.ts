/**
 * What may be done to what an account or a domain sends, short of refusing it: FIRES' predefined filters
 * (https://fires.fedimod.org, concepts/filters) that are in force on a server like this, and some of our own. Of FIRES' are
 * missing `age-restrict` and `roadblock-warn-links`, and `auto-label`: labels are a rule's `label`, or an action.
 *
 * Each with what it can be asked for:
 *
 * - `rule`: a post, by the rules when it is written, comes in or is edited
 * - `post`: one post that is here, by moderators
 * - `account`: an account, by moderators or by the rules about profiles
 * - `own`: the same of an account of this node
 * - `domain`
 */
const places = {
  "auto-unlisted": ["rule", "post", "account", "own", "domain"],
  "auto-cw": ["rule", "account", "own", "domain"],
  "auto-sensitive": ["rule", "post", "account", "own", "domain"],
  "prevent-trending": ["rule", "post", "account", "own", "domain"],
  "prevent-recommendations": ["rule", "post", "account", "own", "domain"],
  "require-follow-requests": ["account", "own", "domain"],
  "reject-non-public": ["rule", "account", "own", "domain"],
  "ignore-non-public": ["rule", "account", "own", "domain"],
  "reject-replies": ["rule", "account", "own", "domain"],
  "ignore-replies": ["rule", "account", "own", "domain"],
  "reject-media": ["rule", "account", "own", "domain"],
  "reject-profile-avatars": ["account", "domain"],
  "reject-profile-media": ["account", "domain"],
  "reject-reports": ["account", "domain"],
  "ignore-reports": ["account", "domain"],
  "reject-moderation-notes": ["account", "domain"],
  "roadblock-disable-links": ["rule", "account", "own", "domain"],
  /** Of who joins with an e-mail address of the domain. */
  "reject-signups": ["domain"],
  // Our own.
  "prevent-notifications": ["rule", "account", "own", "domain"],
  "prevent-search": ["rule", "post", "account", "own", "domain"],
  /** Of links. */
  "prevent-previews": ["rule", "post", "account", "own", "domain"],
} as const satisfies Record<string, readonly FilterPlace[]>;

export type FilterPlace = "rule" | "post" | "account" | "own" | "domain";

export type Filter = keyof typeof places;

export const filters = Object.keys(places) as readonly Filter[];

export function isFilter(text: string): text is Filter {
  return Object.hasOwn(places, text);
}

/** @example filtersFor("post").includes("reject-signups") // false */
export function filtersFor(place: FilterPlace): readonly Filter[] {
  return filters.filter((filter) => (places[filter] as readonly FilterPlace[]).includes(place));
}
