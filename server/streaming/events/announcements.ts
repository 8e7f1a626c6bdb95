import { readAnnouncement, readTally } from "../../announcements/read.ts";
import { announcementEntity } from "../../api/entities/announcement.ts";
import type { Change, ChangeKind } from "../../changes/feed.ts";
import type { ApiCtx } from "../../context.ts";
import { type EventName, Message } from "../message.ts";
import { type Audience, subscriptionsOf } from "../registry.ts";
import type { Emit } from "./emit.ts";

const kinds = new Set<ChangeKind>([
  "announcement.created",
  "announcement.updated",
  "announcement.reaction",
  "announcement.deleted",
]);

/** What the node has to say, to everybody who is signed in. It is seldom, so that each is read by itself. */
export async function announcementEvents(
  ctx: ApiCtx,
  audience: Audience,
  changes: readonly Change[],
): Promise<Emit> {
  const heard = audience.of("user").size === 0 ? [] : changes.filter(({ kind }) => kinds.has(kind));
  const said = new Map<Change, { event: EventName; payload: string }>();
  for (const change of heard) {
    const found = await sayingOf(ctx, change);
    if (found !== null) said.set(change, found);
  }
  return (change) => {
    const found = said.get(change);
    if (found === undefined) return;
    const message = new Message(found.event, found.payload, change.position);
    for (const { connection, stream } of subscriptionsOf(audience, "user", audience.of("user").keys()))
      connection.send(message, stream);
  };
}

/** Null for what is not there any more: another change says so. */
async function sayingOf(
  ctx: ApiCtx,
  { kind, subjectId }: Change,
): Promise<{ event: EventName; payload: string } | null> {
  if (kind === "announcement.deleted") return { event: "announcement.delete", payload: subjectId };
  if (kind === "announcement.reaction") {
    const tally = await readTally(ctx, subjectId);
    if (tally === null) return null;
    const { announcementId, name, count } = tally;
    return {
      event: "announcement.reaction",
      payload: JSON.stringify({ name, count, announcement_id: announcementId }),
    };
  }
  const view = await readAnnouncement(ctx, null, subjectId);
  return view && { event: "announcement", payload: JSON.stringify(announcementEntity(ctx, view, null)) };
}
