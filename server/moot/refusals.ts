import { Refusal } from "../api/refusal.ts";
import type { FollowError } from "../relations/follow.ts";
import type { PeerError } from "./peers.ts";
import type { SetPolicyError } from "./policy.ts";

export type MootFailure = Exclude<PeerError, FollowError> | SetPolicyError;

type Table = { [T in MootFailure["type"]]: (error: Extract<MootFailure, { type: T }>) => Refusal };

/** What each answers. The compiler misses none. */
export const mootRefusals: Table = {
  "peer/not-found": () => Refusal.notFound(),
  "peer/no-node": () => new Refusal(422, "Validation failed: That is not the account of a node"),
  "peer/unreachable": () => new Refusal(422, "That node does not say who its trustees are"),
  "peer/bad-key": () => new Refusal(422, "That node names no key that it signs with"),
  "peer/bad-roster": () => new Refusal(422, "That node has not signed who its trustees are"),
  "peer/bad-domain": () => Refusal.invalid("peer", "is not a valid domain name"),
  "decision-policy/bad-verdict": () => Refusal.invalid("verdict", "is not one that a panel comes to"),
};
