import { renderAccount, renderAccounts } from "../../api/accounts.ts";
import { type Call, json, type Routes } from "../../api/call.ts";
import { idOf, idsOf } from "../../api/ids.ts";
import { paged, pageOf } from "../../api/paging.ts";
import { Refusal } from "../../api/refusal.ts";
import { renderEntries } from "../../api/statuses.ts";
import { readProfileFollows, readProfilePosts } from "../profile.ts";
import { findByHandle, searchAccounts } from "../search.ts";
import { readDirectory } from "../views/directory.ts";
import { findSummary, loadSummaries } from "../views/summaries.ts";

/** Mastodon's most for lists of accounts. */
const limits = { usual: 40, most: 80 };

/** Accounts, as anybody sees them. */
export const accountReadRoutes: Routes = {
  async "GET /api/v1/accounts"({ ctx, params }) {
    const accounts = await loadSummaries(ctx, idsOf(params.list("id", limits.usual)));
    return json(await renderAccounts(ctx, accounts));
  },

  async "GET /api/v1/accounts/lookup"({ ctx, params }) {
    const account = await findByHandle(ctx, params.text("acct") ?? "");
    if (account === null) throw Refusal.notFound();
    return json(await renderAccount(ctx, account));
  },

  async "GET /api/v1/accounts/search"({ ctx, viewer, params }) {
    const found = await searchAccounts(ctx, viewer.accountId, {
      query: params.text("q") ?? "",
      limit: params.whole("limit", { least: 1, most: limits.most }) ?? limits.usual,
      offset: params.whole("offset", { least: 0, most: 10_000 }) ?? 0,
      onlyFollowed: params.flag("following") ?? false,
      resolve: params.flag("resolve") ?? false,
    });
    return json(await renderAccounts(ctx, found));
  },

  async "GET /api/v1/accounts/:id"({ ctx, path }) {
    const account = await findSummary(ctx, idOf(path.id));
    if (account === null) throw Refusal.notFound();
    return json(await renderAccount(ctx, account));
  },

  async "GET /api/v1/accounts/:id/statuses"(call) {
    const { ctx, viewer, path, params } = call;
    const viewerId = viewer?.accountId ?? null;
    const page = await readProfilePosts(ctx, viewerId, idOf(path.id), {
      ...pageOf(call),
      onlyMedia: params.flag("only_media") ?? false,
      withoutReplies: params.flag("exclude_replies") ?? false,
      withoutBoosts: params.flag("exclude_reblogs") ?? false,
      onlyPinned: params.flag("pinned") ?? false,
      hashtag: params.text("tagged")?.replace(/^#/, "") ?? null,
    });
    if (page === null) throw Refusal.notFound();
    return paged(call, page, await renderEntries(ctx, viewerId, page.items, "account"));
  },

  "GET /api/v1/accounts/:id/followers": (call) => follows(call, "followers"),
  "GET /api/v1/accounts/:id/following": (call) => follows(call, "following"),
  "GET /api/v1/accounts/:id/endorsements": (call) => follows(call, "endorsements"),

  /** Mastodon took them away in 3.5 and answers this ever since; old clients still ask. */
  async "GET /api/v1/accounts/:id/identity_proofs"({ ctx, path }) {
    if ((await findSummary(ctx, idOf(path.id))) === null) throw Refusal.notFound();
    return json([]);
  },

  async "GET /api/v1/directory"({ ctx, viewer, params }) {
    const found = await readDirectory(ctx, viewer?.accountId ?? null, {
      order: params.text("order") === "new" ? "new" : "active",
      onlyLocal: params.flag("local") ?? false,
      limit: params.whole("limit", { least: 1, most: limits.most }) ?? limits.usual,
      offset: params.whole("offset", { least: 0, most: 1_000_000 }) ?? 0,
    });
    return json(await renderAccounts(ctx, found));
  },
};

async function follows(call: Call, list: "followers" | "following" | "endorsements") {
  const { ctx, viewer, path } = call;
  const page = await readProfileFollows(
    ctx,
    viewer?.accountId ?? null,
    idOf(path.id),
    list,
    pageOf(call, limits),
  );
  if (page === null) throw Refusal.notFound();
  const accounts = page.items.map((item) => item.account);
  return paged(call, page, await renderAccounts(ctx, accounts));
}
