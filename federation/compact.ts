import { createHash } from "node:crypto";
import jsonld from "@fedify/vocab-runtime/jsonld";
import type { Iri } from "#protocol/ids/iri.ts";
import type { JsonObject } from "#protocol/model/activity.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { activityStreams } from "#protocol/vocab/write/context.ts";
import { hasFewContexts, measureJsonLd } from "./json-ld-size.ts";
import { createContextLoader } from "./remote/loader.ts";

/** Why a document has no plain terms. */
export type CompactError = { type: "document/not-json-ld" } | { type: "document/too-many-contexts" };

/**
 * A document that `isPlain` refuses, rewritten against the ActivityStreams context, so that its names mean what plain
 * readers take them to mean. Terms of other vocabularies come out in full, as the readers of `protocol/vocab` know them.
 * Contexts come from the bundle; nothing is fetched. More of them than any server writes are refused uninterpreted.
 *
 * @example await compactDocument({ "@context": { say: "https://www.w3.org/ns/activitystreams#content" }, say: "hi" })
 * // ok: { "@context": "https://www.w3.org/ns/activitystreams", content: "hi" }
 */
export async function compactDocument(document: JsonObject): Promise<Result<JsonObject, CompactError>> {
  if (!hasFewContexts(measureJsonLd(document))) return err({ type: "document/too-many-contexts" });
  try {
    const compacted = await jsonld.compact(document, activityStreams, {
      documentLoader: contextLoader,
      // Activity Streams 2.0 §2.1: the normative context holds, also when a document does not name it.
      expandContext: activityStreams,
      compactArrays: true,
    });
    return ok(compacted as JsonObject);
  } catch {
    // Its errors are about the document: a recursive context, a term defined twice, a list of lists.
    return err({ type: "document/not-json-ld" });
  }
}

/**
 * A document as its RDF says it, read from one of its nodes: JSON-LD lets the same statements be written as many trees, and
 * what signs the statements does not sign the tree. `null` when the node is a part of another one, so that it may not be
 * what the document was about.
 *
 * @example await readFromRdf(activity, activity.id) // { "@context": …, id: …, type: "Create", object: { … } }
 */
export async function readFromRdf(document: JsonObject, root: Iri): Promise<JsonObject | null> {
  try {
    const options = { documentLoader: contextLoader };
    const statements = (await jsonld.toRDF(document, options)) as Statement[];
    const isAlone = statements.every(
      ({ graph, object }) => graph.termType === "DefaultGraph" && object.value !== root,
    );
    if (!isAlone) return null;
    const nodes = await jsonld.fromRDF(statements);
    const frame = { "@context": activityStreams, "@id": root };
    const tree = (await jsonld.frame(nodes, frame, { ...options, omitGraph: true })) as JsonObject;
    return tree.id === root ? tree : null;
  } catch {
    return null;
  }
}

/**
 * The SHA-256, in hexadecimal digits, of all that a document states, however it is written. `null` when it is not JSON-LD, or
 * has parts that state nothing.
 */
export async function hashStatements(document: JsonObject): Promise<string | null> {
  try {
    const options = { format: "application/n-quads", documentLoader: contextLoader, safe: true } as const;
    const statements = await jsonld.canonize(document, options);
    return createHash("sha256").update(statements).digest("hex");
  } catch {
    return null;
  }
}

interface Statement {
  graph: { termType: string };
  object: { value: string };
}

const loadContext = createContextLoader({ count: () => undefined });

/** The types of JSON-LD ask for an absent `contextUrl` where Fedify's have `null`. */
async function contextLoader(url: string) {
  const { documentUrl, document } = await loadContext(url);
  return { documentUrl, document: document as JsonObject };
}
