import type { Failure } from "./failure.ts";
import type { Spool } from "./spool.ts";

/** What readers get. */
export type Found =
  /** A file in the store. */
  | { is: "file"; name: string; mediaType: string }
  /** For this once, or for so many seconds. */
  | { is: "bytes"; bytes: Uint8Array; mediaType: string; seconds: number }
  /** To be asked for at its origin, each time anew. */
  | { is: "passed"; mediaType: string }
  | { is: "coming"; spool: Spool };

export type Answer = { ok: true; value: Found } | { ok: false; error: Failure };
