import type { Medium } from "#protocol/model/medium.ts";
import { ok, type Result } from "#protocol/result.ts";
import { isId } from "../api/ids.ts";
import type { Ctx, Tx } from "../context.ts";
import { type AttachError, findAttachable } from "./attach.ts";
import { checkDescription, type DescriptionError } from "./limits.ts";
import { toMedium } from "./medium.ts";
import { mediumId } from "./medium-id.ts";
import { attachMedia } from "./store/belonging.ts";
import { changeMedium, type MediumChange } from "./store/media.ts";
import type { MediumRow } from "./store/row.ts";

/** What a post is to show from now on: some of what it has, and other media of its author, described anew where asked for. */
export interface Arrangement {
  ids: readonly string[];
  changes: ReadonlyMap<string, Pick<MediumChange, "description" | "focalPoint">>;
}

export interface Rearranged {
  media: Medium[];
  /** Writes down what changes for the media themselves. @returns whether they could still be attached */
  write(tx: Tx): Promise<boolean>;
}

/** Nothing is written yet: what the post shows is to be written beside. */
export async function rearrange(
  ctx: Pick<Ctx, "sql" | "uris" | "clock">,
  post: { id: string; accountId: string; media: readonly Medium[] },
  { ids, changes }: Arrangement,
): Promise<Result<Rearranged, AttachError | DescriptionError>> {
  for (const { description } of changes.values()) {
    const checked = checkDescription(description);
    if (!checked.ok) return checked;
  }
  // What came with an archive has no row: it is only in the post.
  const rowless = new Map(
    post.media.filter(({ id }) => id === undefined).map((medium) => [mediumId(medium), medium]),
  );
  const own = ids.filter((id) => !rowless.has(id));
  const strange = own.filter((id) => !isId(id));
  if (strange.length > 0) return { ok: false, error: { type: "media/not-attachable", ids: strange } };
  const place = { postId: post.id, scheduledId: null };
  const found = await findAttachable(ctx.sql, post.accountId, own, place);
  if (!found.ok) return found;
  const rows = new Map(found.value.map((row) => [row.id, changed(row, changes.get(row.id))]));
  return ok({
    media: [...new Set(ids)].flatMap((id) => {
      const row = rows.get(id);
      if (row !== undefined) return [toMedium(ctx, row)];
      const medium = rowless.get(id);
      return medium === undefined ? [] : [described(medium, changes.get(id))];
    }),
    async write(tx) {
      for (const id of own) {
        const change = changes.get(id);
        if (change !== undefined) await changeMedium(tx, id, change, ctx.clock.now());
      }
      const { accountId, id: postId } = post;
      return own.length === 0 || attachMedia(tx, { ids: own, accountId, postId });
    },
  });
}

function changed(row: MediumRow, change: Pick<MediumChange, "description" | "focalPoint"> = {}): MediumRow {
  const { description = row.description, focalPoint = row.focalPoint } = change;
  return { ...row, description, focalPoint };
}

function described(medium: Medium, change: Pick<MediumChange, "description" | "focalPoint"> = {}): Medium {
  const { description = medium.alt, focalPoint = medium.focalPoint } = change;
  return { ...medium, alt: description, focalPoint };
}
