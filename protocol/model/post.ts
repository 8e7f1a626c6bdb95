import type { Iri } from "../ids/iri.ts";
import type { Visibility } from "../ids/visibility.ts";
import type { Medium } from "./medium.ts";

/** What a post is. `image` and `album` come from photo software, `chat` from ChatMessage, `work` from BookWyrm's catalogue. */
export type PostKind =
  | "note"
  | "article"
  | "question"
  | "page"
  | "video"
  | "event"
  | "audio"
  | "image"
  | "review"
  | "album"
  | "chat"
  | "other";

export interface CustomEmoji {
  /** Without colons. */
  shortcode: string;
  url: string;
  iri: Iri | null;
}

export interface Mention {
  iri: Iri;
  /** As written: `@ana@example.social`; may lack the domain. */
  name: string;
}

export interface PollOption {
  title: string;
  votes: number;
}

export interface Poll {
  multiple: boolean;
  options: PollOption[];
  /** Distinct voters, when the origin counts them. */
  voters: number | null;
  closesAt: Date | null;
  closedAt: Date | null;
  /** Its numbers are told only when it is closed. */
  hidesTotals?: boolean;
}

export interface Place {
  name: string;
  /** Street, city, country as one line. */
  address: string | null;
  latitude: number | null;
  longitude: number | null;
}

export interface EventTimes {
  startsAt: Date;
  endsAt: Date | null;
}

export interface Quote {
  iri: Iri;
  /** The quoted author's stamp (FEP-044f `quoteAuthorization`); `null` when none was given. */
  authorization: Iri | null;
}

/** Who may quote without asking, and who may ask (FEP-044f `interactionPolicy.canQuote`). */
export type QuotePolicy = "public" | "followers" | "nobody";

/** A post as peers see it, independent of how any of them writes it down. All HTML in it is sanitised. */
export interface Post {
  iri: Iri;
  kind: PostKind;
  /** The ActivityStreams type as sent: "Note", "Page", "Video", ... */
  type: string;
  /** The account the post speaks for; always of the same origin as the post. */
  author: Iri;
  /** The Group it was posted to (`audience`, a channel, a magazine). */
  community: Iri | null;
  /** Plain text. */
  title: string | null;
  html: string;
  /** Content warning or spoiler, plain text. */
  warning: string | null;
  /** Subtitle or excerpt, plain text: what `summary` means beside a title. */
  summary: string | null;
  /** What the author typed, when the origin tells. */
  source: { content: string; mediaType: string } | null;
  sensitive: boolean;
  /** BCP 47. */
  language: string | null;
  visibility: Visibility;
  to: Iri[];
  cc: Iri[];
  inReplyTo: Iri | null;
  /** The conversation (`context`, FEP-7888, or `conversation`). */
  context: string | null;
  quote: Quote | null;
  quotePolicy: QuotePolicy | null;
  mentions: Mention[];
  /** Without `#`, as written. */
  hashtags: string[];
  emojis: CustomEmoji[];
  media: Medium[];
  /** Web page to open for a person. Equals the IRI when none is named. */
  url: string;
  /** Link that the post is about (a link post, an event's website), beside `url`. */
  link: string | null;
  poll: Poll | null;
  event: EventTimes | null;
  place: Place | null;
  /** A review's stars, 0 to 5. */
  rating: number | null;
  /** Seconds, for video and audio. */
  duration: number | null;
  /** Whether replies are welcome (`commentsEnabled`, `capabilities.reply`); `null` when not said. */
  repliesAllowed: boolean | null;
  replies: Iri | null;
  publishedAt: Date | null;
  updatedAt: Date | null;
}
