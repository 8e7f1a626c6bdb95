import type { Call, Routes } from "../api/call.ts";
import { idOf } from "../api/ids.ts";
import { paged, pagedText, pageOf } from "../api/paging.ts";
import { Refusal } from "../api/refusal.ts";
import { renderKeys } from "../api/rendered.ts";
import { type FilterContext, renderEntries } from "../api/statuses.ts";
import { findList } from "../lists/lists.ts";
import { readDirect } from "./direct.ts";
import { readHashtag } from "./hashtag.ts";
import { homeSource } from "./home.ts";
import { readTimelineKeys } from "./keys.ts";
import { readLink } from "./link.ts";
import { readList } from "./list.ts";
import type { Listed } from "./page.ts";
import { readPublic } from "./public.ts";
import type { TimelineEntry } from "./read.ts";

export const timelineRoutes: Routes = {
  async "GET /api/v1/timelines/home"(call) {
    const { accountId } = call.viewer;
    const page = await readTimelineKeys(call.ctx, accountId, pageOf(call), homeSource);
    return pagedText(call, page, await renderKeys(call.ctx, accountId, page.items, "home"));
  },
  async "GET /api/v1/timelines/public"(call) {
    const page = { ...pageOf(call), ...selectionOf(call) };
    return answer(call, await readPublic(call.ctx, viewerOf(call), page), "public");
  },
  async "GET /api/v1/timelines/tag/:hashtag"(call) {
    const { ctx, params, path } = call;
    const [any, all, none] = [params.list("any"), params.list("all"), params.list("none")];
    const page = { ...pageOf(call), ...selectionOf(call), any, all, none };
    return answer(call, await readHashtag(ctx, viewerOf(call), path.hashtag ?? "", page), "public");
  },
  async "GET /api/v1/timelines/link"(call) {
    const url = call.params.required("url");
    const page = await readLink(call.ctx, viewerOf(call), url, pageOf(call));
    if (page === null) throw Refusal.notFound();
    return answer(call, page, "public");
  },
  async "GET /api/v1/timelines/list/:id"(call) {
    const list = await findList(call.ctx.sql, call.viewer.accountId, idOf(call.path.id));
    if (list === null) throw Refusal.notFound();
    return answer(call, await readList(call.ctx, list, pageOf(call)), "home");
  },
  async "GET /api/v1/timelines/direct"(call) {
    return answer(call, await readDirect(call.ctx, call.viewer.accountId, pageOf(call)), "thread");
  },
};

async function answer(call: Call, page: Listed<TimelineEntry>, context: FilterContext) {
  return paged(call, page, await renderEntries(call.ctx, viewerOf(call), page.items, context));
}

function viewerOf({ viewer }: Call): string | null {
  return viewer?.accountId ?? null;
}

function selectionOf({ params }: Call) {
  return {
    local: params.flag("local") ?? false,
    remote: params.flag("remote") ?? false,
    onlyMedia: params.flag("only_media") ?? false,
  };
}
