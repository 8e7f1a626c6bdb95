import type { Category, Severity } from "../category.ts";
import type { Subject } from "../subject.ts";

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
  | "appealed"
  | "reclassified"
  | "due";

export interface Joining {
  readonly subject: Subject;
  /** The author's domain; null for one of this node. */
  readonly domain: string | null;
  /** The local group in which it was posted. */
  readonly communityId?: string | null;
  readonly category: Category;
  readonly severity: Severity;
  readonly reach?: number;
  /** What brings it: one report or one signal; `server` is the one that the reporter is of. */
  readonly because: { readonly report: string; readonly server: string | null } | { readonly signal: string };
}
