import type { Iri } from "#protocol/ids/iri.ts";
import type { Category, Severity } from "../category.ts";
import type { Subject } from "../subject.ts";
import type { Priority } from "./priority.ts";

export const caseStates = ["open", "waiting", "decided", "dismissed"] as const;
export type CaseState = (typeof caseStates)[number];

export type CaseEventKind =
  | "opened"
  | "reported"
  | "signalled"
  | "assigned"
  | "unassigned"
  | "noted"
  | "acted"
  | "undone"
  | "waiting"
  | "decided"
  | "dismissed"
  | "reopened"
  | "told"
  | "linked"
  | "unlinked"
  | "appealed"
  | "answered"
  | "reclassified"
  | "due"
  | "erased"
  | "panel-opened"
  | "panel-drawn"
  | "panel-decided"
  | "panel-failed"
  | "panel-dissolved";

/** What happened in a case. */
export interface CaseEvent {
  readonly id: string;
  readonly kind: CaseEventKind;
  /** Null for the node itself. */
  readonly by: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

/** Who handles cases. */
export interface Handler {
  readonly accountId: string;
  /** The local groups whose cases they see, and no others; null for those who see all. */
  readonly communities: readonly string[] | null;
}

/** A case as it is now. */
export interface Case {
  readonly id: string;
  /** What people call it: #123. */
  readonly number: number;
  readonly subject: Subject;
  /** The author's domain; null for one of this node. */
  readonly domain: string | null;
  readonly communityId: string | null;
  readonly state: CaseState;
  readonly category: Category;
  readonly severity: Severity;
  readonly reach: number;
  readonly priority: Priority;
  readonly excerpt: string;
  readonly reportsCount: number;
  readonly signalsCount: number;
  readonly serversCount: number;
  readonly assignedTo: string | null;
  readonly waveId: string | null;
  readonly openedAt: Date;
  readonly dueAt: Date | null;
  readonly isOverdue: boolean;
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
  /** Whoever acts sends the one that they saw. */
  readonly version: number;
  readonly updatedAt: Date;
}

export interface Joining {
  readonly subject: Subject;
  /** The author's domain; null for one of this node. */
  readonly domain: string | null;
  /** The local group in which it was posted. */
  readonly communityId?: string | null;
  readonly category: Category;
  readonly severity: Severity;
  /** People who may have seen it. */
  readonly reach?: number;
  /** What it says, as plain text. */
  readonly excerpt?: string;
  /** What brings it: one report or one signal; `server` is the one that the reporter is of, null for this node. */
  readonly because: { readonly report: string; readonly server: string | null } | { readonly signal: string };
}

/** A note of a moderator, of this node or of another one in the case. */
export interface CaseNote {
  readonly id: string;
  readonly iri: Iri | null;
  readonly authorIri: Iri;
  /** Null for a moderator of another node. */
  readonly accountId: string | null;
  readonly text: string;
  /** Whether the moderators of the other node in the case get it. */
  readonly isShared: boolean;
  readonly createdAt: Date;
}
