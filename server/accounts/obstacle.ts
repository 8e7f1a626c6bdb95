/** Why somebody may not use their account now. */
export type Obstacle =
  /** The link that was mailed to them has not been opened. */
  | "unconfirmed"
  /** No moderator has said yes. */
  | "pending"
  /** Moderators keep them out. */
  | "disabled";

/** What stands in the way, in the order in which Mastodon names it; null when nothing does. */
export function obstacleOf(login: {
  state: string | null;
  emailConfirmedAt: Date | null;
  approvedAt: Date | null;
  disabledAt: Date | null;
}): Obstacle | null {
  if (login.emailConfirmedAt === null) return "unconfirmed";
  if (login.approvedAt === null) return "pending";
  return login.state !== "active" || login.disabledAt !== null ? "disabled" : null;
}
