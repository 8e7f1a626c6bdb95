import { Command, CommanderError } from "commander";
import { readConfig } from "../config/config.ts";
import { describeMistakes } from "../config/describe.ts";
import { withEnvFile } from "../config/environment.ts";
import { version } from "../version.ts";
import { type Cli, CommandFailed } from "./cli.ts";
import { commands } from "./commands/index.ts";

/**
 * The command line. Returns the exit status: 0, 1 for a failure with its reason printed, 2 for wrong usage.
 *
 * @param argv without the runtime and the script: `["post", "Hello", "--as", "ana"]`
 */
export async function main(argv: readonly string[]): Promise<number> {
  const program = new Command("folkmoot")
    .description("A federated ActivityPub server whose communities post, and moderate, together.")
    .version(version)
    .option("--json", "answer with JSON, for programs")
    .showHelpAfterError()
    .exitOverride();
  const cli = createCli(() => program.opts<{ json?: boolean }>().json === true);
  for (const register of commands) register(program, cli);
  for (const command of allCommands(program))
    command.exitOverride().option("--json", "answer with JSON, for programs");
  program.hook("preAction", (_, action) => {
    if (action.opts<{ json?: boolean }>().json) program.setOptionValue("json", true);
  });
  try {
    await program.parseAsync([...argv], { from: "user" });
    return 0;
  } catch (error) {
    return report(error, cli.json);
  }
}

function createCli(json: () => boolean): Cli {
  const config = () => {
    const read = readConfig(withEnvFile(process.env, process.cwd()));
    if (read.ok) return read.value;
    throw new CommandFailed(describeMistakes(read.error.mistakes), read.error);
  };
  return {
    get json() {
      return json();
    },
    print: (value, text) => console.log(json() ? JSON.stringify(value) : text()),
    progress: (message) => {
      if (process.stderr.isTTY && !json()) console.error(message);
    },
    config,
    async withNode(use) {
      const { createNode } = await import("../node.ts");
      const node = await createNode({ ...config(), logLevel: "error" });
      if (!node.ok) throw new CommandFailed(node.error.message, node.error);
      try {
        return await use(node.value);
      } finally {
        await node.value.stop();
      }
    },
  };
}

function report(error: unknown, json: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (!(error instanceof CommandFailed)) throw error;
  if (json) console.log(JSON.stringify({ error: error.detail ?? { message: error.message } }));
  else console.error(error.message);
  return 1;
}

function allCommands(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...allCommands(child)]);
}
