import type { Ctx } from "../context.ts";
import { readHiddenFiles } from "./store/hidden.ts";

/** Files that are kept, and served to nobody: of what moderators have removed. They are served again when that is undone. */
export interface HiddenFiles {
  has(name: string): boolean;
  /** Reads again which they are. */
  refresh(): Promise<void>;
}

/**
 * Known in memory, as every file that is served asks for it. A removal is noticed by all processes of the node within seconds; whoever
 * has the file by then, a browser or a cache on the way, keeps it.
 */
export function createHiddenFiles(ctx: Pick<Ctx, "sql">): HiddenFiles {
  let names: ReadonlySet<string> = new Set();
  return {
    has: (name) => names.has(name),
    async refresh() {
      names = new Set(await readHiddenFiles(ctx.sql));
    },
  };
}
