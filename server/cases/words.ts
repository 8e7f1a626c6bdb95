/** How an account is called. */
export interface Person {
  readonly id: string;
  /** `ana`, or `ana@example.social` for one of another server. */
  readonly acct: string;
  readonly displayName: string;
  readonly url: string;
}

/** What somebody has said of a case's subject; of one server, as often as it did. */
export interface CaseReport {
  readonly id: string;
  /** Null for somebody without an account. */
  readonly reporterId: string | null;
  /** Null for this node. */
  readonly server: string | null;
  readonly category: string;
  readonly comment: string;
  readonly count: number;
  readonly state: "open" | "closed";
  readonly createdAt: Date;
}

/** What a rule, a person or a model has observed of a case's subject. */
export interface CaseSignal {
  readonly id: string;
  readonly category: string;
  readonly severity: number;
  /** 0 to 1. */
  readonly score: number;
  readonly sourceKind: "rule" | "person" | "model" | "node";
  readonly source: string;
  readonly explanation: Record<string, unknown>;
  readonly createdAt: Date;
}
