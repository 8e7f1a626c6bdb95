import type { AccountKind } from "../model/account.ts";
import type { PostKind } from "../model/post.ts";

/** Types of actors. `Feed` is PieFed's list of communities, which is followed and boosts as a group does. */
export const accountKinds: ReadonlyMap<string, AccountKind> = new Map([
  ["Person", "person"],
  ["Service", "service"],
  ["Group", "group"],
  ["Organization", "organization"],
  ["Application", "application"],
  ["Feed", "group"],
]);

/** Types that read as a post. BookWyrm's and the photo and music software's own types stand beside those of the vocabulary. */
export const postKinds: ReadonlyMap<string, PostKind> = new Map([
  ["Note", "note"],
  ["Comment", "note"],
  ["Quotation", "note"],
  ["GeneratedNote", "note"],
  ["Article", "article"],
  ["BlogPosting", "article"],
  ["Question", "question"],
  ["Page", "page"],
  ["Video", "video"],
  ["Event", "event"],
  ["Audio", "audio"],
  ["PodcastEpisode", "audio"],
  ["Track", "audio"],
  ["Image", "image"],
  ["Review", "review"],
  ["Rating", "review"],
  ["Album", "album"],
  ["ChatMessage", "chat"],
  ["EncryptedMessage", "chat"],
  ["Story", "other"],
  ["Document", "other"],
]);

/** Collections, and the types that software derives from them. */
export const collectionTypes: ReadonlySet<string> = new Set([
  "Collection",
  "OrderedCollection",
  "CollectionPage",
  "OrderedCollectionPage",
  "BookList",
  "Shelf",
  "Library",
  "Conversation",
  "Playlist",
]);

/** Stamps by which an author allows an interaction (FEP-044f and GoToSocial's interaction policies). */
export const authorizationTypes: ReadonlySet<string> = new Set([
  "QuoteAuthorization",
  "LikeAuthorization",
  "ReplyAuthorization",
  "AnnounceAuthorization",
]);

/** Activities that change something on a node. All others are accepted and ignored. */
export const effectiveActivities: ReadonlySet<string> = new Set([
  "Create",
  "Update",
  "Delete",
  "Undo",
  "Follow",
  "Accept",
  "Reject",
  "Like",
  "Dislike",
  "EmojiReact",
  "Announce",
  "Add",
  "Remove",
  "Block",
  "Flag",
  "Resolve",
  "Move",
  "QuoteRequest",
]);
