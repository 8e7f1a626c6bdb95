import { join } from "node:path";
import { createDiskStore } from "#media/storage/disk.ts";
import type { MediaStore } from "#media/storage/port.ts";
import { createS3Store } from "#media/storage/s3.ts";
import type { Config } from "../config/config.ts";

/** The store that the settings name. */
export async function openStore({ dataDir, mediaStore }: Config): Promise<MediaStore> {
  return mediaStore.type === "s3" ? createS3Store(mediaStore) : createDiskStore(join(dataDir, "files"));
}
