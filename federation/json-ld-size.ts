/** How much work a document is for a JSON-LD processor. */
export interface JsonLdSize {
  /** Objects, arrays, strings and all else that is not of a context. */
  values: number;
  /** Contexts by address and inline ones, wherever they stand, also within each other. */
  contexts: number;
  /** Terms and what is said of them in inline contexts. */
  terms: number;
}

/**
 * Counts without interpreting anything: one pass over the document, which was parsed within limits.
 *
 * @example measureJsonLd({ "@context": ["https://www.w3.org/ns/activitystreams", { toot: "http://joinmastodon.org/ns#" }], id })
 * // { values: 2, contexts: 2, terms: 1 }: the document and its id
 */
export function measureJsonLd(document: unknown): JsonLdSize {
  const size: JsonLdSize = { values: 0, contexts: 0, terms: 0 };
  countValues(document, size);
  return size;
}

function countValues(value: unknown, size: JsonLdSize): void {
  size.values += 1;
  if (Array.isArray(value)) for (const item of value) countValues(item, size);
  else if (typeof value === "object" && value !== null)
    for (const [name, member] of Object.entries(value))
      if (name === "@context") countContexts(member, size);
      else countValues(member, size);
}

function countContexts(context: unknown, size: JsonLdSize): void {
  if (Array.isArray(context)) {
    for (const entry of context) countContexts(entry, size);
    return;
  }
  size.contexts += 1;
  if (typeof context === "object" && context !== null) countTerms(context, size);
}

function countTerms(definitions: object, size: JsonLdSize): void {
  for (const [name, definition] of Object.entries(definitions)) {
    if (name === "@context") countContexts(definition, size);
    else {
      size.terms += 1;
      if (typeof definition === "object" && definition !== null) countTerms(definition, size);
    }
  }
}

/** Mastodon's, the largest that are usual, have two contexts and 60 terms, counted as above. */
const MOST_CONTEXTS = 64;
const MOST_TERMS = 500;

/** Whether contexts are as few as those of real documents, so that interpreting them costs next to nothing. */
export function hasFewContexts({ contexts, terms }: JsonLdSize): boolean {
  return contexts <= MOST_CONTEXTS && terms <= MOST_TERMS;
}
