const [QUOTE, BACKSLASH, COLON, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = Buffer.from('"\\:{}[]');
/** Bytes of one activity; the largest posts have a tenth of it. */
const MAX_ITEM = 4 * 1024 * 1024;

/**
 * The objects in `orderedItems` of a collection of any length, one at a time as JSON text: an outbox of many years does not
 * fit into one string. What is no object is left out; an object that is too large comes as null.
 *
 * @example for await (const item of orderedItems(stream)) if (item !== null) JSON.parse(item);
 */
export async function* orderedItems(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string | null> {
  let depth = 0;
  let inString = false;
  let isEscaped = false;
  let key: number[] = [];
  let lastKey = "";
  let inItems = false;
  let inItem = false;
  let parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (inString) {
        if (isEscaped) isEscaped = false;
        else if (byte === BACKSLASH) isEscaped = true;
        else if (byte === QUOTE) inString = false;
        if (depth === 1 && inString && key.length < 32) key.push(byte);
        continue;
      }
      if (byte === QUOTE) {
        inString = true;
        if (depth === 1) key = [];
      } else if (byte === COLON && depth === 1) {
        lastKey = Buffer.from(key).toString();
      } else if (byte === OPEN || byte === OPEN_LIST) {
        if (inItems && depth === 2 && byte === OPEN) {
          inItem = true;
          start = at;
        }
        depth++;
        if (depth === 2 && byte === OPEN_LIST) inItems = lastKey === "orderedItems";
      } else if (byte === CLOSE || byte === CLOSE_LIST) {
        depth--;
        if (inItem && depth === 2) {
          inItem = false;
          size += at + 1 - start;
          const rest = chunk.subarray(start, at + 1);
          yield size > MAX_ITEM ? null : Buffer.concat([...parts, rest]).toString();
          parts = [];
          size = 0;
        } else if (depth === 1) inItems = false;
      }
    }
    if (!inItem) continue;
    size += chunk.length - start;
    if (size <= MAX_ITEM) parts.push(Buffer.from(chunk.subarray(start)));
    else parts = [];
  }
}
