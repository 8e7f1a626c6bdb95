/** What somebody can be told of. Who did it is `from`; the account itself where the node did it. */
export const notificationKinds = [
  "mention",
  "reply",
  "like",
  "reaction",
  "boost",
  "follow",
  "follow-request",
  "follow-accepted",
  "poll",
  /** A post that one boosted says something else now. */
  "edit",
  "quote",
  /** A post that one quoted says something else now; the post is one's own, which quotes it. */
  "quoted-edit",
  "move",
  /** Somebody whose posts one wants to hear of has posted. */
  "post",
  /** Somebody joined; for moderators. */
  "sign-up",
  /** A report came in; for moderators. The subject is the report. */
  "report",
  /** Follows ended by a decision about a domain or an account; the subject is the event. */
  "severance",
  /** A moderator's decision about oneself; the subject is the warning. */
  "warning",
] as const;

export type NotificationKind = (typeof notificationKinds)[number];
