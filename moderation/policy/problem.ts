/** What is wrong with a file of rules, and where: `line` and `column` count from 1. */
export interface PolicyProblem {
  readonly line: number;
  readonly column: number;
  /** The id of the rule, as far as it could be read. */
  readonly rule: string | null;
  /** A sentence for whoever wrote the file. */
  readonly reason: string;
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Collects what is wrong, as far as somebody wants to read it. */
export interface Problems {
  add(at: Position, reason: string): void;
  /** Names the rule that is being read. */
  enter(rule: string | null): void;
  readonly all: readonly PolicyProblem[];
}

const MOST_PROBLEMS = 100;

export function createProblems(): Problems {
  const all: PolicyProblem[] = [];
  let current: string | null = null;
  return {
    all,
    enter: (rule) => {
      current = rule;
    },
    add: ({ line, column }, reason) => {
      if (all.length < MOST_PROBLEMS) all.push({ line, column, rule: current, reason });
    },
  };
}

/** @example describeProblem(problem) // "line 12, column 5, rule many-mentions: there is no fact ..." */
export function describeProblem({ line, column, rule, reason }: PolicyProblem): string {
  return `line ${line}, column ${column}${rule === null ? "" : `, rule ${rule}`}: ${reason}`;
}
