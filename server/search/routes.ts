import { renderAccounts } from "../api/accounts.ts";
import { type Call, json, type Routes } from "../api/call.ts";
import { tagEntity } from "../api/entities/tag.ts";
import { isId } from "../api/ids.ts";
import { Refusal } from "../api/refusal.ts";
import { renderPosts } from "../api/statuses.ts";
import { type SearchRequest, search } from "./search.ts";

const kinds = { accounts: "accounts", hashtags: "hashtags", statuses: "posts" } as const;

export const searchRoutes: Routes = {
  async "GET /api/v2/search"(call) {
    const { ctx, viewer, params } = call;
    const request = requestOf(call);
    const viewerId = viewer?.accountId ?? null;
    if (viewerId === null && params.text("offset")) throw unauthorised("pagination is");
    if (viewerId === null && request?.resolve) throw unauthorised("that resolve remote resources are");
    const found = request === null ? null : await search(ctx, viewerId, request);
    const [accounts, statuses] = await Promise.all([
      renderAccounts(ctx, found?.accounts ?? []),
      renderPosts(ctx, viewerId, found?.posts ?? [], "public"),
    ]);
    return json({ accounts, statuses, hashtags: (found?.hashtags ?? []).map((tag) => tagEntity(ctx, tag)) });
  },
};

/** @returns null for a kind or an id that nothing can have */
function requestOf({ params }: Pick<Call, "params">): SearchRequest | null {
  const query = params.required("q", 400);
  const type = params.text("type") || null;
  const id = (name: string) => params.text(name) || null;
  const accountId = id("account_id");
  if ((type !== null && !Object.hasOwn(kinds, type)) || (accountId !== null && !isId(accountId))) return null;
  const bound = (name: string) => [id(name)].find((text) => text !== null && isId(text)) ?? null;
  return {
    query,
    kind: type === null ? null : kinds[type as keyof typeof kinds],
    limit: params.whole("limit", { least: 0, most: 40 }) ?? 20,
    offset: params.whole("offset", { least: 0, most: 10_000 }) ?? 0,
    resolve: params.flag("resolve") ?? false,
    onlyFollowed: params.flag("following") ?? false,
    onlyReviewed: params.flag("exclude_unreviewed") ?? false,
    accountId,
    minId: bound("min_id"),
    maxId: bound("max_id"),
  };
}

function unauthorised(what: string): Refusal {
  return new Refusal(401, `Search queries ${what} not supported without authentication`);
}
