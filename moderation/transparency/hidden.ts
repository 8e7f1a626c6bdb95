/** A table of counts, with what of it is held back so far. */
export interface Table {
  readonly cells: readonly (readonly number[])[];
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /** Grows. */
  readonly hidden: boolean[][];
  readonly hiddenRows: readonly boolean[];
  readonly hiddenColumns: readonly boolean[];
  readonly least: number;
}

/** A cell, or a sum: of a row where there is no column, and of a column where there is no row. */
export interface Place {
  readonly r: number | null;
  readonly c: number | null;
}
