import { noteDeed } from "../../admin/note-deed.ts";
import { type Answer, type Call, json, type Routes } from "../../api/call.ts";
import { tagEntity } from "../../api/entities/tag.ts";
import { idOf } from "../../api/ids.ts";
import { paged, pageOf } from "../../api/paging.ts";
import { Refusal } from "../../api/refusal.ts";
import { refuse } from "../../api/refuse.ts";
import { renderPosts } from "../../api/statuses.ts";
import type { Viewer } from "../../api/viewer.ts";
import { type HashtagFacts, tagHistory } from "../../hashtags/history.ts";
import { loadPostViews } from "../../posts/views/load.ts";
import type { PostView } from "../../posts/views/types.ts";
import {
  linksWithHistory,
  type TrendingLink,
  trendingHashtags,
  trendingLinks,
  trendingPosts,
} from "../read.ts";
import {
  findHashtag,
  type HashtagReview,
  hashtagReviews,
  listHashtags,
  listPublishers,
  type PublisherReview,
  reviewHashtag,
  reviewPublisher,
  reviewTrend,
  unreviewed,
} from "../review.ts";
import { few, linkEntity, many, pagedByOffset, trendPage } from "./public.ts";

const limits = { usual: 40, most: 40 };
const everything = { viewerId: null, languages: [], all: true };
type By = Call<Viewer>;

/** What trends, for those who let it through or not. */
export const trendAdminRoutes: Routes = {
  async "GET /api/v1/admin/trends/tags"(call) {
    const page = trendPage(call, few);
    const { items, isFull } = await trendingHashtags(call.ctx, page, { all: true });
    return pagedByOffset(call, page, { items: await adminTags(call, items), isFull });
  },
  "POST /api/v1/admin/trends/tags/:id/approve": (call) => decideHashtag(call, true),
  "POST /api/v1/admin/trends/tags/:id/reject": (call) => decideHashtag(call, false),

  async "GET /api/v1/admin/trends/statuses"(call) {
    const page = trendPage(call, many);
    const { items, isFull } = await trendingPosts(call.ctx, page, everything);
    return pagedByOffset(call, page, { items: await adminStatuses(call, items), isFull });
  },
  "POST /api/v1/admin/trends/statuses/:id/approve": (call) => decidePost(call, true),
  "POST /api/v1/admin/trends/statuses/:id/reject": (call) => decidePost(call, false),

  async "GET /api/v1/admin/trends/links"(call) {
    const page = trendPage(call, few);
    const { items, isFull } = await trendingLinks(call.ctx, page, everything);
    return pagedByOffset(call, page, { items: await adminLinks(call, items), isFull });
  },
  "POST /api/v1/admin/trends/links/:id/approve": (call) => decideLink(call, true),
  "POST /api/v1/admin/trends/links/:id/reject": (call) => decideLink(call, false),

  async "GET /api/v1/admin/trends/links/publishers"(call) {
    const page = await listPublishers(call.ctx, pageOf(call, limits));
    return paged(call, page, page.items.map(publisherEntity));
  },
  "POST /api/v1/admin/trends/links/publishers/:id/approve": (call) => decidePublisher(call, true),
  "POST /api/v1/admin/trends/links/publishers/:id/reject": (call) => decidePublisher(call, false),

  async "GET /api/v1/admin/tags"(call) {
    const page = await listHashtags(call.ctx, pageOf(call, limits));
    return paged(call, page, await reviewEntities(call, page.items));
  },

  async "GET /api/v1/admin/tags/:id"(call) {
    const hashtag = await findHashtag(call.ctx, idOf(call.path.id));
    if (hashtag === null) throw Refusal.notFound();
    return json((await reviewEntities(call, [hashtag]))[0]);
  },

  async "PUT /api/v1/admin/tags/:id"(call) {
    const { ctx, path, params } = call;
    const reviewed = await reviewHashtag(ctx, idOf(path.id), {
      displayName: params.text("display_name"),
      trendable: params.flag("trendable"),
      usable: params.flag("usable"),
      listable: params.flag("listable"),
    });
    if (!reviewed.ok) throw refuse(reviewed.error);
    const { id, name, trendable, usable, listable } = reviewed.value;
    const details = { name, trendable, usable, listable };
    await noteDeed(ctx, { by: call.viewer.accountId, action: "hashtag.changed", target: id, details });
    return json((await reviewEntities(call, [reviewed.value]))[0]);
  },
};

function noteVerdict({ ctx, viewer }: By, kind: string, id: string, trendable: boolean): Promise<void> {
  const action = trendable ? "trend.approved" : "trend.rejected";
  return noteDeed(ctx, { by: viewer.accountId, action, target: id, details: { kind } });
}

async function decideHashtag(call: By, trendable: boolean): Promise<Answer> {
  const reviewed = await reviewHashtag(call.ctx, idOf(call.path.id), { trendable });
  if (!reviewed.ok) throw refuse(reviewed.error);
  await noteVerdict(call, "hashtag", reviewed.value.id, trendable);
  return json((await reviewEntities(call, [reviewed.value]))[0]);
}

async function decidePost(call: By, trendable: boolean): Promise<Answer> {
  const id = idOf(call.path.id);
  const [post] = (await loadPostViews(call.ctx, null, [id])).values();
  if (post === undefined) throw Refusal.notFound();
  await decide(call, "post", id, trendable);
  return json((await adminStatuses(call, [post]))[0]);
}

async function decideLink(call: By, trendable: boolean): Promise<Answer> {
  const id = idOf(call.path.id);
  await decide(call, "link", id, trendable);
  return json((await adminLinks(call, await linksWithHistory(call.ctx, [id])))[0] ?? {});
}

async function decide(call: By, kind: "post" | "link", id: string, trendable: boolean): Promise<void> {
  const verdict = { trendable, moderatorId: call.viewer.accountId };
  const reviewed = await reviewTrend(call.ctx, { kind, id }, verdict);
  if (!reviewed.ok) throw refuse(reviewed.error);
  await noteVerdict(call, kind, id, trendable);
}

async function decidePublisher(call: By, trendable: boolean): Promise<Answer> {
  const reviewed = await reviewPublisher(call.ctx, idOf(call.path.id), trendable);
  if (!reviewed.ok) throw refuse(reviewed.error);
  await noteVerdict(call, "publisher", reviewed.value.id, trendable);
  return json(publisherEntity(reviewed.value));
}

/** Mastodon's Admin::Tag. */
async function adminTags(call: By, tags: readonly HashtagFacts[]) {
  const reviews = await hashtagReviews(
    call.ctx,
    tags.map(({ name }) => name),
  );
  return tags.map((tag) => {
    const review = reviews.get(tag.name);
    return {
      ...tagEntity(call.ctx, tag),
      trendable: review?.trendable ?? !call.ctx.config.trendsNeedApproval,
      usable: review?.usable ?? true,
      listable: review?.listable ?? true,
      requires_review: review?.reviewedAt == null,
    };
  });
}

async function reviewEntities(call: By, reviews: readonly HashtagReview[]) {
  const names = reviews.map(({ name }) => name);
  return adminTags(call, await tagHistory(call.ctx, names));
}

async function adminStatuses(call: By, posts: readonly PostView[]) {
  const [statuses, open] = await Promise.all([
    renderPosts(call.ctx, call.viewer.accountId, posts),
    unreviewed(
      call.ctx,
      "post",
      posts.map(({ id }) => id),
    ),
  ]);
  return statuses.map((status) => ({ ...status, requires_review: open.has(status.id) }));
}

async function adminLinks(call: By, links: readonly TrendingLink[]) {
  const open = await unreviewed(
    call.ctx,
    "link",
    links.map(({ card }) => card.id),
  );
  return links.map((link) => ({
    id: link.card.id,
    ...linkEntity(call.ctx, link),
    requires_review: open.has(link.card.id),
  }));
}

function publisherEntity(publisher: PublisherReview) {
  return {
    id: publisher.id,
    domain: publisher.domain,
    trendable: publisher.trendable,
    reviewed_at: publisher.reviewedAt?.toISOString() ?? null,
    requested_review_at: publisher.createdAt.toISOString(),
    requires_review: publisher.reviewedAt === null,
  };
}
