import { LRUCache } from "lru-cache";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How finely a window moves on. */
const PARTS = 6;
/** Bits of one part of a count of different things: 1,024 tell up to some thousand apart, to a few per cent. */
const BITS = 1_024;

/** Counts of what happened lately, by key; what has not been asked for longest is forgotten first. */
export interface Counter {
  add(key: string, by?: number): void;
  count(key: string): number;
}

/** Counts how many different things came with a key lately. */
interface DistinctCounter {
  add(key: string, thing: string): void;
  count(key: string): number;
}

interface Ring<Part> {
  /** The number of the newest part. */
  newest: number;
  parts: (Part | undefined)[];
}

function createRings<Part>(options: { now(): number; windowMs: number; mostKeys: number }) {
  const { now, windowMs, mostKeys } = options;
  const rings = new LRUCache<string, Ring<Part>>({ max: mostKeys });
  const partMs = windowMs / PARTS;

  /** The key's parts, those that are over emptied. */
  function find(key: string): Ring<Part> | null {
    const ring = rings.get(key);
    if (ring === undefined) return null;
    const current = Math.floor(now() / partMs);
    const passed = Math.min(PARTS, Math.max(0, current - ring.newest));
    for (let at = 1; at <= passed; at++) ring.parts[(current - passed + at) % PARTS] = undefined;
    if (current > ring.newest) ring.newest = current;
    return ring;
  }
  return {
    find,
    update(key: string, change: (part: Part | undefined) => Part): void {
      let ring = find(key);
      if (ring === null) {
        ring = { newest: Math.floor(now() / partMs), parts: new Array<Part | undefined>(PARTS) };
        rings.set(key, ring);
      }
      const at = ring.newest % PARTS;
      ring.parts[at] = change(ring.parts[at]);
    },
  };
}

export function createCounter(options: { now(): number; windowMs: number; mostKeys: number }): Counter {
  const rings = createRings<number>(options);
  return {
    add: (key, by = 1) => rings.update(key, (part = 0) => part + by),
    count: (key) => rings.find(key)?.parts.reduce<number>((sum, part = 0) => sum + part, 0) ?? 0,
  };
}

/** Linear counting (Whang, Vander-Zanden and Taylor 1990): the memory of a key does not grow with what is counted. */
export function createDistinctCounter(options: {
  now(): number;
  windowMs: number;
  mostKeys: number;
}): DistinctCounter {
  const rings = createRings<Uint32Array>(options);
  return {
    add(key, thing) {
      const bit = hash(thing) % BITS;
      rings.update(key, (part = new Uint32Array(BITS / 32)) => {
        part[bit >>> 5] = (part[bit >>> 5] ?? 0) | (1 << (bit & 31));
        return part;
      });
    },
    count(key) {
      const ring = rings.find(key);
      if (ring === null) return 0;
      let set = 0;
      for (let word = 0; word < BITS / 32; word++) {
        let union = 0;
        for (const part of ring.parts) union |= part?.[word] ?? 0;
        set += bitsOf(union);
      }
      // All bits set: more than can be told.
      return Math.round(-BITS * Math.log(Math.max(1, BITS - set) / BITS));
    },
  };
}

/** FNV-1a, 32 bits, mixed once more so that the low bits are good. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x45d9f3b);
  return (value ^ (value >>> 16)) >>> 0;
}

function bitsOf(word: number): number {
  let rest = word - ((word >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** What one post counts for. */
export interface Counted {
  author: string;
  server: string | null;
  mentions: number;
  /** Of the text without mentions, see {@link textKey}; null for one that is too short to tell anything. */
  text: string | null;
  links: readonly string[];
}

/**
 * How often things happen, in the memory of this process: of several processes each sees its own share. At most about
 * 40 MB when every key is in use.
 */
export interface Rates {
  note(post: Counted): void;
  noteReport(server: string): void;
  authorPosts(author: string): number;
  authorMentions(author: string): number;
  serverPosts(server: string): number;
  reports(server: string): number;
  /** Authors of the same text in the last day. */
  sameText(text: string): number;
  sameLink(link: string): number;
}

const MOST_AUTHORS = 50_000;
const MOST_SERVERS = 20_000;
const MOST_TEXTS = 20_000;
/** Links of one post that are counted. */
const MOST_LINKS = 5;

/** @param now milliseconds; a replay of the past passes its own */
export function createRates(now: () => number): Rates {
  const hourly = (mostKeys: number) => createCounter({ now, windowMs: HOUR_MS, mostKeys });
  const daily = (mostKeys: number) => createDistinctCounter({ now, windowMs: DAY_MS, mostKeys });
  const authorPosts = hourly(MOST_AUTHORS);
  const authorMentions = hourly(MOST_AUTHORS);
  const serverPosts = hourly(MOST_SERVERS);
  const reports = hourly(MOST_SERVERS);
  const texts = daily(MOST_TEXTS);
  const links = daily(MOST_TEXTS);
  return {
    note(post) {
      authorPosts.add(post.author);
      if (post.mentions > 0) authorMentions.add(post.author, post.mentions);
      if (post.server !== null) serverPosts.add(post.server);
      if (post.text !== null) texts.add(post.text, post.author);
      for (const link of post.links.slice(0, MOST_LINKS)) links.add(link, post.author);
    },
    noteReport: (server) => reports.add(server),
    authorPosts: authorPosts.count,
    authorMentions: authorMentions.count,
    serverPosts: serverPosts.count,
    reports: reports.count,
    sameText: texts.count,
    sameLink: links.count,
  };
}
