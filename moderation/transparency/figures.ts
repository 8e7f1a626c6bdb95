import {
  type ActionCount,
  type AppealCount,
  deciders,
  type HoldCount,
  isAutomatic,
  NO_LANGUAGE,
  outcomes,
  type ReportCount,
  type Took,
} from "./record.ts";
import { suppress } from "./suppress.ts";

/** What is counted in a period. Every count is of what began in it; how it stands is as of now. */
export interface Counted {
  readonly actions: readonly ActionCount[];
  readonly appeals: readonly AppealCount[];
  readonly reports: readonly ReportCount[];
  readonly holds: readonly HoldCount[];
  readonly took: Readonly<Record<TimeId, readonly Took[]>>;
}

/** A row or column: what it is of, by its key. */
export interface Row {
  readonly key: string;
  /** One a column; null for what is held back. */
  readonly cells: readonly (number | null)[];
  readonly total: number | null;
  /** Of a table by outcome: how much of what was decided was reversed, 0 to 1; null where it is held back. */
  readonly reversed?: number | null;
}

export interface Figure {
  readonly id: FigureId;
  readonly columns: readonly string[];
  /** The largest first, and those that are held back by name; what did not happen has none. */
  readonly rows: readonly Row[];
  readonly total: Row;
}

export interface Time {
  readonly id: TimeId;
  readonly rows: readonly Pick<Took, "key" | "median" | "ninetieth">[];
}

export interface Figures {
  readonly figures: readonly Figure[];
  /** Of at least as many as the smallest number that is shown. */
  readonly times: readonly Time[];
  /** How much of what was done was decided without a person, 0 to 1; null where it is held back, or nothing was done. */
  readonly automated: number | null;
}

interface Definition<Each> {
  readonly of: keyof Omit<Counted, "took">;
  readonly row: (each: Each) => string;
  readonly column: (each: Each) => string;
  readonly columns: readonly string[];
  readonly isByOutcome?: true;
}

const subjects = ["post", "account", "other"] as const;
const subjectOf = ({ subject }: ActionCount) =>
  subject === "post" || subject === "account" ? subject : "other";
const ofActions = (row: (each: ActionCount) => string) =>
  define<ActionCount>({ of: "actions", row, column: subjectOf, columns: subjects });
const byOutcome = (row: (each: ActionCount) => string) =>
  define<ActionCount>({
    of: "actions",
    row,
    column: ({ outcome }) => outcome,
    columns: outcomes,
    isByOutcome: true,
  });
const ofAppeals = (row: (each: AppealCount) => string) =>
  define<AppealCount>({
    of: "appeals",
    row,
    column: ({ state }) => state,
    columns: ["granted", "rejected", "open"],
  });
const ofReports = (row: (each: ReportCount) => string) =>
  define<ReportCount>({
    of: "reports",
    row,
    column: ({ state }) => state,
    columns: ["acted", "not-acted", "open"],
  });

/** Each lists everything that it is of once, so that tables of the same have the same sums. */
const definitions = {
  "actions-by-category": ofActions(({ category }) => category),
  "actions-by-kind": ofActions(({ kind }) => kind),
  // One table of both: what a list has found it has decided as well, so that two would say of each other what they hold back.
  "actions-by-finder": define<ActionCount>({
    of: "actions",
    row: ({ finder }) => finder,
    column: ({ decider }) => decider,
    columns: deciders,
  }),
  notices: ofActions(({ notice }) => notice),
  "reversals-by-rule": byOutcome(({ rule }) => rule),
  "reversals-by-language": byOutcome(({ language }) => language),
  "appeals-by-side": ofAppeals(({ side }) => side),
  "appeals-by-kind": ofAppeals(({ kind }) => kind),
  "appeals-by-rule": ofAppeals(({ rule }) => rule),
  "reports-by-source": ofReports(({ source }) => source),
  "reports-by-category": ofReports(({ category }) => category),
  holds: define<HoldCount>({
    of: "holds",
    row: ({ what }) => what,
    column: ({ state }) => state,
    columns: ["released", "refused", "expired", "held"],
  }),
} as const;

export type FigureId = keyof typeof definitions;
export const figureIds = Object.keys(definitions) as FigureId[];

/** What is measured: from a report to what was decided in all and by what it came to, and from an appeal to its answer. */
export const timeIds = [
  "report-to-decision",
  "report-to-decision-by-rule",
  "report-to-decision-by-language",
  "appeal-to-answer",
] as const;
export type TimeId = (typeof timeIds)[number];

/** The key of the row that is of all. */
export const ALL = "all";
/** The key of the row of what is too rare for one of its own. */
export const REST = "rest";
const MOST_ROWS = 40;

// Figures are made of one kind of count each; which, its definition says.
function define<Each>(definition: Definition<Each>): Definition<never> {
  return definition as Definition<never>;
}

/**
 * The figures of a period, as everybody may see them.
 *
 * @param least the smallest number that is shown, beside 0
 */
export function figuresOf(counted: Counted, least: number): Figures {
  const figures = figureIds.map((id) => figureOf(id, counted, least));
  const decided = figures.find(({ id }) => id === "actions-by-finder");
  return {
    figures,
    times: timeIds.map((id) => ({
      id,
      rows: counted.took[id]
        .filter(({ n }) => n >= least)
        .toSorted((a, b) => b.n - a.n)
        .slice(0, MOST_ROWS)
        .map(({ key, median, ninetieth }) => ({ key, median, ninetieth })),
    })),
    automated: decided === undefined ? null : automatedShare(decided),
  };
}

function figureOf(id: FigureId, counted: Counted, least: number): Figure {
  const { of, row, column, columns, isByOutcome } = definitions[id] as Definition<{ n: number }>;
  const counts = new Map<string, number[]>();
  for (const each of counted[of] as readonly { n: number }[]) {
    const numbers = counts.get(row(each)) ?? columns.map(() => 0);
    const at = columns.indexOf(column(each));
    numbers[at] = (numbers[at] ?? 0) + each.n;
    counts.set(row(each), numbers);
  }
  const rows = shortened(
    [...counts].toSorted(([a, x], [b, y]) => sum(y) - sum(x) || (a < b ? -1 : 1)),
    columns,
  );
  const shown = suppress(
    rows.map(([, numbers]) => numbers),
    least,
    // How much is about no post follows from other tables: as a cover for another number it would be none.
    rows.findIndex(([key]) => key === NO_LANGUAGE),
  );
  const lineOf = (key: string, cells: readonly (number | null)[], total: number | null): Row => ({
    key,
    cells,
    total,
    ...(isByOutcome && { reversed: reversedShare(cells[0] ?? null, total) }),
  });
  const sums = rows.length === 0 ? columns.map(() => 0) : shown.columnTotals;
  return {
    id,
    columns,
    // By what is shown: the place of a row says nothing of what is held back.
    rows: rows
      .map(([key], at) => lineOf(key, shown.cells[at] ?? [], shown.rowTotals[at] ?? null))
      .toSorted((a, b) => (b.total ?? 0) - (a.total ?? 0) || (a.key < b.key ? -1 : 1)),
    total: lineOf(ALL, sums, shown.total),
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, n) => all + n, 0);

/** The rarest rows as one, where there are too many. */
function shortened(rows: readonly [string, number[]][], columns: readonly string[]): [string, number[]][] {
  if (rows.length <= MOST_ROWS) return [...rows];
  const rest = rows.slice(MOST_ROWS - 1).map(([, numbers]) => numbers);
  const sums = columns.map((_, at) => sum(rest.map((numbers) => numbers[at] ?? 0)));
  return [...rows.slice(0, MOST_ROWS - 1), [REST, sums]];
}

function reversedShare(stands: number | null, total: number | null): number | null {
  return stands === null || total === null || total === 0 ? null : (total - stands) / total;
}

/** Of all that was done, what a rule or a list decided. */
function automatedShare({ total: { cells, total } }: Figure): number | null {
  if (total === null || total === 0) return null;
  const automatic = deciders.map((decider, at) => (isAutomatic(decider) ? (cells[at] ?? null) : 0));
  return automatic.includes(null) ? null : sum(automatic as number[]) / total;
}
