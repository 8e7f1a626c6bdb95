import { json, type Routes } from "../api/call.ts";
import { isId } from "../api/ids.ts";
import type { Params } from "../api/params.ts";
import { Refusal } from "../api/refusal.ts";
import { type MarkedTimeline, type Marker, markedTimelines, readMarkers, setMarkers } from "./markers.ts";

export const markerRoutes: Routes = {
  async "GET /api/v1/markers"({ ctx, viewer, params }) {
    const asked = params.list("timeline");
    const timelines = markedTimelines.filter((timeline) => asked.includes(timeline));
    return json(markersEntity(await readMarkers(ctx, viewer.accountId, timelines)));
  },
  async "POST /api/v1/markers"({ ctx, viewer, params }) {
    const marks = markedTimelines.flatMap((timeline) => markOf(params, timeline));
    return json(markersEntity(await setMarkers(ctx, viewer.accountId, marks)));
  },
};

/** `home[last_read_id]=...` */
function markOf(params: Params, timeline: MarkedTimeline) {
  const lastReadId = params.nested(timeline)?.text("last_read_id");
  if (lastReadId == null) return [];
  if (!isId(lastReadId)) throw Refusal.invalid("last_read_id", "is invalid");
  return [{ timeline, lastReadId: lastReadId.toLowerCase() }];
}

/** Mastodon's Markers. https://docs.joinmastodon.org/entities/Marker/ */
function markersEntity(markers: readonly Marker[]) {
  return Object.fromEntries(
    markers.map(({ timeline, lastReadId, version, updatedAt }) => [
      timeline,
      { last_read_id: lastReadId, version, updated_at: updatedAt.toISOString() },
    ]),
  );
}
