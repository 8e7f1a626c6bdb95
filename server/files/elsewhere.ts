import { objectUrl } from "#media/storage/s3.ts";
import type { Config } from "../config/config.ts";

/** The origins beside the node's own that its pages get media from: a CDN's, and a bucket's that readers are sent to. */
export function mediaElsewhere({ origin, mediaBaseUrl, mediaStore }: Config): string[] {
  const found = new Set([new URL(mediaBaseUrl).origin]);
  if (mediaStore.type === "s3" && mediaStore.redirect)
    found.add(new URL(mediaStore.publicUrl ?? objectUrl(mediaStore, "")).origin);
  found.delete(origin);
  return [...found];
}
