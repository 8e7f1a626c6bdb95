import type { Command } from "commander";
import type { Config } from "../config/config.ts";
import type { Node } from "../node.ts";

/** What a command has to work with. */
export interface Cli {
  /** Whether the answer is for a program: one JSON document (or one a line) instead of text. */
  readonly json: boolean;
  /** The answer, on standard output. `text` is called only when a person reads it. */
  print(value: unknown, text: () => string): void;
  /** What a person likes to see meanwhile, on standard error; nothing when nobody looks. */
  progress(message: string): void;
  /** The checked configuration; ends the command with every mistake named when it is wrong. */
  config(): Config;
  /** Opens the node (without listening), and closes it afterwards. Works beside a running one. */
  withNode<T>(use: (node: Node) => Promise<T>): Promise<T>;
}

/** Adds one command to the program. */
export type RegisterCommand = (program: Command, cli: Cli) => void;

/** A whole number given as an option. */
export function wholeNumber(option: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new CommandFailed(`${option} takes a whole number from ${least} to ${most}.`);
}

/** Ends a command with a message for a person and exit status 1. Thrown by commands, caught by `main` alone. */
export class CommandFailed extends Error {
  readonly detail: unknown;

  /** @param detail the typed error behind it, shown with `--json` */
  constructor(message: string, detail: unknown = null) {
    super(message);
    this.detail = detail;
  }
}
