import { createHmac, timingSafeEqual } from "node:crypto";
import { LRUCache } from "lru-cache";

/**
 * In what form a remote file is shown: as it came, as a preview in a timeline, as somebody's picture or header, as an emoji,
 * or a small picture of which nothing moves.
 */
export const proxySizes = ["original", "small", "avatar", "header", "emoji", "still"] as const;

export type ProxySize = (typeof proxySizes)[number];

/** What an address of the proxy stands for. */
export interface Proxied {
  url: string;
  size: ProxySize;
}

export interface ProxyAddresses {
  /**
   * Where this node itself serves what lies elsewhere, always the same for the same file: readers never ask its origin.
   * Addresses of this node's own stay as they are. Null for what cannot be served: no http address, or one of more
   * than 2,000 characters.
   */
  of(url: string | null, size: ProxySize): string | null;
  /** What the last three parts of an address mean; null when this node has not made it. */
  read(signature: string, size: string, encoded: string): Proxied | null;
}

const MAX_URL_CHARS = 2_000;
/** 144 bits, which base64url writes in 24 characters without a rest. */
const SIGNATURE_BYTES = 18;
const SIGNATURE_CHARS = 24;
/** Characters that are kept in memory. */
const REMEMBERED_CHARS = 12 * 1024 * 1024;

/**
 * Addresses of the form `/proxy/<signature>/<size>/<base64url of the origin's address>`. The signature is an HMAC-SHA-256 over
 * size and address, so that the node fetches nothing but what it has shown itself.
 *
 * @param own addresses that begin so are this node's: its origin, and wherever else it has its files served
 * @param secret of this node, for this purpose alone
 * @example addresses.of("https://example.social/cat.png", "small") // "https://moot.example/proxy/…/small/aHR0c…"
 */
export function createProxyAddresses(
  origin: string,
  secret: string,
  own: readonly string[] = [],
): ProxyAddresses {
  const ownStarts = [`${origin}/`, ...own];
  const known = new LRUCache<string, string>({
    maxSize: REMEMBERED_CHARS,
    sizeCalculation: (address, key) => address.length + key.length,
  });
  const sign = (url: string, size: string) =>
    createHmac("sha256", secret).update(`${size}\n${url}`).digest().subarray(0, SIGNATURE_BYTES);

  return {
    of(url, size) {
      if (url === null || ownStarts.some((start) => url.startsWith(start))) return url;
      const key = `${size} ${url}`;
      const made = known.get(key);
      if (made !== undefined) return made;
      if (url.length > MAX_URL_CHARS || !/^https?:\/\//i.test(url)) return null;
      const signature = sign(url, size).toString("base64url");
      const address = `${origin}/proxy/${signature}/${size}/${Buffer.from(url).toString("base64url")}`;
      known.set(key, address);
      return address;
    },
    read(signature, size, encoded) {
      if (!isSize(size) || signature.length !== SIGNATURE_CHARS || encoded.length > MAX_URL_CHARS * 4)
        return null;
      const url = Buffer.from(encoded, "base64url").toString();
      const given = Buffer.from(signature, "base64url");
      if (given.length !== SIGNATURE_BYTES || !timingSafeEqual(given, sign(url, size))) return null;
      return { url, size };
    },
  };
}

function isSize(text: string): text is ProxySize {
  return (proxySizes as readonly string[]).includes(text);
}
