import type { RosterEntry } from "#protocol/moot/draw.ts";
import type { Verdict } from "#protocol/moot/vote.ts";
import type { JsonObject } from "#protocol/signing/proofs.ts";

export const panelStages = [
  "drawing",
  "voting",
  "revealing",
  "deliberating",
  "signing",
  "decided",
  "failed",
  "dissolved",
] as const;
export type PanelStage = (typeof panelStages)[number];

/** Trustees drawn for a case, and how far they are. */
export interface Panel {
  readonly id: string;
  readonly caseId: string;
  /** 0 for the first, 1 and 2 for those that hear appeals. */
  readonly level: 0 | 1 | 2;
  readonly size: number;
  readonly language: string | null;
  readonly stage: PanelStage;
  /** Verdicts that its members may vote for. */
  readonly offered: readonly Verdict[];
  /** Who could be drawn when it was asked for, and who of them may not sit. */
  readonly roster: readonly RosterEntry[];
  readonly excluded: readonly string[];
  /** Those who left and were replaced, in order. */
  readonly left: readonly string[];
  /** Place of the entry in the public ledger that announces it; null before the draw. */
  readonly after: number | null;
  /** The signed note whose root drew it. */
  readonly checkpoint: string | null;
  /** The action in force that it is to confirm or replace. */
  readonly reviews: string | null;
  /** The decision that is appealed against. */
  readonly heard: string | null;
  readonly askedBy: string | null;
  readonly facts: string;
  readonly reasons: string;
  readonly minority: string;
  /** The decision that they sign, with the signatures so far. */
  readonly document: JsonObject | null;
  readonly endedWhy: string | null;
  readonly openedAt: Date;
  readonly stageUntil: Date | null;
  readonly closedAt: Date | null;
  readonly version: number;
}

export interface Member {
  readonly trustee: string;
  readonly accountId: string;
  readonly seatedAt: Date;
  readonly leftAt: Date | null;
  /** `recused`: they have a stake in it; `declined`: they have no time; `silent`: they never voted. */
  readonly leftAs: "recused" | "declined" | "silent" | "key" | "ended" | null;
  readonly leftWhy: string | null;
  /** They left and nobody could take their seat. */
  readonly isUnfilled: boolean;
  readonly remindedOf: PanelStage | null;
}

/** Whether somebody sits, or holds a seat that is empty. */
export const holdsSeat = ({ leftAt, isUnfilled }: Member): boolean => leftAt === null || isUnfilled;
export const sits = ({ leftAt }: Member): boolean => leftAt === null;
