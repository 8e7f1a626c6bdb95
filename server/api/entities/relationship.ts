import type { RelationshipView } from "../../relations/views/relationship.ts";

/** Mastodon's Relationship. https://docs.joinmastodon.org/entities/Relationship/ */
export function relationshipEntity(view: RelationshipView) {
  const { follow, mute } = view;
  return {
    id: view.id,
    following: follow?.state === "accepted",
    showing_reblogs: follow?.showsBoosts ?? false,
    notifying: follow?.notifies ?? false,
    languages: follow?.languages ?? null,
    followed_by: view.followedBy === "accepted",
    blocking: view.blocking,
    blocked_by: view.blockedBy,
    muting: mute !== null,
    muting_notifications: mute?.hidesNotifications ?? false,
    muting_expires_at: mute?.expiresAt?.toISOString() ?? null,
    requested: follow?.state === "pending",
    requested_by: view.followedBy === "pending",
    domain_blocking: view.domainBlocking,
    endorsed: view.endorsed,
    note: view.note,
  };
}
