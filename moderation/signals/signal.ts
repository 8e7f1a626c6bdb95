import type { Category, Severity } from "../category.ts";
import type { Subject } from "../subject.ts";

/** One observation of a subject, as somebody or something makes it. */
export interface NewSignal {
  readonly subject: Subject;
  /** The author's domain; null for one of this node. */
  readonly domain: string | null;
  readonly communityId?: string | null;
  readonly category: Category;
  /** 0 to 1. */
  readonly score: number;
  readonly severity: Severity;
  readonly source:
    | { readonly kind: "rule"; readonly id: string }
    | { readonly kind: "person"; readonly id: string; readonly accountId: string }
    | { readonly kind: "model"; readonly id: string }
    /** Another node's panel has decided about it; the node's domain. */
    | { readonly kind: "node"; readonly id: string };
  /** Which facts. */
  readonly explanation: Readonly<Record<string, unknown>>;
  /** It opens a case by itself; else an open case about the subject gets it, and thresholds count it. */
  readonly opensCase: boolean;
}

/** A signal as it is kept. */
export interface Signal {
  readonly id: string;
  readonly subjectKind: Subject["kind"];
  readonly subjectIri: string;
  readonly subjectId: string | null;
  readonly accountId: string | null;
  readonly domain: string | null;
  readonly category: string;
  readonly score: number;
  readonly severity: number;
  readonly sourceKind: "rule" | "person" | "model" | "node";
  readonly source: string;
  readonly explanation: Record<string, unknown>;
  readonly caseId: string | null;
  readonly createdAt: Date;
}

/** So many signals of one category in so many hours open a case. */
export interface Threshold {
  /** Null: signals of each category, counted apart. */
  readonly category: string | null;
  /** What the case is about, and whose signals are counted. */
  readonly per: "post" | "account" | "domain";
  /** 1 to 1,000. */
  readonly count: number;
  /** 1 to 720. */
  readonly hours: number;
  /** Signals with a lower score do not count. */
  readonly leastScore: number;
}
