import { collectedFixtures, loadFixtures, ownFixtures } from "#test/integration/peers/fixtures.ts";

type Json = Record<string, unknown>;

/** Where the fuzzer's documents live and whom they may name. */
export interface Places {
  /** Origin of the peer that sends them: every other host in a fixture becomes this one, so that nothing leaves the machine. */
  readonly peer: string;
  /** The actor that signs. */
  readonly actor: string;
}

const PUBLIC = "https://www.w3.org/ns/activitystreams#Public";
const ACTIVITIES = new Set(
  "Accept Add Announce Block Create Delete Dislike EmojiReact Flag Follow Join Leave Like Listen Move Offer QuoteRequest Read Reject Remove Undo Update View".split(
    " ",
  ),
);

export interface Corpus {
  /** Every fixture as an activity of the peer's actor: activities as they are, the rest as the object of a Create and an Update. */
  readonly activities: readonly Json[];
  /** The fixtures themselves, for the peer to serve: what activities only name can be fetched. */
  readonly documents: readonly Json[];
}

export function loadCorpus(places: Places): Corpus {
  const fixtures = [...loadFixtures(ownFixtures), ...loadFixtures(collectedFixtures)];
  const documents = fixtures.flatMap(({ document }) =>
    isObject(document) ? [move(document, places.peer) as Json] : [],
  );
  const activities = documents.flatMap((document, index) => {
    const { object } = document;
    if (ACTIVITIES.has(String(document.type)))
      return [{ ...document, actor: places.actor, object: isObject(object) ? own(object, places) : object }];
    const id = `${places.peer}/fuzz/${index}`;
    return ["Create", "Update"].map((type) => wrap(type, document, `${id}/${type}`, places));
  });
  return { activities, documents };
}

function wrap(type: string, object: Json, id: string, places: Places): Json {
  return {
    "@context": object["@context"] ?? "https://www.w3.org/ns/activitystreams",
    id,
    type,
    actor: places.actor,
    to: object.to ?? PUBLIC,
    cc: object.cc ?? [],
    object: own(object, places),
  };
}

/** Posts become the actor's own, so that they get past the first checks. */
function own(object: Json, { actor }: Places): Json {
  return "attributedTo" in object ? { ...object, attributedTo: actor } : object;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** All addresses outside of contexts are moved to one origin. */
function move(value: unknown, origin: string): unknown {
  if (typeof value === "string")
    return value.startsWith(PUBLIC) ? value : value.replaceAll(/https?:\/\/[^/\s"'<>]+/g, origin);
  if (Array.isArray(value)) return value.map((item) => move(item, origin));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === "@context" ? item : move(item, origin)]),
  );
}
