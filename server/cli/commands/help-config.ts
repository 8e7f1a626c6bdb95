import { describeVariables } from "../../config/describe.ts";
import { variables } from "../../config/variables.ts";
import type { RegisterCommand } from "../cli.ts";

export const helpConfig: RegisterCommand = (program, cli) => {
  program
    .command("config")
    .description("list every setting with its default and meaning")
    .action(() => {
      const rows = Object.entries(variables).map(([name, { default: fallback, meaning }]) => ({
        name,
        default: fallback,
        meaning,
      }));
      cli.print(rows, describeVariables);
    });
};
