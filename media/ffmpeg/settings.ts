import type { Limits } from "../ffmpeg/confine.ts";

/** What is taken, and what is made of it. */
export interface VideoSettings {
  /** Of a video or a sound that is taken. */
  maxSeconds: number;
  /** Of a frame that is taken. */
  maxPixels: number;
  /** Of an animation. */
  maxFrames: number;
  /** The shorter side in pixels of what is made, the first also of `main`; a source is never enlarged. */
  renditions: readonly number[];
  /** Frames a second of what is made. */
  maxFps: number;
  /** Bits a second up to which a stream that everybody plays stays as it is. */
  maxCopiedBitrate: number;
  /** x264's: from `ultrafast` to `veryslow`. */
  preset: string;
  /** x264's constant rate factor: 18 is hardly told from the source, 28 looks poor. */
  quality: number;
  /** Of ffmpeg, for decoding, filtering and encoding alike. */
  threads: number;
  limits: Limits;
}

export const defaultVideoSettings: VideoSettings = {
  maxSeconds: 4 * 3_600,
  // 8K, upright or not.
  maxPixels: 7_680 * 4_320,
  maxFrames: 3_000,
  renditions: [1_080, 720, 480, 360],
  maxFps: 60,
  maxCopiedBitrate: 8_000_000,
  preset: "veryfast",
  quality: 23,
  threads: 2,
  limits: {
    seconds: 6 * 3_600,
    memoryBytes: 4 * 1024 ** 3,
    outputBytes: 8 * 1024 ** 3,
  },
};
