import { type FiresDataset, readDataset } from "#moderation/advice/fires.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { ApiCtx } from "../context.ts";
import type { DomainList } from "./store/lists.ts";

export type FetchListError = { type: "domain-list/unreachable"; reason: string };

const MAX_BYTES = 64 * 1024 * 1024;
const ACCEPT = "application/ld+json, application/json, text/csv, text/plain, */*;q=0.1";

export interface FetchedList {
  readonly body: Uint8Array;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Where the answer describes a dataset of FIRES. */
  readonly dataset: FiresDataset | null;
}

/**
 * Asks for a list: by the node's usual way to other servers (public addresses only, none that is rejected, limits of size and
 * time), and only for what has changed.
 */
export async function fetchList(
  { fetchRemote }: Pick<ApiCtx, "fetchRemote">,
  { url, etag, lastModified }: Pick<DomainList, "etag" | "lastModified"> & { url: string },
  { ifChanged }: { ifChanged: boolean },
): Promise<Result<FetchedList | "unchanged", FetchListError>> {
  const headers = {
    ...(ifChanged && etag !== null && { "if-none-match": etag }),
    ...(ifChanged && etag === null && lastModified !== null && { "if-modified-since": lastModified }),
  };
  const fetched = await fetchRemote(url, { accept: ACCEPT, headers, maxBytes: MAX_BYTES, timeoutMs: 60_000 });
  if (!fetched.ok) {
    const { error } = fetched;
    if (error.type === "response/status" && error.status === 304) return ok("unchanged");
    return err({ type: "domain-list/unreachable", reason: reasonOf(error) });
  }
  const { body, headers: answered } = fetched.value;
  return ok({
    body,
    etag: answered.etag?.slice(0, 500) ?? null,
    lastModified: answered["last-modified"]?.slice(0, 100) ?? null,
    dataset: body.length < 1_000_000 ? readDataset(parsed(body)) : null,
  });
}

/** Asks for a document of FIRES. */
export async function fetchDocument(
  { fetchRemote }: Pick<ApiCtx, "fetchRemote">,
  url: string,
): Promise<Result<unknown, FetchListError>> {
  const accept = "application/ld+json, application/json";
  const fetched = await fetchRemote(url, { accept, maxBytes: MAX_BYTES, timeoutMs: 60_000 });
  if (!fetched.ok) return err({ type: "domain-list/unreachable", reason: reasonOf(fetched.error) });
  return ok(parsed(fetched.value.body));
}

function reasonOf(error: { type: string; status?: number }): string {
  return error.status === undefined ? error.type : `${error.type} ${error.status}`;
}

/** Null for what is no JSON. */
function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return null;
  }
}
