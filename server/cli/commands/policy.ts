import { readFile } from "node:fs/promises";
import { describeProblem, type PolicyProblem } from "#moderation/policy/problem.ts";
import { listVersions, readPolicy } from "#moderation/policy/read-policy.ts";
import { checkPolicy, savePolicy } from "#moderation/policy/save.ts";
import { moderationOf } from "../../desk/moderation.ts";
import { CommandFailed, type RegisterCommand } from "../cli.ts";

const formatOf = (file: string) => (file.endsWith(".json") ? "json" : "yaml") as "json" | "yaml";
const listed = (problems: readonly PolicyProblem[]) => problems.map(describeProblem).join("\n");

export const policy: RegisterCommand = (program, cli) => {
  const group = program
    .command("policy")
    .description("the rules about what comes in, goes out and asks to join");

  group
    .command("show", { isDefault: true })
    .description("the rules that hold, as they were written")
    .option("--number <version>", "an earlier version")
    .action(async ({ number }: { number?: string }) => {
      const wanted = number === undefined ? null : Number(number);
      if (wanted !== null && !Number.isSafeInteger(wanted))
        throw new CommandFailed("--number takes a number.");
      const found = await cli.withNode((node) => readPolicy(moderationOf(node.ctx), wanted));
      if (found === null && wanted !== null) throw new CommandFailed(`There is no version ${wanted}.`);
      cli.print(found, () => found?.source ?? "There are no rules.");
    });

  group
    .command("check <file>")
    .description("what is wrong with a file of rules, YAML or JSON")
    .action(async (file: string) => {
      const text = await readText(file);
      const checked = await cli.withNode((node) =>
        checkPolicy(moderationOf(node.ctx), { text, format: formatOf(file) }),
      );
      if (!checked.ok) throw new CommandFailed(listed(checked.error), checked.error);
      const { rules } = checked.value;
      cli.print({ rules: rules.length }, () => `${rules.length} rules, nothing wrong.`);
    });

  group
    .command("load <file>")
    .description("put a file of rules in the place of those that hold")
    .option("--note <text>", "why, for the history", "")
    .action(async (file: string, { note }: { note: string }) => {
      const text = await readText(file);
      const saved = await cli.withNode((node) =>
        savePolicy(moderationOf(node.ctx), null, { text, format: formatOf(file), note }),
      );
      if (!saved.ok)
        throw new CommandFailed(
          saved.error.type === "policy/invalid"
            ? `The rules that hold stay as they are.\n${listed(saved.error.problems)}`
            : "The rules could not be saved.",
          saved.error,
        );
      const { version, diff } = saved.value;
      cli.print(
        version,
        () =>
          `Version ${version.number} holds: ${version.rulesCount} rules; ${diff.added.length} added, ${diff.removed.length} removed, ${diff.changed.length} changed.`,
      );
    });

  group
    .command("versions")
    .description("every state that the rules were in, the newest first")
    .action(async () => {
      const versions = await cli.withNode((node) => listVersions(moderationOf(node.ctx), { limit: 100 }));
      cli.print(
        versions,
        () =>
          versions
            .map(({ number, createdAt, rulesCount, note }) =>
              [number, createdAt.toISOString(), `${rulesCount} rules`, note].join("\t"),
            )
            .join("\n") || "There are no rules.",
      );
    });
};

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch {
    throw new CommandFailed(`${file} cannot be read.`);
  }
}
