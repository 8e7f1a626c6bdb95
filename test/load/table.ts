/** One line of the bench's table. */
export interface Row {
  readonly part: string;
  readonly what: string;
  readonly value: string;
  /** What it stands beside, measured in the same run. */
  readonly beside?: string;
  readonly goal?: Goal;
}

export interface Goal {
  readonly text: string;
  readonly reached: boolean;
}

export function atLeast(value: number, limit: number, unit = "x"): Goal {
  return { text: `>= ${limit} ${unit}`, reached: value >= limit };
}

export function atMost(value: number, limit: number, unit = "x"): Goal {
  return { text: `<= ${limit} ${unit}`, reached: value <= limit };
}

/** A number for people: three significant digits, thousands apart. */
export function round(value: number): string {
  if (!Number.isFinite(value)) return "-";
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value) || 1)));
  return value.toLocaleString("en", { maximumFractionDigits: Math.min(digits, 3), useGrouping: true });
}

/** The rows as a Markdown table, so that it can be pasted into a note as it is. */
export function formatTable(rows: readonly Row[]): string {
  const cells = rows.map(({ part, what, value, beside, goal }) => [
    part,
    what,
    value,
    beside ?? "",
    goal?.text ?? "",
    goal === undefined ? "" : goal.reached ? "yes" : "NO",
  ]);
  const lines = [["part", "measure", "value", "beside", "goal", "reached"], ...cells];
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const format = (line: readonly string[]) =>
    `| ${line.map((cell, column) => cell.padEnd(widths?.[column] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = lines;
  const rule = `|${widths?.map((width) => "-".repeat(width + 2)).join("|")}|`;
  return [format(head), rule, ...body.map(format)].join("\n");
}
