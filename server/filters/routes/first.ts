import { json, nothing, type Routes } from "../../api/call.ts";
import { idOf } from "../../api/ids.ts";
import { Refusal } from "../../api/refusal.ts";
import { refuse } from "../../api/refuse.ts";
import { firstFilterEntity } from "../entities.ts";
import { changeByKeyword, createFilter, findFilterWith, readFilters } from "../filters.ts";
import type { Filter } from "../model.ts";
import { draftOf } from "./params.ts";

/** The first version's filters, deprecated: each is a keyword of ours. */
export const firstFilterRoutes: Routes = {
  async "GET /api/v1/filters"({ ctx, viewer }) {
    const filters = await readFilters(ctx.sql, viewer.accountId);
    return json(filters.flatMap((filter) => filter.keywords.map((each) => firstFilterEntity(filter, each))));
  },
  async "GET /api/v1/filters/:id"({ ctx, viewer, path }) {
    const keywordId = idOf(path.id);
    return answer(await findFilterWith(ctx.sql, viewer.accountId, { keywordId }), keywordId);
  },
  async "POST /api/v1/filters"({ ctx, viewer, params }) {
    const [title, wholeWord] = [params.text("phrase") ?? "", params.flag("whole_word") ?? true];
    const { contexts = [], action = "warn", expiresAt = null } = draftOf(ctx, params);
    const draft = { title: title.slice(0, 256), contexts, action, expiresAt };
    const keywords = [{ id: null, keyword: title, wholeWord }];
    const filter = await createFilter(ctx, viewer.accountId, draft, keywords);
    if (!filter.ok) throw refuse(filter.error);
    return answer(filter.value, filter.value.keywords[0]?.id ?? "");
  },
  async "PUT /api/v1/filters/:id"({ ctx, viewer, path, params }) {
    const [id, phrase, wholeWord] = [idOf(path.id), params.text("phrase"), params.flag("whole_word")];
    const keyword = {
      id,
      ...(phrase !== null && { keyword: phrase }),
      ...(wholeWord !== null && { wholeWord }),
    };
    const changes = { ...draftOf(ctx, params), ...(phrase !== null && { title: phrase.slice(0, 256) }) };
    const filter = await changeByKeyword(ctx, viewer.accountId, keyword, changes);
    if (!filter.ok) throw refuse(filter.error);
    return answer(filter.value, id);
  },
  async "DELETE /api/v1/filters/:id"({ ctx, viewer, path }) {
    const keyword = { id: idOf(path.id), remove: true };
    const removed = await changeByKeyword(ctx, viewer.accountId, keyword, {});
    if (!removed.ok) throw refuse(removed.error);
    return nothing;
  },
};

function answer(filter: Filter | null, keywordId: string) {
  const keyword = filter?.keywords.find((each) => each.id === keywordId);
  if (!filter || keyword === undefined) throw Refusal.notFound();
  return json(firstFilterEntity(filter, keyword));
}
