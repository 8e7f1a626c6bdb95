import { findHashtags } from "#protocol/html/find.ts";
import { hashtagKey } from "../posts/row.ts";

/** A hashtag as somebody wrote it, without the sign, and as it is looked up. */
export interface HashtagName {
  name: string;
  key: string;
}

const MAX_LENGTH = 250;

/**
 * Reads a hashtag from a path or a parameter.
 *
 * @returns null for what can be none, such as digits alone
 * @example hashtagName("#Tea") // { name: "Tea", key: "tea" }
 */
export function hashtagName(written: string): HashtagName | null {
  const name = written.trim().replace(/^[#＃]/, "");
  const key = hashtagKey(name);
  const [found] = findHashtags(`#${name}`);
  return found?.name === name && key.length <= MAX_LENGTH ? { name, key } : null;
}
