import type { Iri } from "./iri.ts";

/** Who may see a post. `followers` is also called private elsewhere; `direct` means the mentioned accounts only. */
export type Visibility = "public" | "unlisted" | "followers" | "direct";

export const PUBLIC = "https://www.w3.org/ns/activitystreams#Public" as Iri;

export interface Addressing {
  to: Iri[];
  cc: Iri[];
}

/**
 * The `to` and `cc` of a post (ActivityPub §5.6, Mastodon's conventions for the four levels).
 *
 * @param followers the author's followers collection
 * @param mentioned the accounts named in the post
 */
export function addressing(visibility: Visibility, followers: Iri, mentioned: readonly Iri[]): Addressing {
  switch (visibility) {
    case "public":
      return { to: [PUBLIC], cc: [followers, ...mentioned] };
    case "unlisted":
      return { to: [followers], cc: [PUBLIC, ...mentioned] };
    case "followers":
      return { to: [followers], cc: [...mentioned] };
    case "direct":
      return { to: [...mentioned], cc: [] };
  }
}

const publicNames = new Set<string>([PUBLIC, "as:Public", "Public"]);

export function isPublic(iri: string): boolean {
  return publicNames.has(iri);
}

/**
 * The visibility that an addressing stands for. Anything addressed to neither the public nor a followers collection
 * is direct, the narrowest: a peer's odd addressing never widens an audience.
 */
export function visibilityOf({ to, cc }: Addressing, followers: Iri | null): Visibility {
  if (to.some(isPublic)) return "public";
  if (cc.some(isPublic)) return "unlisted";
  const isFollowers = (iri: string) =>
    iri === followers || (followers === null && iri.endsWith("/followers"));
  if (to.some(isFollowers) || cc.some(isFollowers)) return "followers";
  return "direct";
}

/** What {@link canView} needs to know of a viewer in relation to the author. */
export interface Viewer {
  isAuthor: boolean;
  isMentioned: boolean;
  /** Follows the author, and the follow was accepted. */
  isFollower: boolean;
  /** The author blocks the viewer. */
  isBlocked: boolean;
}

/** Whether somebody may see a post; `null` is somebody who has not signed in. The SQL predicate `visibleTo` agrees with it. */
export function canView(viewer: Viewer | null, visibility: Visibility): boolean {
  if (viewer?.isAuthor) return true;
  if (viewer?.isBlocked) return false;
  if (visibility === "public" || visibility === "unlisted") return true;
  if (viewer === null) return false;
  return viewer.isMentioned || (visibility === "followers" && viewer.isFollower);
}
