import { type Answer, type Call, json, type Routes } from "../../api/call.ts";
import { cardEntity } from "../../api/entities/card.ts";
import { historyEntity, tagEntity } from "../../api/entities/tag.ts";
import { renderPosts } from "../../api/statuses.ts";
import type { ApiCtx } from "../../context.ts";
import { baseLanguage } from "../../search/languages.ts";
import {
  type TrendItems,
  type TrendingLink,
  type TrendPage,
  type TrendReader,
  trendingHashtags,
  trendingLinks,
  trendingPosts,
} from "../read.ts";

export const few = { usual: 10, most: 20 };
export const many = { usual: 20, most: 40 };

/** What trends, as anybody sees it. */
export const trendRoutes: Routes = {
  "GET /api/v1/trends": hashtags,
  "GET /api/v1/trends/tags": hashtags,

  async "GET /api/v1/trends/statuses"(call) {
    const { ctx, viewer } = call;
    const page = trendPage(call, many);
    const { items, isFull } = await trendingPosts(ctx, page, readerOf(call));
    const statuses = await renderPosts(ctx, viewer?.accountId ?? null, items, "public");
    return pagedByOffset(call, page, { items: statuses, isFull });
  },

  async "GET /api/v1/trends/links"(call) {
    const page = trendPage(call, few);
    const { items, isFull } = await trendingLinks(call.ctx, page, readerOf(call));
    const entities = items.map((link) => linkEntity(call.ctx, link));
    return pagedByOffset(call, page, { items: entities, isFull });
  },
};

async function hashtags(call: Call): Promise<Answer> {
  const page = trendPage(call, few);
  const { items, isFull } = await trendingHashtags(call.ctx, page);
  const entities = items.map((tag) => tagEntity(call.ctx, tag));
  return pagedByOffset(call, page, { items: entities, isFull });
}

/** Mastodon's Trends::Link. */
export function linkEntity(ctx: Pick<ApiCtx, "uris" | "proxy">, { card, history }: TrendingLink) {
  return { ...cardEntity(ctx, card), history: historyEntity(history) };
}

export function trendPage(
  { params }: Pick<Call, "params">,
  limits: { usual: number; most: number },
): TrendPage {
  return {
    limit: params.whole("limit", { least: 1, most: limits.most }) ?? limits.usual,
    offset: params.whole("offset", { least: 0, most: 10_000 }) ?? 0,
  };
}

/** Who reads, and in which languages: what the client says, or the browser it runs in. */
function readerOf({ viewer, params, request }: Pick<Call, "viewer" | "params" | "request">): TrendReader {
  const named = params.text("lang") ?? request.headers.get("accept-language") ?? "";
  const languages = named
    .split(",")
    .slice(0, 5)
    .map((part) => baseLanguage(part.split(";")[0]?.trim() ?? null));
  return {
    viewerId: viewer?.accountId ?? null,
    languages: languages.filter((language) => language !== null),
  };
}

/** A page of a list that has no ids to page by, with the Link header to the pages around it. */
export function pagedByOffset(
  { request }: { readonly request: { readonly url: URL } },
  { limit, offset }: TrendPage,
  { items, isFull }: TrendItems<unknown>,
): Answer {
  const at = (start: number) => {
    const url = new URL(request.url);
    url.searchParams.set("offset", String(start));
    return url.href;
  };
  const links = [
    ...(isFull ? [`<${at(offset + limit)}>; rel="next"`] : []),
    ...(offset > 0 ? [`<${at(Math.max(0, offset - limit))}>; rel="prev"`] : []),
  ];
  return json(items, links.length === 0 ? {} : { headers: { link: links.join(", ") } });
}
