import { setTimeout as sleep } from "node:timers/promises";
import { MediaStoreError } from "./port.ts";

/** Before the second and the third try. */
const PAUSES_MS = [200, 1_000];
/** What no try will change: the store is set up wrongly, or wants something else. */
const HOPELESS = new Set([400, 401, 403, 404, 405, 409, 411, 412]);
const FULL = new Set(["QuotaExceeded", "InsufficientStorage", "XMinioStorageFull", "StorageFull"]);
/** Of the file on this machine; no fault of the store's. */
const OURS = new Set(["ENOENT", "ELOOP", "EISDIR", "EACCES"]);

interface S3Failure extends Error {
  code?: string;
  $metadata?: { httpStatusCode?: number };
}

/**
 * Asks an S3 server up to three times.
 *
 * @returns null where it has no such object
 * @throws MediaStoreError; what is wrong with the caller's own file as it is
 */
export async function tried<T>(call: () => Promise<T>, pausesMs = PAUSES_MS): Promise<T | null> {
  for (let tries = 0; ; tries++) {
    try {
      return await call();
    } catch (error) {
      const failure = error as S3Failure;
      if (failure instanceof TypeError || failure instanceof MediaStoreError || OURS.has(failure.code ?? ""))
        throw failure;
      const status = statusOf(failure);
      if (status === 404 && failure.name !== "NoSuchBucket") return null;
      if (status === 507 || FULL.has(failure.name)) throw new MediaStoreError("disk-full", { cause: error });
      const pause = pausesMs[tries];
      if (pause === undefined || HOPELESS.has(status))
        throw new MediaStoreError("unreachable", { cause: error });
      await sleep(pause / 2 + (Math.random() * pause) / 2);
    }
  }
}

/** The HTTP status of a failure; 0 where no answer came. */
export function statusOf(error: unknown): number {
  return (error as S3Failure).$metadata?.httpStatusCode ?? 0;
}
