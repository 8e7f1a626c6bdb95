import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Row } from "./table.ts";

export interface BenchOptions {
  /** A smaller run: a check that everything works, not a measurement. */
  readonly quick: boolean;
  /** Folder for CPU profiles of the node under test. */
  readonly profileDir?: string | undefined;
}

/** What a part is given: where to put its rows and what to leave behind. */
export interface Bench extends BenchOptions {
  /** `full`, or `quick` in a quick run. */
  count(full: number, quick: number): number;
  row(row: Row): void;
  progress(message: string): void;
  /** A new folder that an unprivileged PostgreSQL may enter; it goes away with the part. */
  tempDir(): string;
  /** Registers something to close when the part ends, however it ends; the last one goes first. */
  onEnd(close: () => Promise<void> | void): void;
}

export interface Part {
  readonly name: string;
  readonly about: string;
  run(bench: Bench): Promise<void>;
}

/** Runs one part and cleans up after it. `interrupted` rejects when the whole run must end. */
export async function runPart(
  part: Part,
  options: BenchOptions,
  rows: Row[],
  interrupted: Promise<never>,
): Promise<void> {
  const closers: (() => Promise<void> | void)[] = [];
  const bench: Bench = {
    ...options,
    count: (full, quick) => (options.quick ? quick : full),
    row: (row) => rows.push(row),
    progress: (message) => process.stderr.write(`${part.name}: ${message}\n`),
    tempDir() {
      const folder = mkdtempSync(path.join(tmpdir(), "folkmoot-bench-"));
      chmodSync(folder, 0o711);
      closers.push(() => rmSync(folder, { recursive: true, force: true }));
      return folder;
    },
    onEnd: (close) => closers.push(close),
  };
  try {
    await Promise.race([part.run(bench), interrupted]);
  } finally {
    for (const close of closers.reverse()) await close();
  }
}
