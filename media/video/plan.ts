import type { PictureStream, Probe } from "../ffmpeg/probe.ts";
import type { VideoSettings } from "../ffmpeg/settings.ts";
import { ladder, type Size, shrink, within } from "./sizes.ts";

/** What is made of a video. */
export interface Plan {
  /** Whether the picture of `main` stays as it is. */
  keepsPicture: boolean;
  main: Size;
  /** Frames a second of what is encoded. */
  fps: number;
  /** Renditions of the stream that are smaller than `main`, which is its largest one. */
  smaller: Size[];
  /** Frames a second that are looked at and hashed. */
  sampling: { perSecond: number; most: number; size: Size };
  storyboard: StoryboardPlan | null;
}

export interface StoryboardPlan {
  /** Of one picture. */
  cell: Size;
  /** Seconds from one to the next. */
  interval: number;
  count: number;
  columns: number;
  rows: number;
}

const SAMPLES = 60;
/** As of pictures, so that their hashes compare: see hashing/picture.ts. */
const SAMPLE_SIDE = 640;
const CELLS = 100;
const CELL_SIDE = 160;
const FALLBACK_FPS = 30;

export function planOf(
  { duration, bitrate, picture }: Probe & { picture: PictureStream },
  settings: VideoSettings,
): Plan {
  const [first = 1_080] = settings.renditions;
  const main = shrink(picture, first);
  const [, ...smaller] = ladder(picture, duration ?? Number.POSITIVE_INFINITY, settings.renditions);
  return {
    keepsPicture: isPlainH264(picture, picture.bitrate ?? bitrate, main, settings),
    main,
    fps: Math.min(picture.fps ?? FALLBACK_FPS, settings.maxFps),
    smaller,
    sampling: {
      perSecond: Math.min(1, SAMPLES / (duration ?? SAMPLES)),
      most: SAMPLES,
      size: within(main, SAMPLE_SIDE),
    },
    storyboard: storyboardOf(main, duration),
  };
}

/** Whether every browser and telephone plays it as it is: encoding it again would take minutes and make it worse. */
function isPlainH264(
  picture: PictureStream,
  bitrate: number | null,
  main: Size,
  settings: VideoSettings,
): boolean {
  return (
    picture.codec === "h264" &&
    ["Constrained Baseline", "Main", "High"].includes(picture.profile ?? "") &&
    picture.pixelFormat === "yuv420p" &&
    picture.isUpright &&
    !picture.isInterlaced &&
    picture.width === main.width &&
    picture.height === main.height &&
    picture.fps !== null &&
    picture.fps < settings.maxFps + 0.5 &&
    bitrate !== null &&
    bitrate <= settings.maxCopiedBitrate
  );
}

/** One picture a second, or as many seconds apart as make a hundred; none of what is over within two. */
function storyboardOf(main: Size, duration: number | null): StoryboardPlan | null {
  if (duration === null || duration < 2) return null;
  const interval = Math.max(1, Math.ceil(duration / CELLS));
  const count = Math.min(CELLS, Math.floor(duration / interval));
  const columns = Math.min(10, count);
  return { cell: within(main, CELL_SIDE), interval, count, columns, rows: Math.ceil(count / columns) };
}
