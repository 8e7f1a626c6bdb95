/**
 * The name that was probably meant.
 *
 * @example nearest("author.agedays", ["author.ageDays", "author.iri"]) // "author.ageDays"
 */
export function nearest(written: string, names: readonly string[]): string | null {
  let best: string | null = null;
  let least = Math.max(2, Math.ceil(written.length / 3)) + 1;
  for (const name of names) {
    if (Math.abs(name.length - written.length) >= least) continue;
    const far = distance(written.toLowerCase(), name.toLowerCase());
    if (far >= least) continue;
    least = far;
    best = name;
  }
  return best;
}

/** Levenshtein's, in two rows. */
function distance(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(same, (before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    before = row;
  }
  return before[b.length] ?? 0;
}
