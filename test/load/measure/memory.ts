import { readFileSync } from "node:fs";
import { processTree } from "./cpu.ts";

/** Resident memory of one process in bytes, pages shared with others counted in full. */
export function residentBytes(pid: number): number {
  return field(`/proc/${pid}/status`, "VmRSS");
}

/**
 * Memory of a process and its descendants in bytes, a page that n of them share counted once: the sum of their
 * proportional set sizes. PostgreSQL's processes share most of what they hold.
 */
export function proportionalBytes(root: number): number {
  return processTree(root).reduce((sum, pid) => sum + field(`/proc/${pid}/smaps_rollup`, "Pss"), 0);
}

function field(file: string, name: string): number {
  try {
    const [, kilobytes] = new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(readFileSync(file, "utf8")) ?? [];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0; // the process ended
  }
}
