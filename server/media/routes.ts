import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type Answer, type Call, json, nothing, type Routes } from "../api/call.ts";
import { mediaEntity } from "../api/entities/media.ts";
import { idOf } from "../api/ids.ts";
import { Refusal } from "../api/refusal.ts";
import { refuse } from "../api/refuse.ts";
import type { Viewer } from "../api/viewer.ts";
import { removeCaptions, setCaptions } from "./caption.ts";
import { updateMedium } from "./change.ts";
import { focusOf } from "./limits.ts";
import { toMedium } from "./medium.ts";
import { removeMedia } from "./remove.ts";
import { findMedium } from "./store/media.ts";
import type { MediumRow } from "./store/row.ts";
import { uploadMedium } from "./upload.ts";

const PATIENCE_MS = 5 * 60_000;
const LOOK_AGAIN_MS = 400;

export const mediaRoutes: Routes = {
  "POST /api/v2/media": async (call) => shown(call, await upload(call), 202),

  // Clients that call this know nothing of waiting: they post what they get at once.
  "POST /api/v1/media": async (call) => shown(call, await settled(call.ctx, await upload(call)), 202),

  async "GET /api/v1/media/:id"(call) {
    return shown(call, await ownMedium(call), 206);
  },

  async "PUT /api/v1/media/:id"(call) {
    const { ctx, viewer, params } = call;
    const { id } = await ownMedium(call);
    const thumbnail = params.received("thumbnail");
    const focalPoint = focusOf(params.text("focus"));
    const changed = await updateMedium(ctx, {
      accountId: viewer.accountId,
      id,
      ...(params.has("description") && { description: params.text("description") }),
      ...(focalPoint !== null && { focalPoint }),
      ...(thumbnail !== null && {
        thumbnail: { path: thumbnail.path, work: await besideOf(thumbnail.path) },
      }),
    });
    if (!changed.ok) throw refuse(changed.error);
    return shown(call, changed.value, 206);
  },

  async "DELETE /api/v1/media/:id"(call) {
    const { id } = await ownMedium(call);
    if ((await removeMedia(call.ctx, call.viewer.accountId, [id])) > 0) return nothing;
    throw new Refusal(422, "Media attachment is currently used by a status");
  },

  async "PUT /api/v1/media/:id/captions/:language"(call) {
    await ownMedium(call);
    const file = call.params.received("file");
    if (file === null) throw Refusal.blank("file");
    const set = await setCaptions(call.ctx, {
      ...captionsOf(call),
      label: call.params.text("label"),
      path: file.path,
      work: await besideOf(file.path),
    });
    if (!set.ok) throw refuse(set.error);
    return shown(call, set.value, 206);
  },

  async "DELETE /api/v1/media/:id/captions/:language"(call) {
    const removed = await removeCaptions(call.ctx, captionsOf(call));
    if (!removed.ok) throw refuse(removed.error);
    return shown(call, removed.value, 206);
  },
};

/** Captions of the path's medium in the path's language. */
const captionsOf = ({ viewer, path }: Call<Viewer>) => ({
  accountId: viewer.accountId,
  id: idOf(path.id),
  language: path.language ?? "",
});

async function upload(call: Call<Viewer>): Promise<MediumRow> {
  const { ctx, viewer, params } = call;
  const file = params.received("file");
  if (file === null) throw Refusal.blank("file");
  const made = await uploadMedium(ctx, {
    accountId: viewer.accountId,
    file,
    thumbnail: params.received("thumbnail"),
    description: params.text("description"),
    focalPoint: focusOf(params.text("focus")),
    work: await besideOf(file.path),
  });
  if (!made.ok) throw refuse(made.error);
  return made.value;
}

/** A medium once it is ready or has failed, or as it is after some minutes. */
async function settled(ctx: Call<Viewer>["ctx"], row: MediumRow): Promise<MediumRow> {
  const until = performance.now() + PATIENCE_MS;
  let now: MediumRow = row;
  while ((now.state === "waiting" || now.state === "processing") && performance.now() < until) {
    await setTimeout(LOOK_AGAIN_MS);
    const found = await findMedium(ctx.sql, row.id, row.accountId);
    if (found === null) throw Refusal.notFound();
    now = found;
  }
  return now;
}

async function ownMedium({ ctx, viewer, path }: Call<Viewer>): Promise<MediumRow> {
  const row = await findMedium(ctx.sql, idOf(path.id), viewer.accountId);
  if (row === null) throw Refusal.notFound();
  return row;
}

/**
 * A medium as it is now. Until it is ready it has no address; how far it is stands beside, which Mastodon does not tell.
 *
 * @param coming the status while it is being made
 * @throws Refusal with 422 for one that could not be made, whatever the reason: it will not be made any more
 */
function shown({ ctx }: Pick<Call<Viewer>, "ctx">, row: MediumRow, coming: 202 | 206): Answer {
  const entity = mediaEntity(ctx, toMedium(ctx, row));
  if (row.state === "ready") return json(entity);
  if (row.state === "failed") throw new Refusal(422, refuse(row.error ?? { type: "media/gave-up" }).message);
  return json({ ...entity, url: null, preview_url: null, progress: row.progress }, { status: coming });
}

/** A folder that goes with the one that the request's files are in. */
async function besideOf(path: string): Promise<string> {
  const folder = join(dirname(path), "work");
  await mkdir(folder, { recursive: true });
  return folder;
}
