import type { Iri } from "#protocol/ids/iri.ts";
import type { JsonObject } from "#protocol/model/activity.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { type Authorization, readAuthorization } from "#protocol/vocab/read/authorization.ts";
import type { LaterJob, Ports } from "./ports.ts";
import type { Resolver } from "./resolver.ts";
import type { FetchProblem } from "./resolving/errors.ts";

type Deps = Pick<Ports, "uris" | "accounts" | "intake" | "posts"> & {
  resolver: Pick<Resolver, "fetchAccount" | "fetchPost">;
  fetchDocument(iri: Iri): Promise<Result<JsonObject, FetchProblem>>;
};

type Job = Extract<LaterJob, { kind: "check-quote" }>;
type Stamp = Pick<Authorization, "author" | "interactingObject" | "interactionTarget">;

/**
 * Whether the stamp that a post names (FEP-044f) is served by the quoted author's server and is for this very quote. Then
 * the quote is shown; otherwise it stays a link. The quoted post is fetched for that, where it is not known.
 */
export async function checkQuote(
  deps: Deps,
  { quoting, quoted, authorization }: Job,
): Promise<Result<undefined, FetchProblem | { type: "quote/stamp-of-another" }>> {
  const stamp = await readStamp(deps, authorization);
  if (!stamp.ok) return stamp;
  const { author, interactingObject, interactionTarget } = stamp.value;
  if (interactingObject !== quoting || interactionTarget !== quoted)
    return err({ type: "quote/stamp-of-another" });
  if (!deps.uris.isLocal(quoted)) {
    const fetched = await deps.resolver.fetchPost(quoted, { depth: 0 });
    if (!fetched.ok) return fetched;
  }
  const by = await deps.resolver.fetchAccount(author);
  if (!by.ok) return by;
  // That `by` wrote the quoted post is checked with the post itself.
  await deps.intake.quoteAnswered({ by: by.value, requestIri: null, quoting, authorization, accepted: true });
  return ok();
}

/** Stamps of this node are in its own database. */
async function readStamp(deps: Deps, iri: Iri): Promise<Result<Stamp, FetchProblem>> {
  const local = deps.uris.parse(iri);
  if (local !== null) {
    const found = local.name === "quoteAuthorization" ? await deps.posts.quoteAuthorization(local.id) : null;
    if (found?.state !== "accepted") return err({ type: "document/no-id" });
    const { author, quoting, quoted } = found;
    return ok({ author: author.iri, interactingObject: quoting, interactionTarget: quoted });
  }
  const document = await deps.fetchDocument(iri);
  if (!document.ok) return document;
  const read = readAuthorization(document.value);
  if (!read.ok) return read;
  return read.value.iri === iri ? read : err({ type: "document/other-id", iri, found: read.value.iri });
}
