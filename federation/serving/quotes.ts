import { writeQuoteAuthorization } from "#protocol/vocab/write/quote-request.ts";
import { isUuid } from "../uuid.ts";
import type { Asked, ServingPorts } from "./asked.ts";
import { type Found, gone, missing } from "./found.ts";

/** The stamp under a quote (FEP-044f): it counts for as long as it is served. */
export async function findQuoteAuthorization(
  { posts }: Pick<ServingPorts, "posts">,
  { id }: Asked,
): Promise<Found> {
  const stamp = isUuid(id) ? await posts.quoteAuthorization(id) : null;
  if (stamp === null || !stamp.author.isLocal || stamp.author.state !== "active") return missing;
  const { iri, author, quoted, quoting, state } = stamp;
  if (state === "revoked") return gone(iri, { type: "QuoteAuthorization" });
  if (state !== "accepted") return missing;
  const document = writeQuoteAuthorization({ iri, author: author.iri, quoted, quote: quoting });
  return { is: "document", document, isPublic: true };
}
