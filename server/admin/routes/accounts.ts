import type { Role } from "../../accounts/role.ts";
import { type Answer, type Call, json, nothing, type Routes } from "../../api/call.ts";
import { idOf, isId } from "../../api/ids.ts";
import { paged, pageOf } from "../../api/paging.ts";
import { Refusal } from "../../api/refusal.ts";
import { refuse } from "../../api/refuse.ts";
import type { Viewer } from "../../api/viewer.ts";
import type { ApiCtx } from "../../context.ts";
import { eraseAccount } from "../accounts/erase.ts";
import { approve, enable, reject, unlimit, unsensitise, unsuspend } from "../accounts/lift.ts";
import { type AccountFilter, listAdminAccounts } from "../accounts/list.ts";
import { sanction } from "../accounts/sanction.ts";
import { findAdminAccount } from "../accounts/views.ts";
import { adminAccountEntity } from "../entities/account.ts";
import type { Moderator } from "../may-act.ts";
import { adminPage } from "../paging.ts";

type AdminCall = Call<Viewer>;

const actions = ["none", "sensitive", "disable", "silence", "suspend"] as const;
const statuses = ["active", "pending", "disabled", "silenced", "suspended", "sensitized"] as const;
const staff: readonly Role[] = ["moderator", "admin", "owner"];
const rolesById: Readonly<Record<string, Role>> = {
  "1": "moderator",
  "2": "admin",
  "3": "owner",
  "-99": "member",
};

export const adminAccountRoutes: Routes = {
  "GET /api/v1/admin/accounts": (call) => listed(call, filterV1(call)),
  "GET /api/v2/admin/accounts": (call) => listed(call, filterV2(call)),
  "GET /api/v1/admin/accounts/:id": (call) => shown(call, idOf(call.path.id)),

  async "DELETE /api/v1/admin/accounts/:id"({ ctx, viewer, path }) {
    const view = await found(ctx, idOf(path.id));
    const erased = await eraseAccount(ctx, viewer, view.id);
    if (!erased.ok) throw refuse(erased.error);
    return json(adminAccountEntity(ctx, view));
  },

  async "POST /api/v1/admin/accounts/:id/action"({ ctx, viewer, path, params }) {
    const action = params.oneOf("type", actions);
    if (action === null) throw Refusal.blank("type");
    const reportId = params.text("report_id");
    const done = await sanction(ctx, viewer, {
      targetId: idOf(path.id),
      action,
      reportId: reportId ? idOf(reportId) : null,
      text: params.text("text") ?? "",
      isTold: params.flag("send_email_notification") ?? true,
    });
    if (!done.ok) throw refuse(done.error);
    return nothing;
  },

  "POST /api/v1/admin/accounts/:id/approve": (call) => decided(call, approve),
  async "POST /api/v1/admin/accounts/:id/reject"({ ctx, viewer, path }) {
    const view = await found(ctx, idOf(path.id));
    const rejected = await reject(ctx, viewer, view.id);
    if (!rejected.ok) throw refuse(rejected.error);
    return json(adminAccountEntity(ctx, view));
  },
  "POST /api/v1/admin/accounts/:id/enable": (call) => decided(call, enable),
  "POST /api/v1/admin/accounts/:id/unsilence": (call) => decided(call, unlimit),
  "POST /api/v1/admin/accounts/:id/unsuspend": (call) => decided(call, unsuspend),
  "POST /api/v1/admin/accounts/:id/unsensitive": (call) => decided(call, unsensitise),
};

async function listed(call: AdminCall, filter: AccountFilter): Promise<Answer> {
  const page = await listAdminAccounts(call.ctx, filter, pageOf(call, adminPage));
  return paged(
    call,
    page,
    page.items.map((view) => adminAccountEntity(call.ctx, view)),
  );
}

async function shown({ ctx }: AdminCall, id: string): Promise<Answer> {
  return json(adminAccountEntity(ctx, await found(ctx, id)));
}

async function found(ctx: ApiCtx, id: string) {
  const view = await findAdminAccount(ctx, id);
  if (view === null) throw Refusal.notFound();
  return view;
}

async function decided(
  call: AdminCall,
  decide: (ctx: ApiCtx, by: Moderator, id: string) => ReturnType<typeof enable>,
): Promise<Answer> {
  const id = idOf(call.path.id);
  const done = await decide(call.ctx, call.viewer, id);
  if (!done.ok) throw refuse(done.error);
  return shown(call, id);
}

function commonFilter({ params }: AdminCall): AccountFilter {
  const invitedBy = params.text("invited_by");
  return {
    username: params.text("username"),
    displayName: params.text("display_name"),
    email: params.text("email"),
    domain: params.text("by_domain")?.trim() || null,
    ip: params.text("ip")?.trim() || null,
    invitedBy: isId(invitedBy ?? "") ? invitedBy : null,
  };
}

/** Flags, of which the last one that is set counts; local and active ones where none is. */
function filterV1(call: AdminCall): AccountFilter {
  const { params } = call;
  const status = statuses.findLast((name) => params.flag(name)) ?? "active";
  return {
    ...commonFilter(call),
    origin: params.flag("remote") || params.text("by_domain") ? "remote" : "local",
    status,
    roles: params.flag("staff") ? staff : null,
  };
}

function filterV2(call: AdminCall): AccountFilter {
  const { params } = call;
  const ids = params.list("role_ids");
  const roles = ids.length > 0 ? ids.flatMap((id) => rolesById[id] ?? []) : null;
  return {
    ...commonFilter(call),
    origin: choice(call, "origin", ["local", "remote"]),
    status: choice(call, "status", statuses),
    roles: choice(call, "permissions", ["staff"]) === "staff" ? staff : roles,
  };
}

/** @throws Refusal with 400 for another word, as Mastodon answers */
function choice<const T extends string>({ params }: AdminCall, name: string, words: readonly T[]): T | null {
  const text = params.text(name);
  if (text === null || text === "") return null;
  if (!words.includes(text as T)) throw new Refusal(400, `Unknown ${name}: ${text.slice(0, 100)}`);
  return text as T;
}
