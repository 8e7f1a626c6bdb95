import type { PathName } from "#protocol/ids/uris.ts";
import { findFeatured, findFollowers, findFollowing, findOutbox } from "./account-collections.ts";
import { findActor, findNodeActor } from "./accounts.ts";
import { findActivity } from "./activities.ts";
import type { Asked, ServingPorts } from "./asked.ts";
import { findEmoji } from "./emojis.ts";
import type { Found } from "./found.ts";
import { findContext, findLikes, findReplies, findShares } from "./post-collections.ts";
import { findPost } from "./posts.ts";
import { findQuoteAuthorization } from "./quotes.ts";
import { findChannel, findChannelOutbox, findVideo } from "./videos.ts";

export type Route = (deps: ServingPorts, asked: Asked) => Promise<Found>;

/** The documents of a node by their paths. The compiler sees to it that no path is forgotten. */
export const routes: Readonly<Record<PathName, Route | "inbox" | "page">> = {
  account: findActor,
  nodeActor: findNodeActor,
  outbox: findOutbox,
  followers: findFollowers,
  following: findFollowing,
  featured: findFeatured,
  channel: findChannel,
  channelOutbox: findChannelOutbox,
  post: findPost,
  replies: findReplies,
  likes: findLikes,
  shares: findShares,
  context: findContext,
  video: findVideo,
  quoteAuthorization: findQuoteAuthorization,
  activity: findActivity,
  emoji: findEmoji,
  inbox: "inbox",
  sharedInbox: "inbox",
  profilePage: "page",
  postPage: "page",
  // The server's: their documents are signed once and served as they are.
  roster: "page",
  case: "page",
  panel: "page",
  ballot: "page",
  decision: "page",
  rule: "page",
  contextNote: "page",
};

/** Read without a signature in any case: they hold the keys that signatures are verified with. */
export const alwaysReadable: ReadonlySet<PathName> = new Set(["account", "nodeActor", "channel"]);
