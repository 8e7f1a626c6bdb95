import { createHash } from "node:crypto";

/** By what a case is found to be like others. */
export interface Mark {
  readonly kind: "text" | "near" | "link" | "medium" | "picture" | "newcomer";
  readonly value: string;
  /** The whole SimHash as a signed 64-bit number, for `near`. */
  readonly hash: bigint | null;
}

/** What marks are made of. */
export interface Markable {
  /** Plain text. */
  readonly text: string;
  readonly links: readonly string[];
  /** SHA-256 of files, hex. */
  readonly media: readonly string[];
  /** The author's domain where the account is new; null otherwise. */
  readonly newcomerOf: string | null;
}

/** A short text is like many others without anything behind it. */
const LEAST_WORDS = 4;
const LEAST_FOR_NEAR = 8;
const MAX_TEXT = 20_000;
const MAX_LINKS = 20;
const MAX_MEDIA = 20;
const BANDS = 4;

/**
 * @example marksOf({ text: "Buy at https://x.example/?u=17 now, @ana!", links: ["https://x.example/?u=17"], media: [], newcomerOf: null })
 */
export function marksOf({ text, links, media, newcomerOf }: Markable): Mark[] {
  const words = wordsOf(text);
  const marks: Mark[] = [];
  if (words.length >= LEAST_WORDS)
    marks.push({ kind: "text", value: digest(words.join(" ")).toString("hex", 0, 16), hash: null });
  if (words.length >= LEAST_FOR_NEAR) {
    const hash = simHash(words);
    for (const value of bandsOf(hash)) marks.push({ kind: "near", value, hash: BigInt.asIntN(64, hash) });
  }
  for (const value of new Set(links.flatMap((link) => linkKey(link) ?? [])).values())
    if (marks.length < 5 + MAX_LINKS) marks.push({ kind: "link", value, hash: null });
  for (const value of [...new Set(media)].slice(0, MAX_MEDIA))
    marks.push({ kind: "medium", value, hash: null });
  if (newcomerOf !== null) marks.push({ kind: "newcomer", value: newcomerOf, hash: null });
  return marks;
}

/**
 * A text's words as they are compared: without addresses, mentions, numbers, punctuation and letters' forms, which those who send
 * the same to many change from one to the next.
 */
function wordsOf(text: string): string[] {
  return (
    text
      .slice(0, MAX_TEXT)
      .normalize("NFKC")
      .toLowerCase()
      .replaceAll(/https?:\/\/\S+|[@#][\p{L}\p{N}_.@-]+/gu, " ")
      .match(/\p{L}[\p{L}\p{M}]*/gu) ?? []
  );
}

/** A link without what tells one reader from another: host and path. Null for what is none. */
function linkKey(link: string): string | null {
  const url = URL.parse(link);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  return `${url.host.replace(/^www[.]/, "")}${url.pathname.replace(/\/+$/, "")}`.slice(0, 500);
}

/**
 * SimHash of a text's pairs of words (Charikar, "Similarity Estimation Techniques from Rounding Algorithms", STOC 2002): texts
 * that have most pairs in common differ in few of its 64 bits.
 */
function simHash(words: readonly string[]): bigint {
  const weights = new Array<number>(64).fill(0);
  for (let at = 0; at + 1 < words.length; at++) {
    const bits = digest(`${words[at]} ${words[at + 1]}`).readBigUInt64BE();
    for (let bit = 0; bit < 64; bit++) {
      const isSet = (bits >> BigInt(bit)) & 1n;
      weights[bit] = (weights[bit] ?? 0) + (isSet === 1n ? 1 : -1);
    }
  }
  return weights.reduce((hash, weight, bit) => (weight > 0 ? hash | (1n << BigInt(bit)) : hash), 0n);
}

/** Two hashes that differ in at most three bits have one of four bands in common (Manku et al., WWW 2007). */
function bandsOf(hash: bigint): string[] {
  return Array.from({ length: BANDS }, (_, band) => {
    const bits = (hash >> BigInt(16 * band)) & 0xffffn;
    return `${band}:${bits.toString(16).padStart(4, "0")}`;
  });
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
