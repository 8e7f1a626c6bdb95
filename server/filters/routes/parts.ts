import { type Call, json, nothing, type Routes } from "../../api/call.ts";
import { idOf } from "../../api/ids.ts";
import { Refusal } from "../../api/refusal.ts";
import { refuse } from "../../api/refuse.ts";
import type { Viewer } from "../../api/viewer.ts";
import { readEntry } from "../../timelines/entry.ts";
import { filteredPostEntity, keywordEntity } from "../entities.ts";
import {
  addPost,
  changeByKeyword,
  changeFilter,
  findFilter,
  findFilterWith,
  type KeywordChange,
  removePost,
} from "../filters.ts";
import type { Filter } from "../model.ts";
import { keywordOf } from "./params.ts";

/** Keywords and posts of filters, one by one. */
export const filterPartRoutes: Routes = {
  async "GET /api/v2/filters/:id/keywords"(call) {
    return json((await filterOf(call)).keywords.map(keywordEntity));
  },
  async "POST /api/v2/filters/:id/keywords"({ ctx, viewer, path, params }) {
    const added = { ...keywordOf(params), id: null, remove: false };
    const filter = await changeFilter(ctx, viewer.accountId, idOf(path.id), {}, [added]);
    if (!filter.ok) throw refuse(filter.error);
    return json(filter.value.keywords.slice(-1).map(keywordEntity)[0]);
  },
  async "GET /api/v2/filters/keywords/:id"({ ctx, viewer, path }) {
    const keywordId = idOf(path.id);
    return keyword(await findFilterWith(ctx.sql, viewer.accountId, { keywordId }), keywordId);
  },
  async "PUT /api/v2/filters/keywords/:id"(call) {
    const { params, path } = call;
    const id = idOf(path.id);
    return keyword(await change(call, { ...keywordOf(params), id, remove: false }), id);
  },
  async "DELETE /api/v2/filters/keywords/:id"(call) {
    await change(call, { id: idOf(call.path.id), remove: true });
    return nothing;
  },
  async "GET /api/v2/filters/:id/statuses"(call) {
    return json((await filterOf(call)).posts.map(filteredPostEntity));
  },
  async "POST /api/v2/filters/:id/statuses"({ ctx, viewer, path, params }) {
    const { accountId } = viewer;
    const filterId = idOf(path.id);
    // A boost stands for what it boosts.
    const entry = await readEntry(ctx, accountId, idOf(params.required("status_id")));
    const named = await addPost(ctx, accountId, filterId, entry?.post.id ?? idOf(params.text("status_id")));
    if (!named.ok) throw refuse(named.error);
    return json(filteredPostEntity(named.value));
  },
  async "GET /api/v2/filters/statuses/:id"({ ctx, viewer, path }) {
    const filteredPostId = idOf(path.id);
    const filter = await findFilterWith(ctx.sql, viewer.accountId, { filteredPostId });
    const named = filter?.posts.find((each) => each.id === filteredPostId);
    if (named === undefined) throw Refusal.notFound();
    return json(filteredPostEntity(named));
  },
  async "DELETE /api/v2/filters/statuses/:id"({ ctx, viewer, path }) {
    const removed = await removePost(ctx, viewer.accountId, idOf(path.id));
    if (!removed.ok) throw refuse(removed.error);
    return nothing;
  },
};

async function filterOf({ ctx, viewer, path }: Call<Viewer>): Promise<Filter> {
  const filter = await findFilter(ctx.sql, viewer.accountId, idOf(path.id));
  if (filter === null) throw Refusal.notFound();
  return filter;
}

async function change(
  { ctx, viewer }: Call<Viewer>,
  changed: KeywordChange & { id: string },
): Promise<Filter> {
  const filter = await changeByKeyword(ctx, viewer.accountId, changed, {});
  if (!filter.ok) throw refuse(filter.error);
  return filter.value;
}

function keyword(filter: Filter | null, keywordId: string) {
  const found = filter?.keywords.find((each) => each.id === keywordId);
  if (found === undefined) throw Refusal.notFound();
  return json(keywordEntity(found));
}
