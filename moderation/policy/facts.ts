import type { Filter } from "../filter.ts";

/** Where something stands when it is judged. */
export type Occasion = "inbound" | "outbound" | "edit" | "profile" | "registration" | "report";

/**
 * Everything that rules can ask about: plain data, gathered by the host before evaluation, so that the engine is pure. Unknown is null, and
 * a condition on what is unknown does not hold.
 */
export interface Facts {
  readonly occasion: Occasion;
  /** The community (local group) it is posted in, by its IRI. */
  readonly community: string | null;
  readonly author: {
    readonly iri: string | null;
    readonly handle: string | null;
    /** Null for one of this node. */
    readonly domain: string | null;
    readonly isLocal: boolean;
    readonly isBot: boolean;
    readonly kind: string | null;
    readonly role: string | null;
    readonly displayName: string;
    readonly bio: string;
    readonly hasAvatar: boolean;
    /** Days since it was made, by its own word or since it was first seen here, whichever is shorter. */
    readonly ageDays: number | null;
    readonly followers: number | null;
    readonly following: number | null;
    readonly posts: number | null;
    /** Followed by somebody here. */
    readonly isFollowedHere: boolean;
    readonly strikes: number;
    readonly trust: "new" | "known" | "trusted" | null;
    readonly filters: readonly Filter[];
  };
  readonly server: {
    readonly domain: string | null;
    /** Days since the node first heard of it. */
    readonly ageDays: number | null;
    readonly accountsKnown: number | null;
  };
  /** How often, in the time that the name says. */
  readonly rates: {
    readonly authorPostsHour: number | null;
    readonly authorMentionsHour: number | null;
    readonly serverPostsHour: number | null;
    readonly serverNewAccountsDay: number | null;
    readonly reportsHour: number | null;
    /** Posts with the same text or the same links by other authors in the last day. */
    readonly sameTextDay: number | null;
    readonly sameLinkDay: number | null;
  };
  readonly post: {
    readonly iri: string | null;
    readonly kind: string;
    readonly visibility: string;
    /** Plain text of title, warning and content. */
    readonly text: string;
    readonly language: string | null;
    readonly isReply: boolean;
    readonly isReplyToHere: boolean;
    readonly isQuote: boolean;
    readonly isSensitive: boolean;
    /** Host names of links, without mentions and hashtags. */
    readonly linkDomains: readonly string[];
    readonly links: readonly string[];
    readonly hashtags: readonly string[];
    readonly mentions: readonly string[];
    readonly mentionsHere: number;
    readonly media: readonly {
      readonly type: string;
      readonly hasDescription: boolean;
      /** Hex; null of media that are not on this node, as those of other servers' posts. */
      readonly sha256: string | null;
      readonly pdq: string | null;
    }[];
  } | null;
  readonly registration: {
    readonly username: string;
    readonly emailDomain: string | null;
    readonly reason: string;
    readonly address: string | null;
    /** Accounts that were made from there in the last day, without this one; of IPv6, from the same /64. */
    readonly signUpsFromAddressDay: number | null;
  } | null;
  /** By category, from models: 0 to 1. There are none yet, so that all of them are unknown. */
  readonly scores: Readonly<Record<string, number>>;
}
