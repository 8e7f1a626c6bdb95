import type { Filter } from "#moderation/filter.ts";
import type { Because } from "#moderation/policy/verdict.ts";
import type { Account } from "#protocol/model/account.ts";
import type { Post } from "#protocol/model/post.ts";
import type { Filtered } from "./filters/apply.ts";

/** An account that sends something, as federation knows it. */
export interface Sender {
  id: string;
  iri: Account["iri"];
  isLocal: boolean;
  username: string;
  kind: string;
  filters?: readonly string[];
  isHeld?: boolean;
}

/** An account of this node that publishes something. */
export interface OwnAuthor {
  id: string;
  iri: Account["iri"];
  username: string;
  kind: string;
  filters: readonly string[];
  isHeld: boolean;
}

/** A post that may be stored. */
export interface Taken {
  outcome: "taken";
  /** Null where nothing is changed in it. */
  filtered: Filtered | null;
  /** Local groups, by id, that do not pass it on for now. */
  keptOutOf: ReadonlySet<string>;
  /** To be called when the post is stored, with its id; null when there is nothing to do. */
  afterwards: ((postId: string) => Promise<void>) | null;
}

/** Not taken in, with the reason for the counters. */
export interface Left {
  outcome: "ignored";
  reason: string;
}

export type JudgedArrival = Taken | Left;

export type JudgedDraft =
  | Taken
  | { outcome: "refused"; rule: string }
  | { outcome: "held"; because: readonly Because[] };

/** What rules do to whoever has a profile, until it says something else. */
export interface ProfileMarks {
  ruleFilters: Filter[];
  ruleLabels: string[];
}

/** Which texts and pictures of a profile are believed; the others stay as they were. */
export interface JudgedProfile {
  profile: Account;
  /** Null where what was found before still holds. */
  marks: ProfileMarks | null;
}

export type JudgedOwnProfile =
  /** Null where no rule is about profiles. */
  | { outcome: "taken"; marks: ProfileMarks | null }
  | { outcome: "refused"; rule: string }
  | { outcome: "held"; because: readonly Because[]; marks: ProfileMarks };

export type JudgedSignUp =
  | { outcome: "accepted" }
  | { outcome: "held"; because: readonly Because[] }
  | { outcome: "refused"; rule: string };

/** The node's rules at the door: what is to become of what comes in, goes out or asks to join. */
export interface PolicyGate {
  /** A post of another server. One that is held is kept by this, and told as left. */
  inbound(
    post: Post,
    author: Sender,
    arrival: "delivered" | "fetched",
  ): JudgedArrival | Promise<JudgedArrival>;
  /** A post of another server says something else. */
  edit(post: Post, author: Sender): JudgedArrival | Promise<JudgedArrival>;
  /** A post of this node, new or edited. */
  outbound(post: Post, author: OwnAuthor, occasion: "outbound" | "edit"): JudgedDraft | Promise<JudgedDraft>;
  /** A profile as another server describes it, and what is known of it here. */
  profile(said: Account, known: KnownProfile | null): JudgedProfile | Promise<JudgedProfile>;
  /** A profile of this node as it would be. */
  ownProfile(author: OwnAuthor, profile: OwnProfile): Promise<JudgedOwnProfile>;
  signUp(signUp: SignUp): Promise<JudgedSignUp>;
  /** A report of another server's people. @returns why it is left; null when it is taken */
  report(reporter: Sender): Promise<Left | null>;
  /** What is done to what an account sends, by decisions about itself and about its domain. */
  filtersOf(author: Sender): ReadonlySet<Filter>;
}

export interface KnownProfile
  extends Pick<Account, "displayName" | "bioHtml" | "fields" | "avatarUrl" | "headerUrl"> {
  id: string;
  filters: readonly string[];
  ruleFilters: readonly string[];
  ruleLabels: readonly string[];
  isHeld: boolean;
}

export interface OwnProfile {
  displayName: string;
  bio: string;
  hasAvatar: boolean;
}

export interface SignUp {
  username: string;
  emailDomain: string | null;
  reason: string;
  address: string | null;
}

const taken: Taken = { outcome: "taken", filtered: null, keptOutOf: new Set(), afterwards: null };
const nothing: ReadonlySet<Filter> = new Set();

/** A door without rules. */
export const openGate: PolicyGate = {
  inbound: () => taken,
  edit: () => taken,
  outbound: () => taken,
  profile: (profile) => ({ profile, marks: null }),
  ownProfile: async () => ({ outcome: "taken", marks: null }),
  signUp: async () => ({ outcome: "accepted" }),
  report: async () => null,
  filtersOf: () => nothing,
};

/** A door that lets a post in that somebody has looked at, with the filters that it had. */
export function gateForReleased(filtered: Filtered | null): PolicyGate {
  const released: Taken = { ...taken, filtered };
  return { ...openGate, inbound: () => released, edit: () => released };
}
