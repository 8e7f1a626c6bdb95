import { err, type Result } from "#protocol/result.ts";
import { makeSound } from "./audio/audio.ts";
import type { Ffmpeg } from "./ffmpeg/find.ts";
import type { Identified } from "./identify.ts";
import { makePicture } from "./image/still.ts";
import type { MediaError, OnProgress, Produced } from "./produced.ts";
import { makeAnimation } from "./video/animation.ts";
import { makeVideo } from "./video/video.ts";

const makers = { animation: makeAnimation, video: makeVideo, audio: makeSound };

/**
 * Makes of somebody's file what people are shown.
 *
 * @param ffmpeg null where there is none: then only pictures are made, of what moves the first frame
 * @param work an empty folder for what is made, which the caller removes
 * @example await makeMedium(ffmpeg, identified, "/tmp/upload", "/tmp/work", { onProgress });
 */
export async function makeMedium(
  ffmpeg: Ffmpeg | null,
  { family, mediaType }: Pick<Identified, "family" | "mediaType">,
  path: string,
  work: string,
  options: { signal?: AbortSignal; onProgress?: OnProgress } = {},
): Promise<Result<Produced, MediaError>> {
  const source = { path, mediaType };
  if (family === "image") return makePicture(source, work, options);
  if (ffmpeg === null)
    return family === "animation" ? makePicture(source, work, options) : err({ type: "media/no-ffmpeg" });
  return makers[family](ffmpeg, source, work, options);
}
