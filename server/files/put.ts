import type { ApiCtx } from "../context.ts";

interface Small {
  bytes: Uint8Array;
  extension: string;
}

/**
 * Puts small files into the store around the transaction that writes who uses them, so that no transaction waits for a store
 * that is slow: before it, as nothing should name what cannot be kept, and after it once more, should a sweep have come between.
 *
 * @param write its transaction holds the files: see `holdFiles`
 */
export async function putAround<T>(
  { files }: Pick<ApiCtx, "files">,
  small: readonly Small[],
  write: (names: string[]) => Promise<T>,
): Promise<T> {
  const put = () => Promise.all(small.map(({ bytes, extension }) => files.put(bytes, extension)));
  const written = await write(await put());
  await put();
  return written;
}
