import { type Variable, variables } from "./variables.ts";

export interface Mistake {
  readonly variable: string;
  /** What is wrong, as the end of a sentence that begins with the variable's name. Never holds the value: it may be a secret. */
  readonly problem: string;
  /** What the variable is for. */
  readonly hint: string;
}

/** Reads every variable by itself. A value that is wrong is missing from `values`; an empty one counts as not set. */
export function readVariables(environment: Readonly<Record<string, string | undefined>>): {
  values: Record<string, unknown>;
  mistakes: Mistake[];
} {
  const values: Record<string, unknown> = {};
  const mistakes: Mistake[] = [];
  for (const [name, { schema, meaning }] of Object.entries<Variable<unknown>>(variables)) {
    const read = schema.safeParse(environment[name]?.trim() || undefined);
    if (read.success) values[name] = read.data;
    else
      mistakes.push({ variable: name, problem: read.error.issues[0]?.message ?? "is wrong", hint: meaning });
  }
  return { values, mistakes };
}
