import type { MediaError, ProducedKind } from "#media/produced.ts";
import type { KeptCaption, KeptFile } from "../schema.ts";

export type MediumState = "waiting" | "processing" | "ready" | "failed";

export interface MediumRow {
  id: string;
  accountId: string;
  state: MediumState;
  kind: ProducedKind;
  description: string | null;
  focalPoint: [x: number, y: number] | null;
  sourceFile: string | null;
  sourceType: string;
  sourceSize: number;
  sha256: string;
  width: number | null;
  height: number | null;
  duration: number | null;
  fps: number | null;
  bitrate: number | null;
  blurhash: string | null;
  colour: string | null;
  waveform: number[] | null;
  files: KeptFile[];
  captions: KeptCaption[];
  thumbnail: KeptFile | null;
  progress: number;
  error: MediaError | null;
  attempts: number;
  postId: string | null;
  scheduledId: string | null;
}

/** Of `media m`, as a `MediumRow`. */
export const columns = `m.id, m.account_id as "accountId", m.state, m.kind, m.description, m.focal_point as "focalPoint",
  m.source_file as "sourceFile", m.source_type as "sourceType", m.source_size as "sourceSize", m.sha256, m.width,
  m.height, m.duration, m.fps, m.bitrate, m.blurhash, m.colour, m.waveform, m.files, m.captions, m.thumbnail,
  m.progress, m.error, m.attempts, m.post_id as "postId", m.scheduled_id as "scheduledId"`;

/** Ids and names of files as an array of PostgreSQL. */
export function listed(values: readonly string[]): string {
  return `{${values.map((value) => `"${value}"`).join(",")}}`;
}
