import type { Iri } from "../../ids/iri.ts";
import type { JsonObject } from "../../model/activity.ts";
import { type Inlined, writeActivity } from "./activity.ts";
import { quoteAuthorizationContext, quoteRequestContext } from "./context.ts";

/**
 * `QuoteRequest` (FEP-044f): asks the author of a post whether it may be quoted.
 *
 * @param parts.quoted the post that is quoted
 * @param parts.quote the post that quotes it, inlined so that its author can be shown it before it is public
 */
export function writeQuoteRequest(parts: {
  iri: Iri;
  actor: Iri;
  quoted: Iri;
  quote: Inlined;
  author: Iri;
}): JsonObject {
  const { quoted, quote, author, ...envelope } = parts;
  const members = { object: quoted, instrument: quote };
  return writeActivity("QuoteRequest", { ...envelope, to: [author] }, members, quoteRequestContext);
}

/**
 * `QuoteAuthorization` (FEP-044f): the stamp by which an author allows a quote, served under its id for as long as the
 * author stands by it.
 */
export function writeQuoteAuthorization(parts: {
  iri: Iri;
  author: Iri;
  quoted: Iri;
  quote: Iri;
}): JsonObject {
  return {
    "@context": quoteAuthorizationContext,
    id: parts.iri,
    type: "QuoteAuthorization",
    attributedTo: parts.author,
    interactingObject: parts.quote,
    interactionTarget: parts.quoted,
  };
}
