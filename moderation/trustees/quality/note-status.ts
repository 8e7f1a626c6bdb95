/** What readers think of a note. */
export type NoteStatus = "needs more ratings" | "helpful" | "not helpful";

/**
 * The statuses of Community Notes' core model (`scoring/scoring/mf_base_scorer.py`): helpful where people of both sides find it so, not helpful
 * where hardly anybody does. What was helpful stays so a little below the threshold, so that it does not come and go.
 *
 * @param note.interceptUpperBound the intercept if some more had found it helpful; low: it cannot become helpful
 */
export function noteStatus(
  note: { ratings: number; intercept: number; factor: number; interceptUpperBound?: number },
  before: NoteStatus = "needs more ratings",
): NoteStatus {
  if (note.ratings < LEAST_RATINGS) return "needs more ratings";
  const threshold = before === "helpful" ? HELPFUL - INERTIA : HELPFUL;
  if (note.intercept >= threshold && Math.abs(note.factor) < MOST_FACTOR) return "helpful";
  if (note.intercept < -0.05 - 0.8 * Math.abs(note.factor)) return "not helpful";
  return (note.interceptUpperBound ?? 0) < LEAST_UPPER_BOUND ? "not helpful" : "needs more ratings";
}

const LEAST_RATINGS = 5;
const HELPFUL = 0.4;
const INERTIA = 0.01;
const MOST_FACTOR = 0.5;
const LEAST_UPPER_BOUND = -0.04;
