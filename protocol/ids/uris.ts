import type { Iri } from "./iri.ts";

/**
 * The paths of a node's own documents. Routers and the minter share this table, so that an id that is minted is an id
 * that is served.
 */
export const paths = {
  account: "/users/:account",
  inbox: "/users/:account/inbox",
  outbox: "/users/:account/outbox",
  followers: "/users/:account/followers",
  following: "/users/:account/following",
  featured: "/users/:account/featured",
  channel: "/users/:account/channel",
  channelOutbox: "/users/:account/channel/outbox",
  sharedInbox: "/inbox",
  nodeActor: "/actor",
  post: "/posts/:post",
  replies: "/posts/:post/replies",
  likes: "/posts/:post/likes",
  shares: "/posts/:post/shares",
  video: "/videos/:post",
  quoteAuthorization: "/quotes/:quote",
  context: "/contexts/:context",
  activity: "/activities/:activity",
  profilePage: "/@:username",
  postPage: "/@:username/:post",
  emoji: "/emojis/:emoji",
  roster: "/moot/roster",
  case: "/moot/cases/:case",
  panel: "/moot/panels/:panel",
  ballot: "/moot/ballots/:ballot",
  decision: "/moot/decisions/:decision",
  rule: "/moot/rules/:rule",
  contextNote: "/moot/notes/:note",
} as const;

export type PathName = keyof typeof paths;

export interface LocalUri {
  name: PathName;
  /** The value of the path's first parameter, decoded; empty when the path has none. */
  id: string;
}

/** The only minter and parser of a node's own IRIs. */
export interface Uris {
  readonly origin: string;
  /** What the addresses of the node's files begin with, without a slash at its end. */
  readonly files: string;
  account(id: string): Iri;
  inbox(id: string): Iri;
  outbox(id: string): Iri;
  followers(id: string): Iri;
  following(id: string): Iri;
  featured(id: string): Iri;
  /** The group that an account's films appear in. */
  channel(id: string): Iri;
  /** What is in that group, by the account's id. */
  channelOutbox(id: string): Iri;
  sharedInbox(): Iri;
  nodeActor(): Iri;
  post(id: string): Iri;
  replies(id: string): Iri;
  likes(id: string): Iri;
  shares(id: string): Iri;
  /** The film of a post, by the post's id. */
  video(postId: string): Iri;
  quoteAuthorization(id: string): Iri;
  context(id: string): Iri;
  activity(id: string): Iri;
  emoji(shortcode: string): Iri;
  /** Everybody who is or was a trustee here, by the names under which they sign. */
  roster(): Iri;
  /** What a case is called outside; nobody gets it there. */
  case(id: string): Iri;
  panel(id: string): Iri;
  /** One that was cast in a panel; its own id among all. */
  ballot(id: string): Iri;
  decision(id: string): Iri;
  /** A rule of the node, as decisions name it. */
  rule(id: string): Iri;
  contextNote(id: string): Iri;
  profilePage(username: string): Iri;
  postPage(username: string, id: string): Iri;
  /** Whether an IRI is under this node's origin, however it writes it: `https://NODE.example:443/` is. */
  isLocal(iri: string): boolean;
  /** Which of this node's documents an IRI names; `null` for a foreign or unknown one. Query and fragment are ignored. */
  parse(iri: string): LocalUri | null;
}

/**
 * @param origin scheme, host and port without a trailing slash
 * @param files where the node's files are served, when that is not at the node
 * @example createUris("https://example.social").post("0190…") // "https://example.social/posts/0190…"
 */
export function createUris(origin: string, files = `${origin}/files`): Uris {
  const fill = (name: PathName, ...values: string[]): Iri => {
    let next = 0;
    const path = paths[name].replace(/:[a-z]+/g, () => encodeURIComponent(values[next++] ?? ""));
    return `${origin}${path}` as Iri;
  };
  const one = (name: PathName) => (id: string) => fill(name, id);
  const isLocal = (iri: string) =>
    iri === origin || iri.startsWith(`${origin}/`) || isSameOrigin(iri, origin);

  return {
    origin,
    files,
    account: one("account"),
    inbox: one("inbox"),
    outbox: one("outbox"),
    followers: one("followers"),
    following: one("following"),
    featured: one("featured"),
    channel: one("channel"),
    channelOutbox: one("channelOutbox"),
    sharedInbox: () => fill("sharedInbox"),
    nodeActor: () => fill("nodeActor"),
    post: one("post"),
    replies: one("replies"),
    likes: one("likes"),
    shares: one("shares"),
    video: one("video"),
    quoteAuthorization: one("quoteAuthorization"),
    context: one("context"),
    activity: one("activity"),
    emoji: one("emoji"),
    roster: () => fill("roster"),
    case: one("case"),
    panel: one("panel"),
    ballot: one("ballot"),
    decision: one("decision"),
    rule: one("rule"),
    contextNote: one("contextNote"),
    profilePage: one("profilePage"),
    postPage: (username, id) => fill("postPage", username, id),
    isLocal,
    parse: (iri) => (isLocal(iri) ? matchPath(new URL(iri).pathname) : null),
  };
}

/** Most IRIs: nothing in their origin could be written otherwise. */
const plain = /^https?:\/\/[a-z0-9.-]+(?:\/|$)/;

/** Whether an IRI is under an origin though it writes it otherwise: in capitals, with the scheme's own port, encoded. */
function isSameOrigin(iri: string, origin: string): boolean {
  return !plain.test(iri) && URL.parse(iri)?.origin === origin;
}

const matchers = Object.entries(paths).map(([name, path]) => ({
  name: name as PathName,
  pattern: new RegExp(`^${path.replace(/:[a-z]+/g, "([^/]+)")}$`),
}));

function matchPath(pathname: string): LocalUri | null {
  for (const { name, pattern } of matchers) {
    const match = pattern.exec(pathname);
    if (match !== null) return { name, id: decode(match[1] ?? "") };
  }
  return null;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
