import type { Severity } from "../../category.ts";
import type { PanelStage } from "./panel.ts";

const HOUR_MS = 3_600_000;

/** Hours that members have for the vote; the other stages get a share of it. */
const hours: Readonly<Record<Severity, number>> = { 4: 12, 3: 48, 2: 72, 1: 72, 0: 72 };
const shares: Readonly<Partial<Record<PanelStage, number>>> = {
  voting: 1,
  revealing: 1 / 2,
  deliberating: 2 / 3,
  signing: 1 / 2,
};

/** When a stage that begins now is over, whoever has not taken part. Null for one that has no end. */
export function stageEnd(stage: PanelStage, severity: Severity, now: Date): Date | null {
  const share = shares[stage];
  return share === undefined ? null : new Date(now.getTime() + hours[severity] * share * HOUR_MS);
}
