import type { Severity } from "../category.ts";

const HOUR_MS = 3_600_000;

/** Hours within which a case of each severity should have been decided. */
export type Deadlines = Readonly<Record<Severity, number>>;

const usualDeadlines: Deadlines = { 4: 4, 3: 24, 2: 72, 1: 168, 0: 720 };

export function dueAt(severity: Severity, openedAt: Date, deadlines: Deadlines = usualDeadlines): Date {
  return new Date(openedAt.getTime() + deadlines[severity] * HOUR_MS);
}
