import type { Iri } from "#protocol/ids/iri.ts";
import type { Visibility } from "#protocol/ids/visibility.ts";
import type { Account, ProfileField } from "#protocol/model/account.ts";
import type { Medium } from "#protocol/model/medium.ts";
import type { CustomEmoji, EventTimes, Mention, Place, PostKind, QuotePolicy } from "#protocol/model/post.ts";
import type { FieldSource } from "../../accounts/schema.ts";
import type { ShownNote } from "../../actions/schema.ts";
import type { QuoteState } from "../row.ts";

/** What is shown of an account beside what it wrote. */
export interface AccountSummary {
  id: string;
  iri: Iri;
  username: string;
  /** Null for accounts of this node. */
  domain: string | null;
  displayName: string;
  kind: Account["kind"];
  url: string;
  avatarUrl: string | null;
  avatarAlt: string | null;
  headerUrl: string | null;
  headerAlt: string | null;
  locked: boolean;
  emojis: CustomEmoji[];
  bioHtml: string;
  fields: ProfileField[];
  fieldSources: FieldSource[];
  discoverable: boolean;
  indexable: boolean;
  hideCollections: boolean;
  memorial: boolean;
  limited: boolean;
  /** Everything it attaches is marked as sensitive. */
  sensitized: boolean;
  state: "active" | "suspended" | "deleted";
  movedTo: string | null;
  followersCount: number;
  followingCount: number;
  postsCount: number;
  lastPostAt: Date | null;
  /** When it was made, by its own server's word. */
  createdAt: Date;
  /** Words that the moderators of this node have readers see beside it. */
  labels: string[];
}

/** Somebody named by a post, who is known here. */
export interface MentionView {
  id: string;
  username: string;
  domain: string | null;
  url: string;
}

export interface PollView {
  multiple: boolean;
  /** Numbers are not for readers before it is closed. */
  hidesTotals: boolean;
  options: { title: string; votes: number }[];
  voters: number | null;
  closesAt: Date | null;
  closed: boolean;
  /** Positions the viewer has chosen. */
  chosen: number[];
}

export interface ReactionView {
  emoji: string;
  url: string | null;
  count: number;
  /** Whether the viewer is among them. */
  mine: boolean;
}

/** Why a quote that its author accepted is not shown: gone, not for the viewer, or whose author the viewer shuts out. */
export type QuoteObstacle = "deleted" | "unauthorized" | "blocked" | "domain-blocked" | "muted";

export interface QuoteView {
  iri: Iri;
  /** Null when the quoted post is not known here, or not shown. */
  id: string | null;
  state: QuoteState;
  /**
   * The quoted post, once its author has consented and when the viewer may see it, also from authors the viewer shuts out.
   * Its own quote has no post.
   */
  post: PostView | null;
  obstacle: QuoteObstacle | null;
}

/** Whether somebody may quote a post (FEP-044f), as far as this node can tell. */
export type MayQuote = "automatic" | "denied" | "unknown";

/** A post with everything a client needs to show it to one viewer. */
export interface PostView {
  id: string;
  iri: Iri;
  url: string;
  kind: PostKind;
  type: string;
  account: AccountSummary;
  title: string | null;
  html: string;
  warning: string | null;
  summary: string | null;
  sensitive: boolean;
  language: string | null;
  visibility: Visibility;
  link: string | null;
  community: Iri | null;
  inReplyTo: { iri: Iri; id: string | null; accountId: string | null } | null;
  conversationId: string;
  mentions: Mention[];
  /** Those of them that are accounts known here. */
  mentioned: MentionView[];
  hashtags: string[];
  emojis: CustomEmoji[];
  media: Medium[];
  place: Place | null;
  event: EventTimes | null;
  rating: number | null;
  /** Seconds. */
  duration: number | null;
  poll: PollView | null;
  quote: QuoteView | null;
  quotePolicy: QuotePolicy | null;
  reactions: ReactionView[];
  counts: { replies: number; boosts: number; likes: number; quotes: number };
  /** What the viewer has done with it; all false for nobody in particular. */
  viewer: {
    liked: boolean;
    boosted: boolean;
    bookmarked: boolean;
    mutedConversation: boolean;
    mayQuote: MayQuote;
  };
  /** What a post of this node was written with, where its author's client said so. */
  application: { name: string; website: string | null } | null;
  isPinned: boolean;
  /** What is to be seen beside it: words of the moderators of this node, and texts that give context, theirs and readers'. */
  marks: { labels: string[]; notes: ShownNote[] };
  publishedAt: Date;
  editedAt: Date | null;
}
