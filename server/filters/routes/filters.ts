import { json, nothing, type Routes } from "../../api/call.ts";
import { idOf } from "../../api/ids.ts";
import { Refusal } from "../../api/refusal.ts";
import { refuse } from "../../api/refuse.ts";
import { filterEntity } from "../entities.ts";
import { changeFilter, createFilter, findFilter, readFilters, removeFilter } from "../filters.ts";
import { draftOf, keywordsOf } from "./params.ts";

export const filterRoutes: Routes = {
  async "GET /api/v2/filters"({ ctx, viewer }) {
    return json((await readFilters(ctx.sql, viewer.accountId)).map(filterEntity));
  },
  async "GET /api/v2/filters/:id"({ ctx, viewer, path }) {
    const filter = await findFilter(ctx.sql, viewer.accountId, idOf(path.id));
    if (filter === null) throw Refusal.notFound();
    return json(filterEntity(filter));
  },
  async "POST /api/v2/filters"({ ctx, viewer, params }) {
    const { contexts = [], action = "warn", expiresAt = null } = draftOf(ctx, params);
    const draft = { title: params.text("title") ?? "", contexts, action, expiresAt };
    const filter = await createFilter(ctx, viewer.accountId, draft, keywordsOf(params));
    if (!filter.ok) throw refuse(filter.error);
    return json(filterEntity(filter.value));
  },
  async "PUT /api/v2/filters/:id"({ ctx, viewer, path, params }) {
    const title = params.text("title");
    const changes = { ...draftOf(ctx, params), ...(title !== null && { title }) };
    const filter = await changeFilter(ctx, viewer.accountId, idOf(path.id), changes, keywordsOf(params));
    if (!filter.ok) throw refuse(filter.error);
    return json(filterEntity(filter.value));
  },
  async "DELETE /api/v2/filters/:id"({ ctx, viewer, path }) {
    const removed = await removeFilter(ctx, viewer.accountId, idOf(path.id));
    if (!removed.ok) throw refuse(removed.error);
    return nothing;
  },
};
