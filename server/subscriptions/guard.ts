/** Of a list of at least so many entries, more than this part must not go at once without an administrator's word. */
const GUARDED_FROM = 10;
const GUARDED_PART = 0.3;

/** Whether so much of a list is gone that it is more likely broken or taken over than corrected. */
export function isTooMuch(gone: number, before: number): boolean {
  return before >= GUARDED_FROM && gone > before * GUARDED_PART;
}
