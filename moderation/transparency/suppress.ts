import { createNetwork } from "./flow.ts";
import type { Place, Table } from "./hidden.ts";
import { cheapestRing, smallestNear } from "./hide-more.ts";

/** A table as it may be shown. Null for what is held back; a zero says that nothing happened. */
export interface Shown {
  readonly cells: readonly (readonly (number | null)[])[];
  readonly rowTotals: readonly (number | null)[];
  readonly columnTotals: readonly (number | null)[];
  readonly total: number | null;
}

/**
 * Holds back the counts of a table by which somebody could be found: those from 1 to below `least`, and as many others as it takes that
 * none of them can be worked out. What can be known of a number that is held back, from all that is shown, leaves at least `least + 1`
 * values open; that is computed, not estimated: how far a cell can move while all that is shown stays the same is a flow in the
 * network of what is held back (Gusfield 1988, "A graph theoretic approach to statistical data security"). Tables of one period with
 * the same rows' or columns' sums show these alike, since sums are decided on first, and by themselves.
 *
 * @param cells whole numbers, row by row
 * @param least the smallest number that is shown, beside 0
 * @param lastRow a row whose sum is not hidden for the sake of others as long as there is another; -1 for none
 * @example suppress([[12, 3], [40, 25]], 10).cells // [[null, null], [null, null]]
 */
export function suppress(cells: readonly (readonly number[])[], least: number, lastRow = -1): Shown {
  const rows = cells.map(sum);
  const columns = (cells[0] ?? []).map((_, column) => sum(cells.map((row) => row[column] ?? 0)));
  const total = sum(rows);
  const isTooFew = isSmall(total, least);
  const hiddenRows = isTooFew ? rows.map((n) => n > 0) : hideInLine(rows, least, lastRow);
  const hiddenColumns = isTooFew ? columns.map((n) => n > 0) : hideInLine(columns, least);
  const hidden = cells.map((row, r) =>
    row.map(
      (n, c) => isSmall(n, least) || (n > 0 && (isTooFew || hiddenRows[r] || hiddenColumns[c]) === true),
    ),
  );
  if (!isTooFew) protect({ cells, rows, columns, hidden, hiddenRows, hiddenColumns, least });
  const shown = (numbers: readonly number[], held: readonly boolean[]) =>
    numbers.map((n, at) => (held[at] ? null : n));
  return {
    cells: cells.map((row, r) => shown(row, hidden[r] ?? [])),
    rowTotals: shown(rows, hiddenRows),
    columnTotals: shown(columns, hiddenColumns),
    total: isTooFew ? null : total,
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, n) => all + n, 0);
const isSmall = (n: number, least: number) => n > 0 && n < least;

/** Of numbers whose sum is shown: the small ones, and the smallest others until they have a sum that is not small. */
function hideInLine(numbers: readonly number[], least: number, last = -1): boolean[] {
  const hidden = numbers.map((n) => isSmall(n, least));
  if (!hidden.includes(true)) return hidden;
  const others = [...numbers.keys()].filter((at) => !hidden[at]).sort(bySize(numbers));
  if (others.includes(last)) others.push(...others.splice(others.indexOf(last), 1));
  for (const next of others) {
    if (sum(numbers.filter((_, at) => hidden[at])) >= least && hidden.filter(Boolean).length > 1) break;
    hidden[next] = true;
  }
  return hidden;
}

/** The smallest first, and nothing that did not happen as long as there is something else. */
function bySize(numbers: readonly number[]) {
  const weight = (at: number) => numbers[at] || Number.POSITIVE_INFINITY;
  return (a: number, b: number) => (weight(a) === weight(b) ? a - b : weight(a) - weight(b));
}

/** Hides more cells until no hidden number can be known more closely than it may be. More that is hidden never lets one be known. */
function protect(table: Table): void {
  for (let open = firstOpen(table); open !== null; open = firstOpen(table)) {
    const ring = cheapestRing(table, open);
    const more = ring.length > 0 ? ring : smallestNear(table, open);
    if (more.length === 0) break;
    for (const { r, c } of more) (table.hidden[r] as boolean[])[c] = true;
  }
}

const ANY = Number.MAX_SAFE_INTEGER / 4;

/** A number that is held back and could be known too closely; null where there is none. */
function firstOpen({ cells, rows, columns, hidden, hiddenRows, hiddenColumns, least }: Table): Place | null {
  const [allRows, allColumns] = [rows.length + columns.length, rows.length + columns.length + 1];
  const network = createNetwork(rows.length + columns.length + 2);
  // A number that grows sends something along its edge; one that shrinks sends as much back as it is.
  const edge = (place: Place, from: number, to: number, value: number) => {
    return { place, from, to, value, ...network.connect(from, to, ANY, value) };
  };
  const held = [
    ...placesOf(hidden).map(([r, c]) => edge({ r, c }, r, rows.length + c, cells[r]?.[c] ?? 0)),
    ...placesOf([hiddenRows]).map(([, r]) => edge({ r, c: null }, allRows, r, rows[r] ?? 0)),
    ...placesOf([hiddenColumns]).map(([, c]) =>
      edge({ r: null, c }, rows.length + c, allColumns, columns[c] ?? 0),
    ),
  ];
  const open = held.find(({ from, to, value, close, reopen }) => {
    close();
    const up = network.most(to, from, least);
    const down = up >= least ? 0 : Math.min(value, network.most(from, to, least - up));
    reopen();
    return up + down < least;
  });
  return open?.place ?? null;
}

function placesOf(held: readonly (readonly boolean[])[]): [r: number, c: number][] {
  return held.flatMap((row, r) => row.flatMap((is, c): [number, number][] => (is ? [[r, c]] : [])));
}
