import type { Format } from "./read/located.ts";

/** One state of the rules. */
export interface PolicyVersion {
  readonly number: number;
  readonly format: Format;
  readonly hash: string;
  readonly rulesCount: number;
  readonly note: string;
  readonly by: string | null;
  readonly createdAt: Date;
}
