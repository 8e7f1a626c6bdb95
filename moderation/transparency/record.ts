import type { ActionKind } from "../actions/kind.ts";
import type { SubjectKind } from "../subject.ts";

/**
 * Who found something:
 *
 * - `here`: somebody with an account here, who reported it
 * - `visitor`: somebody without an account, who reported it
 * - `server`: another server, whose people or moderators reported or removed it
 * - `rule`, `list`: what the node applies by itself
 * - `moderators`: who looks after the node, by themselves
 */
export const finders = ["here", "visitor", "server", "rule", "list", "moderators"] as const;
export type Finder = (typeof finders)[number];

/**
 * Who decided:
 *
 * - `moderator`: one person who looks after the node
 * - `panel`: trustees
 * - `rule`, `list`: nobody; the node applied what somebody had written before
 * - `server`: another server, which removed what is its own
 */
export const deciders = ["moderator", "panel", "rule", "list", "server"] as const;
export type Decider = (typeof deciders)[number];

/** Whether nobody took part in a decision. */
export function isAutomatic(decider: Decider): boolean {
  return decider === "rule" || decider === "list";
}

/** How a decision stands now: as it was, reversed because somebody appealed, or by those who decide, of themselves. */
export const outcomes = ["stands", "appeal", "ourselves"] as const;
export type Outcome = (typeof outcomes)[number];

/** Which rule was broken: its id, or that none was named, or several were. */
export type RuleKey = string | typeof NO_RULE | typeof SEVERAL_RULES;
export const NO_RULE = "none";
export const SEVERAL_RULES = "several";

/** What a language is called that nobody has said, and where there is none because it is about no post. */
export const UNKNOWN_LANGUAGE = "und";
export const NO_LANGUAGE = "zxx";

/** So many actions that are alike in everything that is counted. */
export interface ActionCount {
  readonly n: number;
  readonly subject: SubjectKind;
  readonly kind: ActionKind;
  readonly category: string;
  readonly rule: RuleKey;
  readonly finder: Finder;
  readonly decider: Decider;
  /** Of the post: the first part of a BCP 47 tag. */
  readonly language: string;
  readonly outcome: Outcome;
  /** Whether its author was told; `elsewhere` for one of another server, and where there is none. */
  readonly notice: "told" | "not-told" | "elsewhere";
}

/** So many appeals that are alike. */
export interface AppealCount {
  readonly n: number;
  /** Who appealed, against whose decision. */
  readonly side: "author-moderator" | "author-panel" | "reporter-panel";
  readonly kind: ActionKind;
  readonly rule: RuleKey;
  readonly state: "open" | "granted" | "rejected";
}

/** So many reports that are alike. */
export interface ReportCount {
  readonly n: number;
  readonly source: "here" | "visitor" | "server";
  readonly category: string;
  readonly state: "open" | "acted" | "not-acted";
}

/** So many things that a rule has held until somebody looked. */
export interface HoldCount {
  readonly n: number;
  readonly what: string;
  readonly state: "held" | "released" | "refused" | "expired";
}

/** How long something took, of all that has one key. */
export interface Took {
  readonly key: string;
  readonly n: number;
  /** Seconds: of half of them no longer, and of nine in ten. */
  readonly median: number;
  readonly ninetieth: number;
}
