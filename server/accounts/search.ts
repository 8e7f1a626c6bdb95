import type { ApiCtx } from "../context.ts";
import type { AccountSummary } from "../posts/views/types.ts";
import { readRelationships } from "../relations/views/relationship.ts";
import { searchByName } from "./views/search.ts";
import { findSummary, findSummaryByHandle } from "./views/summaries.ts";

type Deps = Pick<ApiCtx, "sql" | "clock" | "handleHost" | "resolve">;

export interface AccountSearch {
  /** The beginning of a name, `@ana@example.social`, or the address of a profile. */
  query: string;
  limit: number;
  offset?: number;
  /** Only accounts that the viewer follows. */
  onlyFollowed?: boolean;
  /** Ask the account's own server about a handle or an address that is not known here. */
  resolve?: boolean;
}

const MAX_QUERY = 500;

/**
 * Finds accounts. A whole handle finds that account first, then those that begin so.
 *
 * @example await searchAccounts(ctx, viewerId, { query: "an", limit: 5 });
 */
export async function searchAccounts(
  ctx: Deps,
  viewerId: string | null,
  { query, limit, offset = 0, onlyFollowed = false, resolve = false }: AccountSearch,
): Promise<AccountSummary[]> {
  const text = query
    .replace(/\p{Cc}/gu, "")
    .trim()
    .slice(0, MAX_QUERY);
  const exact = offset === 0 ? await findExact(ctx, viewerId, text, { onlyFollowed, resolve }) : null;
  const isAddress = /^https?:\/\//i.test(text);
  const [username = "", domain = null] = text.replace(/^@/, "").split("@");
  if (username === "" || isAddress || limit < 1) return exact === null ? [] : [exact];
  const isHere = domain !== null && domain.toLowerCase() === ctx.handleHost;
  const found = await searchByName(ctx, viewerId, {
    username,
    domain: isHere ? null : domain,
    words: domain === null ? wordsOf(text) : [],
    onlyFollowed,
    limit,
    offset,
  });
  const others = found.filter((account) => account.id !== exact?.id);
  return [...(exact === null ? [] : [exact]), ...others].slice(0, limit);
}

/** An account by its handle or address: as its server tells of it, where the caller may ask that. */
async function findExact(
  ctx: Deps,
  viewerId: string | null,
  text: string,
  { onlyFollowed, resolve }: { onlyFollowed: boolean; resolve: boolean },
): Promise<AccountSummary | null> {
  const handle = /^@?([^\s@/:]+)@([^\s@/]+)$/.exec(text);
  const isAddress = /^https?:\/\/\S+$/i.test(text);
  if (handle === null && !(isAddress && resolve)) return null;
  const found =
    (handle && (await findHandle(ctx, handle[1] ?? "", handle[2] ?? ""))) ??
    (resolve ? await ask(ctx, text) : null);
  if (found === null || found.state !== "active") return null;
  if (!onlyFollowed || viewerId === null) return found;
  const [relation] = await readRelationships(ctx, viewerId, [found.id]);
  return relation?.follow?.state === "accepted" ? found : null;
}

async function ask(ctx: Deps, query: string): Promise<AccountSummary | null> {
  const resolved = await ctx.resolve.account(query);
  return resolved.ok ? findSummary(ctx, resolved.value.id) : null;
}

/** An account that is known here, by its handle: `ana` or `ana@example.social`. */
export function findByHandle(
  ctx: Pick<Deps, "sql" | "handleHost">,
  handle: string,
): Promise<AccountSummary | null> {
  const [username = "", domain = ctx.handleHost] = handle.trim().replace(/^@/, "").split("@");
  return findHandle(ctx, username, domain);
}

function findHandle(ctx: Pick<Deps, "sql" | "handleHost">, username: string, domain: string) {
  const host = domain.toLowerCase();
  return findSummaryByHandle(ctx, username, host === ctx.handleHost ? null : host);
}

function wordsOf(text: string): string[] {
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, 10);
}
