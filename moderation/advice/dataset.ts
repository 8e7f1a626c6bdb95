import type { Filter } from "../filter.ts";

/** Advice that a node publishes for others. */
export interface Dataset {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  readonly createdAt: Date;
  readonly updatedAt: Date | null;
}

/** One record of a dataset. */
export interface DatasetChange {
  readonly id: string;
  readonly datasetId: string;
  readonly type: "advisory" | "recommendation" | "retraction" | "tombstone";
  readonly entity: "domain" | "actor";
  readonly key: string;
  readonly labels: readonly string[];
  readonly policy: "accept" | "filter" | "reject" | "drop" | null;
  readonly filters: readonly Filter[];
  readonly comment: string;
  readonly createdAt: Date;
}
