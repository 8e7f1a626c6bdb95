import type { Mistake } from "./read.ts";
import { type Variable, variables } from "./variables.ts";

/** The mistakes as a block of plain text for whoever starts the node. */
export function describeMistakes(mistakes: readonly Mistake[]): string {
  const lines = mistakes.flatMap(({ variable, problem, hint }) => [
    `  ${variable} ${problem}.`,
    `    ${hint}`,
  ]);
  const head = mistakes.length === 1 ? "One setting is wrong:" : `${mistakes.length} settings are wrong:`;
  return [
    head,
    "",
    ...lines,
    "",
    "Set them in the environment or in .env, then start again. All settings: folkmoot help config",
  ].join("\n");
}

/** Every setting with its default and meaning, as plain text. */
export function describeVariables(): string {
  const rows = Object.entries<Variable<unknown>>(variables);
  return rows
    .map(([name, { default: fallback, meaning }]) => `${name}\n    ${meaning}\n    Default: ${fallback}`)
    .join("\n");
}
