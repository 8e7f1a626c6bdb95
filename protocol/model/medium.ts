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
}
