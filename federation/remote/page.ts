import type { RemoteDeps } from "./deps.ts";
import { fetchDocument } from "./documents.ts";
import type { DocumentError } from "./errors.ts";
import { isJsonObject } from "./json.ts";

export interface WalkLimits {
  /** Default 1,000. */
  readonly maxItems?: number;
  /** The collection itself counts as one. Default 20. */
  readonly maxPages?: number;
  /** For the whole walk. Default 30 s. */
  readonly timeoutMs?: number;
}

/** How a walk ended: at the end, at one of its limits, or at a page it would or could not read. */
export type WalkEnd =
  | { readonly type: "end" | "items" | "pages" | "time" | "loop" | "foreign-page" }
  | { readonly type: "failed"; readonly error: DocumentError };

/**
 * The items of a Collection, OrderedCollection or a page of one, in the order its server gives them, whether they are
 * inline or on pages. Items are whatever stands there (ids or objects), unchecked.
 *
 * Pages are followed on the collection's own origin only; a collection handed over as an object without an `id` is read
 * as far as it is inline. The generator's return value says how it ended; `for await` may ignore it.
 *
 * @example
 * for await (const item of walkCollection(deps, actor.featured, { maxItems: 20 })) pinned.push(item);
 */
export async function* walkCollection(
  deps: RemoteDeps,
  source: string | Record<string, unknown>,
  limits: WalkLimits = {},
): AsyncGenerator<unknown, WalkEnd> {
  const deadline = performance.now() + (limits.timeoutMs ?? 30_000);
  const maxItems = limits.maxItems ?? 1_000;
  const maxPages = limits.maxPages ?? 20;
  const origin = URL.parse(String(typeof source === "string" ? source : source.id))?.origin;
  const seen = new Set<string>();
  let next: unknown = source;
  let items = 0;
  for (let pages = 0; next !== null; pages++) {
    if (pages >= maxPages) return { type: "pages" };
    let page = next;
    if (typeof page === "string") {
      if (seen.has(page)) return { type: "loop" };
      seen.add(page);
      if (origin === undefined || URL.parse(page)?.origin !== origin) return { type: "foreign-page" };
      const timeoutMs = Math.ceil(deadline - performance.now());
      if (timeoutMs <= 0) return { type: "time" };
      const fetched = await fetchDocument(deps, page, { timeoutMs });
      if (!fetched.ok) return { type: "failed", error: fetched.error };
      if (new URL(fetched.value.url).origin !== origin) return { type: "foreign-page" };
      page = fetched.value.document;
    }
    if (!isJsonObject(page)) return { type: "end" };
    for (const item of itemsOf(page)) {
      if (items++ >= maxItems) return { type: "items" };
      yield item;
    }
    next = nextOf(page);
  }
  return { type: "end" };
}

/** Servers that collapse lists of one write the item itself; those that mix up the two members are read too. */
function itemsOf(page: Record<string, unknown>): unknown[] {
  const items = page.orderedItems ?? page.items ?? [];
  return Array.isArray(items) ? items : [items];
}

/**
 * A collection leads to its first page, a page to its next one; both may be an IRI or the object itself. A page may
 * name the first one as well, and a collection that has its items inline repeats them there: neither is followed.
 */
function nextOf(page: Record<string, unknown>): unknown {
  const isPage = typeof page.type === "string" && page.type.endsWith("Page");
  if (isPage || itemsOf(page).length > 0) return page.next ?? null;
  return page.first ?? page.next ?? null;
}
