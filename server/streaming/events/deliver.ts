import type { ApiCtx } from "../../context.ts";
import type { Deliver } from "../hub.ts";
import { announcementEvents } from "./announcements.ts";
import { conversationEvents } from "./conversations.ts";
import { deletionEvents } from "./deletions.ts";
import type { Filters } from "./filters.ts";
import { notificationEvents } from "./notifications.ts";
import { ownEvents } from "./own.ts";
import { postEvents } from "./posts.ts";

/** Reads what a batch of changes takes, all at once, and tells of each in its turn. */
export function createDeliver(ctx: ApiCtx, filters: Filters): Deliver {
  return async (audience, changes) => {
    if (changes.length === 0) return;
    filters.forget(changes);
    const emits = await Promise.all([
      postEvents(ctx, audience, changes, filters),
      deletionEvents(ctx, audience, changes),
      conversationEvents(ctx, audience, changes),
      announcementEvents(ctx, audience, changes),
      notificationEvents(ctx, audience, changes),
      ownEvents(audience),
    ]);
    for (const change of changes) for (const emit of emits) emit(change);
  };
}
