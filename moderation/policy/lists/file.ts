/** A line of a list's file. */
export interface FileEntry {
  readonly entry: string;
  readonly comment: string;
}

const MOST_LENGTH = 2_000;

/**
 * Reads a list from a file: one entry a line, or CSV with the entry in the first column (or in one called `entry`, `domain` or `#domain`) and a
 * comment in one called `comment` (Mastodon's and FediBlockHole's `public_comment`, too). Lines that begin with `#` and a space are
 * comments. One line at a time: a file of any size needs no more memory than itself.
 *
 * @example [...readListFile("a.example\nb.example")] // [{ entry: "a.example", comment: "" }, ...]
 */
export function* readListFile(text: string): Generator<FileEntry> {
  let columns: { entry: number; comment: number } | null = null;
  let isFirst = true;
  for (const line of linesOf(text)) {
    if (line.trim() === "" || /^(#\s|#$|\/\/\s)/.test(line) || line.length > MOST_LENGTH) continue;
    const cells = line.includes(",") || line.startsWith('"') ? cellsOf(line) : [line];
    if (isFirst) {
      isFirst = false;
      columns = headerOf(cells);
      if (columns !== null) continue;
    }
    // Words may have commas in them: without a header there are no columns.
    const quoted = line.startsWith('"');
    if (columns === null)
      yield { entry: quoted ? (cells[0] ?? "") : line.trim(), comment: quoted ? (cells[1] ?? "") : "" };
    else yield { entry: cells[columns.entry] ?? "", comment: cells[columns.comment] ?? "" };
  }
}

function headerOf(cells: readonly string[]): { entry: number; comment: number } | null {
  const names = cells.map((cell) =>
    cell
      .trim()
      .toLowerCase()
      .replace(/^\ufeff/, ""),
  );
  const entry = names.findIndex((name) => ["entry", "domain", "#domain"].includes(name));
  if (entry === -1) return null;
  const comment = names.findIndex((name) => ["comment", "public_comment", "#public_comment"].includes(name));
  return { entry, comment };
}

function* linesOf(text: string): Generator<string> {
  let start = text.startsWith("\ufeff") ? 1 : 0;
  while (start < text.length) {
    const end = text.indexOf("\n", start);
    yield text.slice(start, end === -1 ? text.length : end).replace(/\r$/, "");
    if (end === -1) return;
    start = end + 1;
  }
}

/** RFC 4180, of one line. */
function cellsOf(line: string): string[] {
  const cells: string[] = [];
  let at = 0;
  while (at <= line.length) {
    if (line[at] !== '"') {
      const end = line.indexOf(",", at);
      cells.push(line.slice(at, end === -1 ? line.length : end).trim());
      if (end === -1) break;
      at = end + 1;
      continue;
    }
    let cell = "";
    for (at++; at < line.length; at++) {
      if (line[at] !== '"') cell += line[at];
      else if (line[at + 1] === '"') {
        cell += '"';
        at++;
      } else break;
    }
    cells.push(cell);
    const end = line.indexOf(",", at);
    if (end === -1) break;
    at = end + 1;
  }
  return cells;
}

/** @example csvLine({ entry: "a,b", comment: "" }) // '"a,b",' */
export function csvLine({ entry, comment }: FileEntry): string {
  return `${cell(entry)},${cell(comment)}\n`;
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
