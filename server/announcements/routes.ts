import { json, nothing, type Routes } from "../api/call.ts";
import { announcementEntity } from "../api/entities/announcement.ts";
import { idOf } from "../api/ids.ts";
import { refuse } from "../api/refuse.ts";
import { dismissAnnouncement, reactToAnnouncement, unreactToAnnouncement } from "./react.ts";
import { readAnnouncements } from "./read.ts";

export const announcementRoutes: Routes = {
  async "GET /api/v1/announcements"({ ctx, viewer, params }) {
    const all = params.flag("with_dismissed") ?? false;
    const announcements = await readAnnouncements(ctx, viewer.accountId, { all });
    return json(announcements.map((announcement) => announcementEntity(ctx, announcement, viewer.accountId)));
  },

  async "POST /api/v1/announcements/:id/dismiss"({ ctx, viewer, path }) {
    const announcementId = idOf(path.id);
    const done = await dismissAnnouncement(ctx, { accountId: viewer.accountId, announcementId });
    if (!done.ok) throw refuse(done.error);
    return nothing;
  },

  async "PUT /api/v1/announcements/:id/reactions/:name"({ ctx, viewer, path }) {
    const reacting = { accountId: viewer.accountId, announcementId: idOf(path.id), name: path.name ?? "" };
    const done = await reactToAnnouncement(ctx, reacting);
    if (!done.ok) throw refuse(done.error);
    return nothing;
  },

  async "DELETE /api/v1/announcements/:id/reactions/:name"({ ctx, viewer, path }) {
    const reacting = { accountId: viewer.accountId, announcementId: idOf(path.id), name: path.name ?? "" };
    const done = await unreactToAnnouncement(ctx, reacting);
    if (!done.ok) throw refuse(done.error);
    return nothing;
  },
};
