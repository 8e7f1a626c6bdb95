import { isObject } from "./document.ts";
import { many } from "./json.ts";

const activityStreams = new Set([
  "https://www.w3.org/ns/activitystreams",
  "https://www.w3.org/ns/activitystreams#",
  "https://www.w3.org/ns/activitystreams.jsonld",
  "http://www.w3.org/ns/activitystreams",
  "http://www.w3.org/ns/activitystreams#",
]);

/** The terms that decide who says what to whom: read plainly, each must mean what ActivityStreams says it means. */
const coreTerms = (
  "to cc bto bcc audience actor object target result instrument origin attributedTo inReplyTo content contentMap name " +
  "summary url href tag attachment icon image published updated startTime endTime oneOf anyOf closed totalItems items " +
  "orderedItems first next partOf mediaType source preferredUsername endpoints sharedInbox followers following outbox " +
  "Create Update Delete Undo Follow Accept Reject Like Dislike Announce Add Remove Block Flag Move Note Article Question " +
  "Page Video Event Audio Image Document Person Service Group Organization Application Tombstone Mention Link Collection " +
  "OrderedCollection CollectionPage OrderedCollectionPage Public"
).split(" ");
const core = new Set(coreTerms);

/** Terms of other vocabularies, by what they may be defined as. */
const other: ReadonlyMap<string, readonly string[]> = new Map([
  ["inbox", ["http://www.w3.org/ns/ldp#inbox"]],
  ["publicKey", ["https://w3id.org/security#publicKey"]],
  ["publicKeyPem", ["https://w3id.org/security#publicKeyPem"]],
  ["owner", ["https://w3id.org/security#owner", "http://schema.org#owner"]],
  ["assertionMethod", ["https://w3id.org/security#assertionMethod"]],
  ["quoteAuthorization", ["https://w3id.org/fep/044f#quoteAuthorization"]],
]);

const wellKnownPrefixes: ReadonlyMap<string, string> = new Map([
  ["as", "https://www.w3.org/ns/activitystreams#"],
  ["sec", "https://w3id.org/security#"],
  ["ldp", "http://www.w3.org/ns/ldp#"],
]);

/**
 * Whether a document may be read as plain JSON: its `@context` is absent (as in many stored copies and in what groups
 * announce), holds the ActivityStreams context at any place, or names no context by address (Activity Streams 2.0 §2.1: the
 * normative one applies anyway); and no inline definition gives another meaning to a term that decides who says what to
 * whom. Extension contexts by address are taken as extensions, as every plain reader does.
 *
 * Documents that are not plain are to be compacted against the ActivityStreams context before they are read. So are
 * documents that are trusted for a Linked Data Signature: it signs the expanded meaning, not the plain names.
 *
 * @example isPlain({ "@context": ["https://www.w3.org/ns/activitystreams", { to: "as:bto" }] }) // false
 */
export function isPlain(document: unknown): boolean {
  if (!isObject(document)) return false;
  const context = document["@context"];
  if (context === undefined || context === null) return true;
  const parts = many(context);
  const addresses = parts.filter((part) => typeof part === "string");
  if (addresses.length > 0 && !addresses.some((address) => activityStreams.has(address))) return false;
  const inline = parts.filter(isObject);
  const prefixes = new Map(wellKnownPrefixes);
  for (const definitions of inline) {
    for (const [term, definition] of Object.entries(definitions)) {
      if (typeof definition === "string" && /[#/]$/.test(definition)) prefixes.set(term, definition);
    }
  }
  return inline.every((definitions) => keepsMeanings(definitions, prefixes));
}

function keepsMeanings(definitions: object, prefixes: ReadonlyMap<string, string>): boolean {
  return Object.entries(definitions).every(([term, definition]) => {
    if (term === "id") return definition === "@id";
    if (term === "type") return definition === "@type";
    const allowed = core.has(term)
      ? [`https://www.w3.org/ns/activitystreams#${meaning(term)}`]
      : other.get(term);
    if (allowed === undefined) return true;
    const written = isObject(definition) ? (definition["@id"] ?? term) : definition;
    return typeof written === "string" && allowed.includes(expand(written, term, prefixes));
  });
}

/** The context defines `contentMap` as `content` by language. */
function meaning(term: string): string {
  return term === "contentMap" ? "content" : term;
}

function expand(written: string, term: string, prefixes: ReadonlyMap<string, string>): string {
  if (written === term) return `https://www.w3.org/ns/activitystreams#${term}`;
  const [prefix = "", ...rest] = written.split(":");
  const namespace = prefixes.get(prefix);
  return namespace === undefined ? written : namespace + rest.join(":");
}
