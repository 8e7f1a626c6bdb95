import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Shown, suppress } from "./suppress.ts";

describe("what is held back", () => {
  it("is a small number, and the next smallest with it, so that their sum says nothing of either", () => {
    expect(suppress([[3], [12], [40], [0]], 10)).toEqual({
      cells: [[null], [null], [40], [0]],
      rowTotals: [null, null, 40, 0],
      columnTotals: [55],
      total: 55,
    });
  });

  it("is nothing where no number is small, and all that happened where there is little in all", () => {
    expect(
      suppress(
        [
          [10, 20],
          [30, 0],
        ],
        10,
      ).cells,
    ).toEqual([
      [10, 20],
      [30, 0],
    ]);
    expect(
      suppress(
        [
          [2, 0],
          [0, 3],
        ],
        10,
      ),
    ).toEqual({
      cells: [
        [null, 0],
        [0, null],
      ],
      rowTotals: [null, null],
      columnTotals: [null, null],
      total: null,
    });
  });

  it("is enough in each row and column of a table with sums", () => {
    const { cells, rowTotals, columnTotals } = suppress(
      [
        [3, 20, 30],
        [25, 40, 50],
        [35, 60, 70],
      ],
      10,
    );
    expect(cells).toEqual([
      [null, null, 30],
      [null, null, 50],
      [35, 60, 70],
    ]);
    expect([rowTotals, columnTotals]).toEqual([
      [53, 115, 165],
      [63, 120, 150],
    ]);
  });

  it("is more where two hidden corners and what joins them would give a number away", () => {
    // Two in each line are not enough: the cell between both blocks would follow from the sums of two rows and two columns.
    const cells = [
      [2, 2, 50, 50],
      [2, 2, 2, 50],
      [50, 50, 2, 2],
      [50, 50, 2, 2],
    ];
    const shown = suppress(cells, 3);
    expect(shown.cells.flat().filter((n) => n === null).length).toBeGreaterThan(9);
    expectProtected(cells, shown, 3);
  });

  it("shows sums alike in every table that has them", () => {
    const byCategory = [
      [4, 30],
      [50, 60],
      [70, 9],
    ];
    const byKind = [
      [124, 0],
      [0, 99],
    ];
    expect(suppress(byCategory, 10).columnTotals).toEqual(suppress(byKind, 10).columnTotals);
  });
});

/** What a reader can know of each hidden number: the least and the most of all tables that look the same. By trying all. */
function known(cells: readonly (readonly number[])[], shown: Shown): { least: number; most: number }[][] {
  const columns = cells[0]?.length ?? 0;
  const total = shown.total ?? 0;
  const ranges = cells.map((row) => row.map(() => ({ least: Infinity, most: -Infinity })));
  const tried = cells.map((row) => row.map(() => 0));
  const rest = [...shown.columnTotals].map((n) => n ?? total);
  const place = (at: number, rowLeft: number, left: number): boolean => {
    const [r, c] = [Math.floor(at / columns), at % columns];
    if (r === cells.length) {
      if (left !== 0 || shown.columnTotals.some((n, column) => n !== null && rest[column] !== 0))
        return false;
      for (const [y, row] of tried.entries())
        for (const [x, n] of row.entries()) {
          const range = ranges[y]?.[x] as { least: number; most: number };
          range.least = Math.min(range.least, n);
          range.most = Math.max(range.most, n);
        }
      return true;
    }
    const sum = shown.rowTotals[r] ?? null;
    const room = c === 0 ? (sum ?? left) : rowLeft;
    const seen = shown.cells[r]?.[c] ?? null;
    const isLast = c === columns - 1 && sum !== null;
    const [from, to] =
      seen !== null ? [seen, seen] : [isLast ? room : 0, Math.min(room, left, rest[c] as number)];
    for (let n = from; n <= to; n++) {
      if (n > room || n > left || n > (rest[c] as number) || (isLast && n !== room)) continue;
      (tried[r] as number[])[c] = n;
      (rest[c] as number) -= n;
      place(at + 1, room - n, left - n);
      (rest[c] as number) += n;
    }
    return true;
  };
  place(0, 0, total);
  return ranges;
}

function expectProtected(cells: readonly (readonly number[])[], shown: Shown, least: number): void {
  const ranges = known(cells, shown);
  for (const [r, row] of shown.cells.entries())
    for (const [c, n] of row.entries()) {
      const range = ranges[r]?.[c] as { least: number; most: number };
      if (n === null)
        expect(range.most - range.least, JSON.stringify({ cells, shown, r, c })).toBeGreaterThanOrEqual(
          least,
        );
    }
}

const tables = (most: number, size: number) =>
  fc.tuple(fc.integer({ min: 1, max: size }), fc.integer({ min: 1, max: size })).chain(([rows, columns]) =>
    fc.array(
      fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: most })), {
        minLength: columns,
        maxLength: columns,
      }),
      { minLength: rows, maxLength: rows },
    ),
  );

describe("for any table", () => {
  it("nothing from 1 to below the least number is shown, neither a cell nor a sum", () => {
    fc.assert(
      fc.property(tables(40, 8), fc.integer({ min: 5, max: 20 }), (cells, least) => {
        const { cells: shown, rowTotals, columnTotals, total } = suppress(cells, least);
        for (const n of [...shown.flat(), ...rowTotals, ...columnTotals, total])
          expect(n === null || n === 0 || n >= least).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("what is shown is true", () => {
    fc.assert(
      fc.property(tables(40, 6), (cells) => {
        const shown = suppress(cells, 10).cells;
        for (const [r, row] of shown.entries())
          for (const [c, n] of row.entries()) expect(n === null || n === cells[r]?.[c]).toBe(true);
      }),
    );
  });

  it("no number that is held back can be worked out, nor nearly so: by trying every table that looks the same", () => {
    fc.assert(
      fc.property(tables(5, 3), (cells) => {
        const shown = suppress(cells, 3);
        if (shown.total !== null) expectProtected(cells, shown, 3);
      }),
      { numRuns: 1_000 },
    );
  });
});
