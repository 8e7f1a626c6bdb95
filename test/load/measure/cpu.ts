import { readdirSync, readFileSync } from "node:fs";

/** USER_HZ: 100 on every Linux that Node runs on, whatever the kernel's own tick. */
const TICKS_PER_SECOND = 100;

interface Stat {
  parent: number;
  /** Of the process itself. */
  own: number;
  /** Of children that have ended and been waited for. */
  ended: number;
}

/**
 * CPU seconds, user and system, that a process and all its descendants have used since they began, those of
 * descendants that have ended included. Linux only: it reads /proc/<pid>/stat (proc(5)).
 *
 * @example
 * const before = cpuSeconds(postmaster);
 * await work();
 * const used = cpuSeconds(postmaster) - before;
 */
export function cpuSeconds(root: number): number {
  const stats = allStats();
  let ticks = 0;
  for (const pid of family(root, stats)) {
    const stat = stats.get(pid);
    if (stat) ticks += stat.own + stat.ended;
  }
  return ticks / TICKS_PER_SECOND;
}

/** The process and its descendants that are alive now. */
export function processTree(root: number): number[] {
  return family(root, allStats());
}

function family(root: number, stats: ReadonlyMap<number, Stat>): number[] {
  const found = [root];
  for (const pid of found) for (const [child, { parent }] of stats) if (parent === pid) found.push(child);
  return found;
}

function allStats(): Map<number, Stat> {
  const stats = new Map<number, Stat>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = readStat(Number(name));
    if (stat) stats.set(Number(name), stat);
  }
  return stats;
}

function readStat(pid: number): Stat | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name, which may hold spaces and parentheses.
    const fields = line
      .slice(line.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const at = (index: number) => fields[index - 3] ?? 0; // numbered as in proc(5); the state is the third
    return { parent: at(4), own: at(14) + at(15), ended: at(16) + at(17) };
  } catch {
    return undefined; // it ended while the list was being read
  }
}
