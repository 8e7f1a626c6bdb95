import { createHash } from "node:crypto";
import type { Iri } from "#protocol/ids/iri.ts";

/**
 * What both servers compare (FEP-8fcf): the SHA-256 of each follower's id, all combined by XOR, in lower-case hexadecimal.
 * The order does not matter; no followers give 64 zeros.
 *
 * @example followersDigest(await collections.followersOn(accountId, "peer.example"))
 */
export function followersDigest(followers: Iterable<Iri>): string {
  const digest = Buffer.alloc(32);
  for (const follower of followers) {
    const hash = createHash("sha256").update(follower).digest();
    for (let i = 0; i < digest.length; i++) digest[i] = (digest[i] ?? 0) ^ (hash[i] ?? 0);
  }
  return digest.toString("hex");
}
