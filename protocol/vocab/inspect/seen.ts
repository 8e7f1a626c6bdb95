import type { Iri } from "../../ids/iri.ts";
import type { Visibility } from "../../ids/visibility.ts";

/** A medium as an inspection shows it. */
export interface SeenMedium {
  kind: string;
  url: string;
  mediaType: string | null;
  alt: string | null;
  width: number | null;
  height: number | null;
  previewUrl: string | null;
  /** Addresses of the same in other sizes and codings, when there are any. */
  alternatives?: string[];
  /** Languages, when there are any. */
  captions?: string[];
}

export interface SeenPoll {
  multiple: boolean;
  options: { title: string; votes: number }[];
  closesAt: string | null;
  voters: number | null;
}

/** What a node makes of a document. What the document does not say is `null` or empty. */
export interface Seen {
  /** ActivityStreams type of what is taken in, in lower case: "note", "video", "follow", "person", "webfinger". */
  kind: string;
  /** Whose it is: a post's author, an activity's actor, an actor's own id. */
  actor: Iri | null;
  title: string | null;
  /** Plain text. */
  text: string | null;
  warning: string | null;
  language: string | null;
  visibility: Visibility | null;
  inReplyTo: Iri | null;
  /** Hashtags without `#`. */
  tags: string[];
  media: SeenMedium[];
  poll: SeenPoll | null;
  /** ISO 8601, UTC. */
  published: string | null;
  url: string | null;
}

/** Members that only some kinds have: `activity`, `object`, `place`, `event`, `handle`, `ignored`, ... */
export type Extras = { [name: string]: unknown };

/** An inspection that says no more than what is given. */
export function seen(parts: Partial<Seen> & { kind: string }, extras: Extras = {}): Seen & Extras {
  const nothing: Omit<Seen, "kind"> = {
    actor: null,
    title: null,
    text: null,
    warning: null,
    language: null,
    visibility: null,
    inReplyTo: null,
    tags: [],
    media: [],
    poll: null,
    published: null,
    url: null,
  };
  const said = Object.entries(extras).filter(([, value]) => value !== null && value !== undefined);
  return { ...nothing, ...parts, ...Object.fromEntries(said) };
}
