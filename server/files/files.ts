/** Where the node's files are kept: a disk's or an S3 server's store, with what was read lately in memory. */
export type { MediaStore } from "#media/storage/port.ts";
