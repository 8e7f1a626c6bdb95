import type { Place, Table } from "./hidden.ts";

interface Cell {
  readonly r: number;
  readonly c: number;
}

/** What it costs to hide a cell more: what readers lose, and most of all what did not happen, which protects in one direction only. */
function costOf(n: number, isHidden: boolean, total: number): number {
  if (isHidden) return 0;
  return n === 0 ? total : n;
}

/**
 * The cells that are hidden with one for the least that readers lose, so that it lies on a ring: row, column, row and back, around which
 * one can go up as the next goes down. Those that are hidden already are left out.
 */
export function cheapestRing(table: Table, { r, c }: Place): Cell[] {
  if (r === null || c === null) return [];
  const { cells, rows, columns, hidden } = table;
  const total = rows.reduce((all, n) => all + n, 0);
  const [start, end] = [rows.length + c, r];
  const cost = new Map<number, number>([[start, 0]]);
  const cameBy = new Map<number, { from: number; cell: Cell }>();
  // Bellman and Ford: as often as there are lines, every cell but the one in question leads from its row to its column and back.
  for (let changed = true; changed; ) {
    changed = false;
    for (const [y, row] of cells.entries())
      for (const [x, n] of row.entries()) {
        const isDead = rows[y] === 0 || columns[x] === 0;
        if (isDead || (y === r && x === c)) continue;
        const price = costOf(n, hidden[y]?.[x] === true, total);
        for (const [from, to] of [
          [y, rows.length + x],
          [rows.length + x, y],
        ] as const) {
          const sum = (cost.get(from) ?? Number.POSITIVE_INFINITY) + price;
          if (sum >= (cost.get(to) ?? Number.POSITIVE_INFINITY)) continue;
          cost.set(to, sum);
          cameBy.set(to, { from, cell: { r: y, c: x } });
          changed = true;
        }
      }
  }
  const ring: Cell[] = [];
  for (let step = cameBy.get(end); step !== undefined; step = cameBy.get(step.from)) ring.push(step.cell);
  return ring.filter((cell) => hidden[cell.r]?.[cell.c] === false);
}

/** The smallest cell that is shown in the row or the column of a place; anywhere, when there is none left in these. */
export function smallestNear({ cells, rows, columns, hidden }: Table, place: Place): Cell[] {
  const weight = (n: number) => n || Number.POSITIVE_INFINITY;
  const open = cells.flatMap((row, r) =>
    row.flatMap((n, c) => {
      // Of a line in which nothing happened everything is known.
      const isOpen = hidden[r]?.[c] === false && (rows[r] ?? 0) > 0 && (columns[c] ?? 0) > 0;
      return isOpen ? [{ r, c, n, isNear: r === place.r || c === place.c }] : [];
    }),
  );
  const byNearness = open.sort(
    (a, b) =>
      Number(b.isNear) - Number(a.isNear) || (weight(a.n) === weight(b.n) ? 0 : weight(a.n) - weight(b.n)),
  );
  return byNearness.slice(0, 1);
}
