import { preloadedContexts } from "@fedify/vocab-runtime";

type Context = Readonly<Record<string, unknown>>;

const id = (iri: string) => ({ "@id": iri, "@type": "@id" });

/** Terms that several peers' contexts share, in the meaning they all give them. */
const SHARED: Context = {
  toot: "http://joinmastodon.org/ns#",
  ostatus: "http://ostatus.org#",
  schema: "http://schema.org#",
  misskey: "https://misskey-hub.net/ns#",
  Hashtag: "as:Hashtag",
  Emoji: "toot:Emoji",
  PropertyValue: "schema:PropertyValue",
  value: "schema:value",
  sensitive: "as:sensitive",
  manuallyApprovesFollowers: "as:manuallyApprovesFollowers",
  alsoKnownAs: id("as:alsoKnownAs"),
  movedTo: id("as:movedTo"),
  quoteUrl: "as:quoteUrl",
  discoverable: "toot:discoverable",
  indexable: "toot:indexable",
  featured: id("toot:featured"),
  blurhash: "toot:blurhash",
  focalPoint: { "@id": "toot:focalPoint", "@container": "@list" },
  conversation: "ostatus:conversation",
  atomUri: "ostatus:atomUri",
};

/** Pleroma and Akkoma serve it under their own host, Mobilizon refers to it at litepub.social. Holds AS and keys. */
const LITEPUB: readonly (string | Context)[] = [
  "https://www.w3.org/ns/activitystreams",
  "https://w3id.org/security/v1",
  {
    ...SHARED,
    litepub: "http://litepub.social/ns#",
    ChatMessage: "litepub:ChatMessage",
    EmojiReact: "litepub:EmojiReact",
    Listen: "litepub:Listen",
    capabilities: "litepub:capabilities",
    directMessage: "litepub:directMessage",
    formerRepresentations: "litepub:formerRepresentations",
    invisible: "litepub:invisible",
    listMessage: id("litepub:listMessage"),
    oauthRegistrationEndpoint: id("litepub:oauthRegistrationEndpoint"),
    quoteUri: id("http://fedibird.com/ns#quoteUri"),
    voters: id("litepub:voters"),
  },
];

const MBIN: Context = {
  ...SHARED,
  lemmy: "https://join-lemmy.org/ns#",
  pt: "https://joinpeertube.org/ns#",
  commentsEnabled: "pt:commentsEnabled",
  expires: "as:endTime",
  moderators: id("lemmy:moderators"),
  postingRestrictedToMods: "lemmy:postingRestrictedToMods",
  removeData: "lemmy:removeData",
  stickied: "lemmy:stickied",
};

/** Hubzilla and its relatives name their vocabulary after the serving host; the terms read here are the same on all. */
const ZOT: Context = {
  ...SHARED,
  zot: "https://hubzilla.org/apschema#",
  diaspora: "https://diasporafoundation.org/ns/",
  canReply: id("zot:canReply"),
  canSearch: id("zot:canSearch"),
  commentPolicy: "zot:commentPolicy",
  copiedTo: id("zot:copiedTo"),
  directMessage: "zot:directMessage",
  nomadicLocations: id("zot:nomadicLocations"),
};

const FUNKWHALE: Context = {
  fw: "https://funkwhale.audio/ns#",
  Album: "fw:Album",
  Artist: "fw:Artist",
  Library: "fw:Library",
  Track: "fw:Track",
  Hashtag: "as:Hashtag",
  album: "fw:album",
  artists: { "@id": "fw:artists", "@container": "@list" },
  bitrate: "fw:bitrate",
  copyright: "fw:copyright",
  cover: id("fw:cover"),
  disc: "fw:disc",
  library: id("fw:library"),
  license: id("fw:license"),
  musicbrainzId: "fw:musicbrainzId",
  position: "fw:position",
  released: "fw:released",
  size: "fw:size",
  track: "fw:track",
};

const MOOT = "https://w3id.org/folkmoot/v1#";
const FOLKMOOT: Context = Object.fromEntries(
  [
    [
      "ModerationSignal",
      "Decision",
      "Advisory",
      "Recommendation",
      "Retraction",
      "Rollup",
      "Campaign",
      "Directive",
    ],
    ["TrainingRound", "ModelUpdate", "ModelRelease", "EvidenceRequest", "EvidencePackage"],
  ]
    .flat()
    .map((term) => [term, MOOT + term]),
);

const BY_URL = new Map<string, unknown>([
  ["litepub.social/litepub/context.jsonld", LITEPUB],
  ["litepub.social/context.jsonld", LITEPUB],
  ["funkwhale.audio/ns", FUNKWHALE],
  ["w3id.org/folkmoot/v1", FOLKMOOT],
]);

/** Contexts that each server of a kind offers under its own host. */
const BY_PATH: readonly { readonly path: RegExp; readonly context: unknown }[] = [
  { path: /^[^/]+\/schemas\/litepub-[\d.]+\.jsonld$/, context: LITEPUB },
  { path: /^[^/]+\/contexts(?:\.jsonld)?$/, context: MBIN },
  { path: /^[^/]+\/apschema(?:\/v[\d.]+)?$/, context: ZOT },
];

const PRELOADED = new Map(
  Object.entries(preloadedContexts).map(([url, document]) => [normalize(url), document]),
);

/**
 * The JSON-LD context known under a URL, as a document with `@context`; `null` for one nobody here has read.
 * Scheme, fragment and closing slash make no difference: peers write them all ways.
 *
 * @example bundledContext("https://pleroma.example/schemas/litepub-0.1.jsonld")
 */
export function bundledContext(url: string): unknown {
  const key = normalize(url);
  const preloaded = PRELOADED.get(key);
  if (preloaded !== undefined) return preloaded;
  const context = BY_URL.get(key) ?? BY_PATH.find(({ path }) => path.test(key))?.context;
  return context === undefined ? null : { "@context": context };
}

function normalize(url: string): string {
  return url
    .replace(/^https?:\/\//i, "")
    .replace(/#.*$/s, "")
    .replace(/\/$/, "");
}
