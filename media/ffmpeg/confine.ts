import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** What a process may take at most. */
export interface Limits {
  /** By the clock. */
  seconds: number;
  /** Of address space, where the system can limit it. */
  memoryBytes: number;
  /** Of all files together that it writes. */
  outputBytes: number;
}

/** Which of the programs that lock a process in this machine has, and lets us use. */
export interface Confinement {
  nice: boolean;
  /** Memory and file size: Linux alone. */
  prlimit: boolean;
  /** What takes the network away, as arguments; empty where this account may not. */
  noNetwork: readonly string[];
  /** Ends the process with the one that started it, and keeps it from gaining rights. */
  setpriv: boolean;
}

const run = promisify(execFile);
const MS = 5_000;
const setpriv = ["setpriv", "--pdeathsig", "KILL", "--no-new-privs"];
let found: Promise<Confinement> | undefined;

/** Looked for once a process, as neither programs nor rights come and go. */
export function findConfinement(): Promise<Confinement> {
  found ??= find();
  return found;
}

async function find(): Promise<Confinement> {
  const [nice, prlimit, isAlone, isAloneAsUser, dies] = await Promise.all([
    works(["nice", "-n", "10"]),
    works(["prlimit", "--as=1073741824", "--fsize=1048576", "--core=0"]),
    works(["unshare", "--net"]),
    works(["unshare", "--user", "--map-current-user", "--net"]),
    works(setpriv),
  ]);
  const noNetwork = isAlone
    ? ["unshare", "--net"]
    : isAloneAsUser
      ? ["unshare", "--user", "--map-current-user", "--net"]
      : [];
  return { nice, prlimit, noNetwork, setpriv: dies };
}

async function works([program = "", ...args]: readonly string[]): Promise<boolean> {
  try {
    await run(program, [...args, "true"], { timeout: MS });
    return true;
  } catch {
    return false;
  }
}

/**
 * What starts a program locked in. Each of the programs in front replaces itself with the next, so that the process that
 * is started is the program itself, and a signal reaches it.
 */
export function confine(
  { nice, prlimit, noNetwork, setpriv: dies }: Confinement,
  limits: Limits,
  program: string,
): [program: string, ...args: string[]] {
  const words = [
    ...(nice ? ["nice", "-n", "10"] : []),
    ...(prlimit
      ? ["prlimit", `--as=${limits.memoryBytes}`, `--fsize=${limits.outputBytes}`, "--core=0"]
      : []),
    ...noNetwork,
    // The last one: a change of rights takes the wish to die with the parent away.
    ...(dies ? setpriv : []),
    program,
  ];
  return words as [string, ...string[]];
}
