import type { KeptBy } from "#protocol/moot/ballot.ts";

export type TrusteeState = "invited" | "declined" | "training" | "active" | "paused" | "ended";

/** Somebody who judges, or was asked to. */
export interface Trustee {
  readonly accountId: string;
  readonly state: TrusteeState;
  /** The server that they are at home at: a domain. */
  readonly community: string;
  /** BCP 47, primary subtags. */
  readonly languages: readonly string[];
  /** ISO 3166. */
  readonly regions: readonly string[];
  /** Categories of cases that they know about. */
  readonly topics: readonly string[];
  readonly invitedBy: string | null;
  readonly invitedAt: Date;
  readonly termMonths: number;
  readonly consentedAt: Date | null;
  readonly termUntil: Date | null;
  readonly certifiedAt: Date | null;
  /** Null where they come back by themselves. */
  readonly pausedUntil: Date | null;
  readonly endedAt: Date | null;
  readonly endedAs: "left" | "term" | "removed" | null;
  readonly endedWhy: string | null;
}

/** A key that somebody signs with as a trustee, and for how long: what they are called outside this node. */
export interface TrusteeKey {
  /** `did:key`. */
  readonly trustee: string;
  readonly accountId: string;
  readonly keptBy: KeptBy;
  /** Sealed; null for one that only its trustee has. */
  readonly secret: string | null;
  readonly community: string;
  readonly languages: readonly string[];
  readonly from: Date;
  readonly until: Date;
}

/** Something that somebody has said that they have a stake in. */
export interface Interest {
  readonly kind: "domain" | "account" | "topic";
  /** A domain, an account's address, or a category. */
  readonly value: string;
}

const inOffice: ReadonlySet<TrusteeState> = new Set(["training", "active", "paused"]);

/** Whether somebody has consented, and their office has not ended. */
export const isInOffice = ({ state }: Pick<Trustee, "state">): boolean => inOffice.has(state);
