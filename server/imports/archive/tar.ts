const BLOCK = 512;

/**
 * The bytes of one file of a tar archive, as they come: nothing else of it is kept. Names longer than a header holds
 * (GNU, pax) are nobody's `outbox.json`.
 *
 * @param bytes unpacked, of any chunk size
 */
export async function* readTarEntry(
  bytes: AsyncIterable<Uint8Array>,
  isWanted: (name: string) => boolean,
): AsyncGenerator<Uint8Array> {
  let header = Buffer.alloc(0);
  let left = 0;
  let padding = 0;
  let isOurs = false;
  for await (const chunk of bytes) {
    let at = 0;
    while (at < chunk.length) {
      if (left > 0) {
        const end = Math.min(chunk.length, at + left);
        if (isOurs) yield chunk.subarray(at, end);
        left -= end - at;
        at = end;
        if (left === 0 && isOurs) return;
      } else if (padding > 0) {
        const skipped = Math.min(padding, chunk.length - at);
        padding -= skipped;
        at += skipped;
      } else {
        const end = Math.min(chunk.length, at + BLOCK - header.length);
        header = Buffer.concat([header, chunk.subarray(at, end)]);
        at = end;
        if (header.length < BLOCK) continue;
        const size = Number.parseInt(header.toString("latin1", 124, 136), 8) || 0;
        isOurs = size > 0 && isWanted(nameOf(header));
        left = size;
        padding = (BLOCK - (size % BLOCK)) % BLOCK;
        header = Buffer.alloc(0);
      }
    }
  }
}

/** POSIX ustar: a prefix may stand before the name. */
function nameOf(header: Buffer): string {
  const field = (from: number, to: number) => header.toString("utf8", from, to).replace(/\0.*$/s, "");
  const isUstar = header.toString("latin1", 257, 262) === "ustar";
  const prefix = isUstar ? field(345, 500) : "";
  return prefix === "" ? field(0, 100) : `${prefix}/${field(0, 100)}`;
}
