import type { CsvKind } from "../exports/kinds.ts";

export type ImportKind = CsvKind | "archive";
export type ImportMode = "merge" | "overwrite";

/** How a file goes on: looked at by its owner, worked through, over. */
export type ImportState = "unconfirmed" | "running" | "finished" | "cancelled";

export interface Import {
  id: string;
  accountId: string;
  kind: ImportKind;
  mode: ImportMode;
  state: ImportState;
  fileName: string;
  file: string | null;
  total: number;
  done: number;
  failed: number;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
}

/** A line of a file, read. One that cannot be used has failed already. */
export interface ReadRow {
  position: number;
  fields: string[];
  key: string;
  state: "waiting" | "failed";
  reason: string | null;
}

export interface WaitingRow {
  position: number;
  fields: string[];
  key: string;
}

export type FileError =
  | { type: "import/empty" }
  | { type: "import/not-text" }
  | { type: "import/too-large"; most: number }
  | { type: "import/too-many-rows"; most: number }
  /** Its columns are those of something else. */
  | { type: "import/wrong-kind"; kind: ImportKind };
