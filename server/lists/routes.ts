import { type Call, json, nothing, type Routes } from "../api/call.ts";
import { accountEntity } from "../api/entities/account.ts";
import { idOf, idsOf, isId } from "../api/ids.ts";
import { paged, pageOf } from "../api/paging.ts";
import { Refusal } from "../api/refusal.ts";
import { refuse } from "../api/refuse.ts";
import {
  changeList,
  createList,
  findList,
  type List,
  readLists,
  readListsWith,
  readMembers,
  removeList,
} from "./lists.ts";
import { addMembers, removeMembers } from "./members.ts";

const policies = ["followed", "list", "none"] as const;

export const listRoutes: Routes = {
  async "GET /api/v1/lists"({ ctx, viewer }) {
    return json((await readLists(ctx, viewer.accountId)).map(listEntity));
  },
  async "GET /api/v1/accounts/:id/lists"({ ctx, viewer, path }) {
    return json((await readListsWith(ctx, viewer.accountId, idOf(path.id))).map(listEntity));
  },
  async "GET /api/v1/lists/:id"({ ctx, viewer, path }) {
    const list = await findList(ctx.sql, viewer.accountId, idOf(path.id));
    if (list === null) throw Refusal.notFound();
    return json(listEntity(list));
  },
  async "POST /api/v1/lists"({ ctx, viewer, params }) {
    const list = await createList(ctx, viewer.accountId, {
      title: params.text("title") ?? "",
      repliesPolicy: policyOf(params) ?? "list",
      exclusive: params.flag("exclusive") ?? false,
    });
    if (!list.ok) throw refuse(list.error);
    return json(listEntity(list.value));
  },
  async "PUT /api/v1/lists/:id"({ ctx, viewer, path, params }) {
    const [title, repliesPolicy, exclusive] = [
      params.text("title"),
      policyOf(params),
      params.flag("exclusive"),
    ];
    const list = await changeList(ctx, viewer.accountId, idOf(path.id), {
      ...(title !== null && { title }),
      ...(repliesPolicy !== null && { repliesPolicy }),
      ...(exclusive !== null && { exclusive }),
    });
    if (!list.ok) throw refuse(list.error);
    return json(listEntity(list.value));
  },
  async "DELETE /api/v1/lists/:id"({ ctx, viewer, path }) {
    const removed = await removeList(ctx, viewer.accountId, idOf(path.id));
    if (!removed.ok) throw refuse(removed.error);
    return nothing;
  },
  async "GET /api/v1/lists/:id/accounts"(call) {
    const { ctx, viewer, path, params } = call;
    const list = await findList(ctx.sql, viewer.accountId, idOf(path.id));
    if (list === null) throw Refusal.notFound();
    // Mastodon: none is all.
    const page = params.text("limit") === "0" ? null : pageOf(call, { usual: 40, most: 80 });
    const members = await readMembers(ctx, list.id, page);
    return paged(
      call,
      members,
      members.items.map((account) => accountEntity(ctx, account)),
    );
  },
  async "POST /api/v1/lists/:id/accounts"({ ctx, viewer, path, params }) {
    const given = params.list("account_ids", 1_000);
    if (!given.every(isId)) throw Refusal.notFound();
    const input = { accountId: viewer.accountId, listId: idOf(path.id), memberIds: idsOf(given) };
    const added = await addMembers(ctx, input);
    if (!added.ok) throw refuse(added.error);
    return nothing;
  },
  async "DELETE /api/v1/lists/:id/accounts"({ ctx, viewer, path, params }) {
    const memberIds = idsOf(params.list("account_ids", 1_000));
    const input = { accountId: viewer.accountId, listId: idOf(path.id), memberIds };
    const removed = await removeMembers(ctx, input);
    if (!removed.ok) throw refuse(removed.error);
    return nothing;
  },
};

function policyOf(params: Call["params"]) {
  const given = params.text("replies_policy");
  const policy = policies.find((each) => each === given);
  if (given !== null && policy === undefined)
    throw new Refusal(422, `'${given.slice(0, 100)}' is not a valid replies_policy`);
  return policy ?? null;
}

/** Mastodon's List. https://docs.joinmastodon.org/entities/List/ */
function listEntity({ id, title, repliesPolicy, exclusive }: List) {
  return { id, title, replies_policy: repliesPolicy, exclusive };
}
