/** What people see a medium as, in the words of Mastodon's API. */
export type ProducedKind = "image" | "gifv" | "video" | "audio";

/**
 * What a file is for. `main` is what peers are given: a form that all of them show. `small` is for timelines, `poster` for a
 * video that does not play yet and the cover of a sound file. `stream` is a playlist of playlists (HLS), `playlist` one of
 * its renditions and `rendition` that one's bytes. `storyboard` is a sheet of pictures through a video, `storyboard-index`
 * (WebVTT) says which is when. `alternative` is the same in another coding.
 */
export type FileRole =
  | "main"
  | "small"
  | "alternative"
  | "poster"
  | "stream"
  | "playlist"
  | "rendition"
  | "storyboard"
  | "storyboard-index";

export interface ProducedFile {
  role: FileRole;
  /** `<sha256 in hex>.<extension>`: what it is kept under, and what playlists call it. */
  name: string;
  /** Where it lies now, in the work folder. */
  path: string;
  mediaType: string;
  /** Bytes. */
  size: number;
  /** Pixels; null for what is not seen. */
  width: number | null;
  height: number | null;
  /** Frames a second, of what moves. */
  fps: number | null;
}

/** A picture's perceptual hash, of the whole or of a frame. */
export interface PictureHash {
  /** PDQ, 256 bits as 64 hexadecimal digits. */
  pdq: string;
  /** 0 to 100; hashes of 49 and less say nothing. */
  quality: number;
  /** Seconds into a video; null for a picture. */
  at: number | null;
}

/** What has become of somebody's file. */
export interface Produced {
  kind: ProducedKind;
  /** As it came, in hex. */
  sha256: string;
  /** Of `main`. */
  width: number | null;
  height: number | null;
  /** Seconds. */
  duration: number | null;
  fps: number | null;
  /** Bits a second. */
  bitrate: number | null;
  blurhash: string | null;
  /** `#rrggbb`: the colour that stands for it until it is there. */
  colour: string | null;
  hashes: PictureHash[];
  /** Loudness over time for drawing, 0 to 1, 100 values; null without sound. */
  waveform: number[] | null;
  files: ProducedFile[];
}

/** Why nothing has become of it. `detail` is for the log, never for people. */
export type MediaError =
  /** Nothing that is taken here, or not what it says it is. */
  | { type: "media/unknown-type"; detail?: string }
  /** Cut off, corrupt, empty, or written to do harm. */
  | { type: "media/unreadable"; detail?: string }
  | { type: "media/too-many-pixels"; most: number }
  | { type: "media/too-many-frames"; most: number }
  | { type: "media/too-many-streams"; most: number }
  | { type: "media/too-long"; mostSeconds: number }
  | { type: "media/too-large"; mostBytes: number }
  /** Time or memory ran out, or its process died. */
  | { type: "media/gave-up"; detail?: string }
  /** No ffmpeg here. */
  | { type: "media/no-ffmpeg" }
  | { type: "media/disk-full" };

/** How far a job is, from 0 to 1, whenever it has got further. */
export type OnProgress = (done: number) => void;
