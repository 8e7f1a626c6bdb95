import { searchAccounts } from "../accounts/search.ts";
import type { ApiCtx } from "../context.ts";
import type { HashtagFacts } from "../hashtags/history.ts";
import { searchHashtags } from "../hashtags/search.ts";
import type { AccountSummary, PostView } from "../posts/views/types.ts";
import { findByAddress } from "./by-address.ts";
import { findPosts } from "./find-posts.ts";

export interface SearchRequest {
  query: string;
  /** Null for all three. */
  kind: "accounts" | "hashtags" | "posts" | null;
  limit: number;
  /** Counts only when one kind is asked for. */
  offset: number;
  /** Ask other servers about an address or a handle. */
  resolve: boolean;
  onlyFollowed: boolean;
  onlyReviewed: boolean;
  /** Posts by this account alone. */
  accountId: string | null;
  minId: string | null;
  maxId: string | null;
}

export interface Found {
  accounts: AccountSummary[];
  hashtags: HashtagFacts[];
  posts: PostView[];
}

/**
 * Looks for accounts, hashtags and posts. Posts are found only for somebody: what may be found depends on who asks.
 *
 * @param viewerId null for nobody in particular
 */
export async function search(ctx: ApiCtx, viewerId: string | null, request: SearchRequest): Promise<Found> {
  const query = request.query.trim();
  const { kind, limit, resolve } = request;
  const offset = kind === null ? 0 : request.offset;
  const found: Found = { accounts: [], hashtags: [], posts: [] };
  if (query === "" || limit === 0) return found;
  const isFor = (wanted: SearchRequest["kind"]) => kind === null || kind === wanted;
  if (/^https?:\/\/\S+$/i.test(query)) {
    const there = offset === 0 ? await findByAddress(ctx, viewerId, query, { resolve }) : null;
    if (there !== null && "account" in there && isFor("accounts"))
      return { ...found, accounts: [there.account] };
    if (there !== null && "post" in there && isFor("posts")) return { ...found, posts: [there.post] };
    if (there !== null || resolve) return found;
  }
  const isHandle = /^@\S+$|^[^\s:]+@\S+$/.test(query);
  const mayBeAccount = !/^[#＃]/.test(query) && !(query.includes("@") && /\s/.test(query));
  const { onlyFollowed, onlyReviewed, accountId, minId, maxId } = request;
  const [accounts, hashtags, posts] = await Promise.all([
    isFor("accounts") && mayBeAccount
      ? searchAccounts(ctx, viewerId, { query, limit, offset, onlyFollowed, resolve })
      : [],
    isFor("hashtags") && !query.includes("@")
      ? searchHashtags(ctx, { query, limit, offset, onlyReviewed })
      : [],
    isFor("posts") && viewerId !== null && !isHandle
      ? findPosts(ctx, viewerId, { query, accountId, minId, maxId, limit, offset })
      : [],
  ]);
  return { accounts, hashtags, posts };
}
