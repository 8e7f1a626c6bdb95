/** The media type of an adaptive stream's playlist (HLS), as PeerTube and most players spell it. */
export const hlsType = "application/x-mpegURL";

export type MediumKind = "image" | "video" | "audio" | "document";

/** An attached file, where its origin serves it. */
export interface Medium {
  kind: MediumKind;
  url: string;
  /** `image/jpeg`; `null` when neither said nor told by the file name. */
  mediaType: string | null;
  /** Alternative text for people who do not see or hear it. */
  alt: string | null;
  /** Pixels. */
  width: number | null;
  height: number | null;
  blurhash: string | null;
  /** -1 to 1, from the centre, x to the right and y up. */
  focalPoint: [x: number, y: number] | null;
  /** Seconds. */
  duration: number | null;
  /** Bytes. */
  size: number | null;
  /** Poster or cover. */
  previewUrl: string | null;
  sensitive: boolean;
  /** The host's own id, where the medium has a row of its own. */
  id?: string;
  /** The same in other sizes and codings, an adaptive stream's playlist ({@link hlsType}) first. */
  alternatives?: MediumFile[];
  captions?: Caption[];
  /** WebVTT that says which part of which sheet of pictures shows what is seen when. */
  storyboardUrl?: string | null;
  /** Loudness over time, 0 to 1, in equal steps. */
  waveform?: number[] | null;
  /** A silent video that begins again by itself, such as one made of an animated GIF. */
  loops?: boolean;
  /** Frames a second. */
  fps?: number | null;
  /** Bits a second. */
  bitrate?: number | null;
  /** Pixels of what is at `previewUrl`. */
  previewSize?: [width: number, height: number] | null;
  /** `#rrggbb`: what stands for it until it is there. */
  colour?: string | null;
}

/** One coding of a medium. */
export interface MediumFile {
  url: string;
  mediaType: string;
  /** Pixels; null for sound. */
  width: number | null;
  height: number | null;
  /** Frames a second. */
  fps: number | null;
  /** Bytes. */
  size: number | null;
}

/** What is said in a video, as WebVTT. */
export interface Caption {
  url: string;
  /** BCP 47, such as `de`. */
  language: string;
  /** As its origin calls it: `English (auto-generated)`. */
  label: string | null;
}
