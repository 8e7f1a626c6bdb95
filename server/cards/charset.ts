/** Bytes in which a page may say how it is encoded: HTML Standard §13.2.3.2 looks at the first 1024. */
const HEAD = 1024;

/**
 * The text of a page, by the encoding that its byte order mark, its Content-Type or its `<meta>` names, in this order;
 * else UTF-8 where that fits, and windows-1252, which every byte fits. Never throws.
 */
export function decodePage(bytes: Uint8Array, contentType: string | undefined): string {
  const named = marked(bytes) ?? charsetOf(contentType) ?? charsetInside(bytes);
  const decoder = named === undefined ? null : decoderOf(named);
  if (decoder !== null) return decoder.decode(bytes);
  try {
    // `stream`: a page that was cut may end within a character.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function marked([a, b, c]: Uint8Array): string | undefined {
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  return a === 0xff && b === 0xfe ? "utf-16le" : undefined;
}

function charsetOf(text: string | undefined): string | undefined {
  return /charset\s*=\s*["']?([\w.:-]{1,40})/i.exec(text ?? "")?.[1];
}

function charsetInside(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, HEAD));
  for (const [tag] of head.matchAll(/<meta\s[^>]{0,300}>|<\?xml[^>]{0,200}\?>/gi)) {
    const charset = charsetOf(tag) ?? /encoding=["']([\w.:-]{1,40})/i.exec(tag)?.[1];
    // §13.2.3.2: a page that could say so in ASCII is not in UTF-16.
    if (charset !== undefined) return /^utf-?16/i.test(charset) ? "utf-8" : charset;
  }
  return undefined;
}

function decoderOf(label: string): InstanceType<typeof TextDecoder> | null {
  try {
    return new TextDecoder(label);
  } catch {
    return null;
  }
}
