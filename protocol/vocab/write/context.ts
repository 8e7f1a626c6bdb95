import type { JsonObject } from "../../model/activity.ts";

export const activityStreams = "https://www.w3.org/ns/activitystreams";

/**
 * The contexts of what this library writes. Terms are spelled as Mastodon spells them, inline, because peers compare
 * documents with its, and some expand no context that they cannot fetch.
 */

const quotes = {
  quote: { "@id": "https://w3id.org/fep/044f#quote", "@type": "@id" },
  quoteAuthorization: { "@id": "https://w3id.org/fep/044f#quoteAuthorization", "@type": "@id" },
  quoteUrl: "as:quoteUrl",
  quoteUri: "http://fedibird.com/ns#quoteUri",
  _misskey_quote: "https://misskey-hub.net/ns#_misskey_quote",
};

const interactionPolicy = {
  gts: "https://gotosocial.org/ns#",
  interactionPolicy: { "@id": "gts:interactionPolicy", "@type": "@id" },
  canQuote: { "@id": "gts:canQuote", "@type": "@id" },
  automaticApproval: { "@id": "gts:automaticApproval", "@type": "@id" },
  manualApproval: { "@id": "gts:manualApproval", "@type": "@id" },
};

const emoji = { toot: "http://joinmastodon.org/ns#", Emoji: "toot:Emoji" };

const postTerms = {
  ...emoji,
  sensitive: "as:sensitive",
  Hashtag: "as:Hashtag",
  votersCount: "toot:votersCount",
  blurhash: "toot:blurhash",
  focalPoint: { "@container": "@list", "@id": "toot:focalPoint" },
  ...quotes,
  ...interactionPolicy,
};

/** What is said of a file beyond what Mastodon says: in PeerTube's words, but for what nobody had a word for. */
const fileTerms = {
  pt: "https://joinpeertube.org/ns#",
  schema: "http://schema.org#",
  size: "pt:size",
  fps: "pt:fps",
  subtitleLanguage: "schema:subtitleLanguage",
  identifier: "schema:identifier",
  loops: "https://w3id.org/folkmoot/v1#loops",
};

export const postContext = [activityStreams, postTerms];

export const postWithMediaContext = [activityStreams, { ...postTerms, ...fileTerms }];

/** A film, in PeerTube's words. */
export const videoContext = [
  activityStreams,
  {
    pt: "https://joinpeertube.org/ns#",
    sc: "http://schema.org/",
    Hashtag: "as:Hashtag",
    sensitive: "as:sensitive",
    uuid: "sc:identifier",
    identifier: "sc:identifier",
    language: "sc:inLanguage",
    subtitleLanguage: "sc:subtitleLanguage",
    aspectRatio: "pt:aspectRatio",
    isLiveBroadcast: "sc:isLiveBroadcast",
    views: "pt:views",
    state: "pt:state",
    size: "pt:size",
    fps: "pt:fps",
    commentsPolicy: "pt:commentsPolicy",
    commentsEnabled: "pt:commentsEnabled",
    downloadEnabled: "pt:downloadEnabled",
    waitTranscoding: "pt:waitTranscoding",
    likes: { "@id": "as:likes", "@type": "@id" },
    shares: { "@id": "as:shares", "@type": "@id" },
    comments: { "@id": "pt:comments", "@type": "@id" },
  },
];

export const accountContext = [
  activityStreams,
  "https://w3id.org/security/v1",
  "https://w3id.org/security/data-integrity/v1",
  "https://w3id.org/security/multikey/v1",
  {
    ...emoji,
    // FEP-521a; the context that also defines it (did/v1) protects terms that are defined here as well.
    assertionMethod: {
      "@id": "https://w3id.org/security#assertionMethod",
      "@type": "@id",
      "@container": "@set",
    },
    manuallyApprovesFollowers: "as:manuallyApprovesFollowers",
    featured: { "@id": "toot:featured", "@type": "@id" },
    alsoKnownAs: { "@id": "as:alsoKnownAs", "@type": "@id" },
    movedTo: { "@id": "as:movedTo", "@type": "@id" },
    discoverable: "toot:discoverable",
    indexable: "toot:indexable",
    memorial: "toot:memorial",
    suspended: "toot:suspended",
    // Mastodon types them as ids; a bare domain would then be a relative one, which signing refuses.
    attributionDomains: "toot:attributionDomains",
    schema: "http://schema.org#",
    PropertyValue: "schema:PropertyValue",
    value: "schema:value",
    webfinger: "https://purl.archive.org/socialweb/webfinger#webfinger",
  },
];

export const emojiContext = [activityStreams, emoji];

export const reactionContext = [
  activityStreams,
  { ...emoji, litepub: "http://litepub.social/ns#", EmojiReact: "litepub:EmojiReact" },
];

export const quoteRequestContext = [
  activityStreams,
  { ...postTerms, ...fileTerms, QuoteRequest: "https://w3id.org/fep/044f#QuoteRequest" },
];

export const quoteAuthorizationContext = [
  activityStreams,
  {
    gts: "https://gotosocial.org/ns#",
    QuoteAuthorization: "https://w3id.org/fep/044f#QuoteAuthorization",
    interactingObject: { "@id": "gts:interactingObject", "@type": "@id" },
    interactionTarget: { "@id": "gts:interactionTarget", "@type": "@id" },
  },
];

/** A document without its `@context`, to be inlined in one that has the same. */
export function withoutContext(json: JsonObject): JsonObject {
  const { "@context": _, ...rest } = json;
  return rest;
}

/** A document without its absent members: what is `null`, `undefined` or an empty list says nothing. */
export function compact(json: JsonObject): JsonObject {
  const present = ([, value]: [string, unknown]) =>
    value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(json).filter(present));
}
