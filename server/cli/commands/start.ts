import { CommandFailed, type RegisterCommand } from "../cli.ts";

export const start: RegisterCommand = (program, cli) => {
  program
    .command("start")
    .description("run the node until Ctrl-C")
    .option("--only <part>", "web (requests alone) or worker (queues alone); both when left out")
    .action(async ({ only }: { only?: string }) => {
      if (only !== undefined && only !== "web" && only !== "worker")
        throw new CommandFailed("--only takes web or worker.");
      const { runNode } = await import("../../main.ts");
      const failure = await runNode(cli.config(), { web: only !== "worker", worker: only !== "web" });
      if (failure !== null) throw new CommandFailed(failure.message, failure);
    });
};
