import type { SubjectKind } from "../subject.ts";

/**
 * What a node does about a subject, and which subjects it can be done to. `none` closes a case without a consequence; the others
 * stay in force until they are undone or end.
 *
 * - `warn`: the author is told; counts as a strike
 * - `label`: a word that readers see beside it
 * - `note`: a note of context that readers see beside a post
 * - `sensitive`: its media are hidden until asked for
 * - `filter`: see `moderation/filter.ts`
 * - `limit`: only who follows an account, or those of a domain, meets them
 * - `hold`: hidden, or an account's new posts wait, until somebody has looked
 * - `remove`: gone from this node and, where the author is of this node, from others
 * - `freeze`: its owner cannot use the account
 * - `suspend`: the account and everything of it is hidden; after thirty days it is erased, unless it ends by itself
 * - `defederate`: nothing is exchanged with a domain
 */
export const actionKinds = {
  none: ["post", "account", "medium", "domain", "hashtag"],
  warn: ["post", "account"],
  label: ["post", "account"],
  note: ["post"],
  sensitive: ["post", "account"],
  filter: ["post", "account", "domain"],
  limit: ["account", "domain", "hashtag"],
  hold: ["post", "account"],
  remove: ["post"],
  freeze: ["account"],
  suspend: ["account"],
  defederate: ["domain"],
} as const satisfies Record<string, readonly SubjectKind[]>;

export type ActionKind = keyof typeof actionKinds;

/** What some kinds need beside. */
export interface ActionParams {
  /** For `label`: lower case, at most 64 characters. */
  readonly label?: string;
  /** For `note`: plain text, at most 1,000 characters. */
  readonly note?: string;
  /** For `note`, in place of a text: the id of a note that people here wrote and found helpful. */
  readonly contextNote?: string;
  /** For `filter`. */
  readonly filters?: readonly string[];
  /** For a domain: what `reject-media` and `reject-reports` say, and the reason that everybody may read. */
  readonly publicReason?: string;
}
