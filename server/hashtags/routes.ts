import { findSummary } from "../accounts/views/summaries.ts";
import { type Call, json, nothing, type Routes } from "../api/call.ts";
import { featuredTagEntity } from "../api/entities/featured-tag.ts";
import { tagEntity } from "../api/entities/tag.ts";
import { idOf } from "../api/ids.ts";
import { paged, pageOf } from "../api/paging.ts";
import { Refusal } from "../api/refusal.ts";
import { refuse } from "../api/refuse.ts";
import type { ApiCtx } from "../context.ts";
import type { AccountSummary } from "../posts/views/types.ts";
import { featureHashtag, readFeaturedHashtags, suggestHashtags, unfeatureHashtag } from "./feature.ts";
import { followHashtag, readFollowedHashtags, readOwnHashtags, unfollowHashtag } from "./follow.ts";
import { tagHistory } from "./history.ts";
import { hashtagName } from "./name.ts";

export const hashtagRoutes: Routes = {
  async "GET /api/v1/tags/:name"({ ctx, viewer, path }) {
    return json(await tag(ctx, viewer?.accountId ?? null, nameIn(path).name));
  },
  async "POST /api/v1/tags/:name/follow"({ ctx, viewer, path }) {
    const followed = await followHashtag(ctx, viewer.accountId, path.name ?? "");
    if (!followed.ok) throw refuse(followed.error);
    return json(await tag(ctx, viewer.accountId, followed.value.name));
  },
  async "POST /api/v1/tags/:name/unfollow"({ ctx, viewer, path }) {
    const unfollowed = await unfollowHashtag(ctx, viewer.accountId, path.name ?? "");
    if (!unfollowed.ok) throw refuse(unfollowed.error);
    return json(await tag(ctx, viewer.accountId, unfollowed.value.name));
  },
  async "POST /api/v1/tags/:name/feature"({ ctx, viewer, path }) {
    const { name } = nameIn(path);
    const featured = await featureHashtag(ctx, viewer.accountId, name);
    if (!featured.ok && featured.error.type !== "hashtag/featured-already") throw refuse(featured.error);
    return json(await tag(ctx, viewer.accountId, name));
  },
  async "POST /api/v1/tags/:name/unfeature"({ ctx, viewer, path }) {
    const { name, key } = nameIn(path);
    await unfeatureHashtag(ctx, viewer.accountId, { key });
    return json(await tag(ctx, viewer.accountId, name));
  },
  async "GET /api/v1/followed_tags"(call) {
    const { accountId } = call.viewer;
    const page = await readFollowedHashtags(call.ctx, accountId, pageOf(call, { usual: 100, most: 200 }));
    return paged(call, page, await tags(call.ctx, accountId, page.items));
  },
  async "GET /api/v1/featured_tags"({ ctx, viewer }) {
    return featuredOf(ctx, await findSummary(ctx, viewer.accountId));
  },
  async "GET /api/v1/accounts/:id/featured_tags"({ ctx, path }) {
    return featuredOf(ctx, await findSummary(ctx, idOf(path.id)));
  },
  async "POST /api/v1/featured_tags"({ ctx, viewer, params }) {
    const [featured, account] = [
      await featureHashtag(ctx, viewer.accountId, params.required("name")),
      await findSummary(ctx, viewer.accountId),
    ];
    if (!featured.ok) throw featured.error.type === "hashtag/not-one" ? notATag : refuse(featured.error);
    if (account === null) throw Refusal.notFound();
    return json(featuredTagEntity(ctx, account, featured.value));
  },
  async "DELETE /api/v1/featured_tags/:id"({ ctx, viewer, path }) {
    const removed = await unfeatureHashtag(ctx, viewer.accountId, { id: idOf(path.id) });
    if (!removed) throw Refusal.notFound();
    return nothing;
  },
  async "GET /api/v1/featured_tags/suggestions"({ ctx, viewer }) {
    return json(await tags(ctx, viewer.accountId, await suggestHashtags(ctx, viewer.accountId)));
  },
};

const notATag = new Refusal(422, "Validation failed: Tag is invalid");

function nameIn(path: Call["path"]) {
  const hashtag = hashtagName(path.name ?? "");
  if (hashtag === null) throw Refusal.notFound();
  return hashtag;
}

async function tag(ctx: ApiCtx, viewerId: string | null, name: string) {
  const [entity] = await tags(ctx, viewerId, [name]);
  return entity;
}

/** Hashtags as Mastodon's Tag: the same few statements for one or a hundred. */
async function tags(ctx: ApiCtx, viewerId: string | null, names: readonly string[]) {
  const facts = await tagHistory(ctx, names);
  if (viewerId === null) return facts.map((each) => tagEntity(ctx, each));
  const own = await readOwnHashtags(
    ctx,
    viewerId,
    facts.map((each) => each.name),
  );
  return facts.map((each) => {
    const mine = { following: own.followed.has(each.name), featuring: own.featured.has(each.name) };
    return tagEntity(ctx, each, mine);
  });
}

async function featuredOf(ctx: ApiCtx, account: AccountSummary | null) {
  if (account === null) throw Refusal.notFound();
  if (account.state !== "active") return json([]);
  const featured = await readFeaturedHashtags(ctx, account.id);
  return json(featured.map((each) => featuredTagEntity(ctx, account, each)));
}
