import { LRUCache } from "lru-cache";
import type { Result } from "#protocol/result.ts";
import { type DocumentError, isTransient } from "./errors.ts";

/** A document as its own server gave it. */
export interface RemoteDocument {
  /** The final URL, whose origin vouches for the document. */
  readonly url: string;
  readonly document: Record<string, unknown>;
}

export type DocumentResult = Result<RemoteDocument, DocumentError>;

/**
 * What a node remembers about its own fetches: those under way, so that a hundred activities by one stranger ask for
 * the actor once, and those that failed a moment ago, so that a dead link is not asked again by each post holding it.
 */
export interface RemoteMemory {
  readonly running: Map<string, Promise<DocumentResult>>;
  failure(key: string): DocumentError | undefined;
  rememberFailure(key: string, error: DocumentError): void;
}

const LASTING_MS = 60_000;
const TRANSIENT_MS = 5_000;

/** @param maxFailures how many failures are kept; the least recently asked goes first */
export function createRemoteMemory(clock: { now(): Date }, maxFailures = 5_000): RemoteMemory {
  const failures = new LRUCache<string, DocumentError>({
    max: maxFailures,
    ttl: LASTING_MS,
    ttlResolution: 0,
    perf: { now: () => clock.now().getTime() },
  });
  return {
    running: new Map(),
    failure: (key) => failures.get(key),
    rememberFailure: (key, error) => {
      failures.set(key, error, { ttl: isTransient(error) ? TRANSIENT_MS : LASTING_MS });
    },
  };
}
