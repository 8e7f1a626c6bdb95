import type { Ffmpeg } from "#media/ffmpeg/find.ts";

/** What media are made with, and where the work is done. */
export interface MediaTools {
  /** Null where there is none: then only pictures are taken. */
  readonly ffmpeg: Ffmpeg | null;
  /** Does a picture's work at once, or after a few others'; null when too many wait already. */
  readonly atOnce: <T>(work: () => Promise<T>) => Promise<T | null>;
  /** Has a process that works on queues make it. Nothing happens when it is waiting for that already. */
  later(mediumId: string): Promise<void>;
}
