/**
 * What may be done to what an account or a domain sends, short of refusing it: FIRES' predefined filters
 * (https://fires.fedimod.org, concepts/filters) that have a meaning on a server like this, and some of our own.
 */
export const filters = [
  "auto-unlisted",
  "auto-cw",
  "auto-sensitive",
  "auto-label",
  "prevent-trending",
  "prevent-recommendations",
  "require-follow-requests",
  "reject-non-public",
  "ignore-non-public",
  "reject-replies",
  "ignore-replies",
  "reject-media",
  "reject-profile-avatars",
  "reject-profile-media",
  "reject-reports",
  "ignore-reports",
  "reject-moderation-notes",
  "roadblock-disable-links",
  "roadblock-warn-links",
  "reject-signups",
  // Our own.
  "prevent-notifications",
  "prevent-search",
  "prevent-previews",
] as const;

export type Filter = (typeof filters)[number];

const known: ReadonlySet<string> = new Set(filters);

export function isFilter(text: string): text is Filter {
  return known.has(text);
}
