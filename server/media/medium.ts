import type { Medium, MediumFile, MediumKind } from "#protocol/model/medium.ts";
import type { Ctx } from "../context.ts";
import { fileUrl } from "../files/address.ts";
import type { KeptFile } from "./schema.ts";
import type { MediumRow } from "./store/row.ts";

const kinds = { image: "image", gifv: "video", video: "video", audio: "audio" } as const satisfies Record<
  MediumRow["kind"],
  MediumKind
>;

/** The same in other sizes and codings, which players choose among. */
const others = new Set(["alternative", "stream", "rendition"]);

/** A medium that is ready, as posts hold it. */
export function toMedium(ctx: Pick<Ctx, "uris">, row: MediumRow): Medium {
  const urlOf = (name: string) => fileUrl(ctx.uris, name);
  const main = row.files.find((file) => file.role === "main");
  const storyboard = row.files.find((file) => file.role === "storyboard-index");
  const preview = previewOf(row);
  return {
    id: row.id,
    kind: kinds[row.kind],
    url: main === undefined ? "" : urlOf(main.name),
    mediaType: main?.mediaType ?? null,
    alt: row.description,
    width: row.width,
    height: row.height,
    blurhash: row.blurhash,
    focalPoint: row.focalPoint,
    duration: row.duration,
    size: main?.size ?? null,
    previewUrl: preview && urlOf(preview.name),
    sensitive: false,
    loops: row.kind === "gifv",
    fps: row.fps,
    bitrate: row.bitrate,
    previewSize: preview?.width && preview.height ? [preview.width, preview.height] : null,
    colour: row.colour,
    alternatives: row.files
      .filter((file) => others.has(file.role))
      .map(
        (file): MediumFile => ({
          url: urlOf(file.name),
          mediaType: file.mediaType,
          width: file.width,
          height: file.height,
          fps: file.fps,
          size: file.size,
        }),
      ),
    storyboardUrl: storyboard === undefined ? null : urlOf(storyboard.name),
    waveform: row.kind === "audio" ? row.waveform : null,
    captions: row.captions.map(({ file, language, label }) => ({ url: urlOf(file), language, label })),
  };
}

/** What stands for it in small: what its owner chose, else what was made of it. */
function previewOf({ kind, thumbnail, files }: MediumRow): KeptFile | null {
  const roles = kind === "image" ? ["small"] : ["poster", "small"];
  return thumbnail ?? files.find((file) => roles.includes(file.role)) ?? null;
}
