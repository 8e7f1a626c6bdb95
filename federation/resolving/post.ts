import { type Iri, parseIri, sameOrigin } from "#protocol/ids/iri.ts";
import type { JsonObject } from "#protocol/model/activity.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { reference, typesOf } from "#protocol/vocab/json.ts";
import { readPost } from "#protocol/vocab/read/post.ts";
import { aboutPosts } from "../films.ts";
import { checkStamp } from "../quote-stamp.ts";
import type { RemoteDeps } from "../remote/deps.ts";
import type { AccountFetcher } from "./account.ts";
import { fetchPlain, type ResolvingPorts } from "./document.ts";
import type { FetchProblem } from "./errors.ts";
import { createOnce } from "./once.ts";

export type PostResult = Result<{ iri: Iri }, FetchProblem>;

export interface FetchPostOptions {
  /** How many unknown ancestors are fetched after it, later. Default: the node's setting. */
  depth?: number;
  /** The IRI was pasted by a person and may be that of a web page. */
  html?: boolean;
}

export type FetchPost = (iri: Iri, options?: FetchPostOptions) => Promise<PostResult>;

/** The activities whose id stands for the post they carry or name. */
const wrappers = new Set(["Create", "Update", "Announce"]);
const MAX_WRAPPERS = 2;

/**
 * Brings a post of another server here, with its author, and asks for its ancestors to be fetched later. What is known
 * already is not asked for again. The id of a `Create` or `Announce` leads to its post.
 */
export function createPostFetcher(
  ports: ResolvingPorts,
  remote: RemoteDeps,
  accounts: AccountFetcher,
): FetchPost {
  const once = createOnce<PostResult>();

  /** The document that an activity stands for, or the id of a post that is here already. */
  async function unwrap(
    document: JsonObject,
    iri: Iri,
    depth = 0,
  ): Promise<Result<JsonObject | Iri, FetchProblem>> {
    if (!typesOf(document).some((type) => wrappers.has(type))) return ok(document);
    if (depth >= MAX_WRAPPERS) return err({ type: "post/wrapped-too-deep", iri });
    const object = reference(document.object);
    const outer = parseIri(document.id);
    // FEP-fe34: what is inlined is believed only when its id is of the origin that was asked.
    if (object?.json && object.iri !== null && outer !== null && sameOrigin(object.iri, outer))
      return unwrap(withContext(object.json, document), iri, depth + 1);
    if (object?.iri == null) return err({ type: "document/no-id" });
    if (await ports.posts.knows(object.iri)) return ok(object.iri);
    const named = await fetchPlain(ports, remote, object.iri);
    return named.ok ? unwrap(named.value, iri, depth + 1) : named;
  }

  async function take(document: JsonObject, depth: number): Promise<PostResult> {
    const outline = readPost(document);
    if (!outline.ok) return outline;
    const { iri } = outline.value;
    if (ports.uris.isLocal(iri) || (await ports.posts.knows(iri))) return ok({ iri });
    const author = await accounts.fetch(outline.value.author);
    if (!author.ok) return author;
    if (author.value.state !== "active")
      return err({ type: "post/author-not-active", iri, author: author.value.iri });
    const read = readPost(document, { followersOfAuthor: author.value.followers });
    if (!read.ok) return read;
    const post = aboutPosts(ports.uris, read.value);
    const taken = await ports.intake.post(post, author.value, "fetched");
    if (taken.outcome === "ignored") return err({ type: "post/ignored", iri, reason: taken.reason });
    await checkStamp(ports, post);
    await continueUpwards(ports, post.inReplyTo, depth);
    return ok({ iri });
  }

  return (iri, { depth = ports.settings.maxThreadDepth, html = false } = {}) =>
    once(iri, async () => {
      if (await ports.posts.knows(iri)) return ok({ iri });
      const fetched = await fetchPlain(ports, remote, iri, { html });
      if (!fetched.ok) return fetched;
      const found = await unwrap(fetched.value, iri);
      if (!found.ok) return found;
      return typeof found.value === "string" ? ok({ iri: found.value }) : take(found.value, depth);
    });
}

/** The rest of a thread is fetched post by post, out of whatever waits for this one. */
async function continueUpwards(ports: ResolvingPorts, parent: Iri | null, depth: number): Promise<void> {
  if (parent === null || depth <= 0 || ports.uris.isLocal(parent) || (await ports.posts.knows(parent)))
    return;
  await ports.later(
    { kind: "fetch-thread", iri: parent, depth: depth - 1 },
    { id: `fetch-thread ${parent}` },
  );
}

function withContext(inner: JsonObject, outer: JsonObject): JsonObject {
  return inner["@context"] === undefined ? { "@context": outer["@context"], ...inner } : inner;
}
