import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { removeDocument, writeDocument } from "../../site/documents.ts";
import { addRule, readRules, removeRule, translateRule } from "../../site/rules.ts";
import { type Cli, CommandFailed, type RegisterCommand, wholeNumber } from "../cli.ts";

const documents = {
  description: "description",
  privacy: "privacy policy",
  terms: "terms of service",
} as const;

type DocumentName = keyof typeof documents;

/** What the node says of itself: until there are pages for it, it is written here. */
export const site: RegisterCommand = (program, cli) => {
  const group = program.command("site").description("what this node says of itself, and its rules");

  group
    .command("set <document> <file>")
    .description("write the description, the privacy policy or the terms anew, from a file in Markdown")
    .option("--effective <date>", "terms: the day from which they hold, such as 2027-01-31")
    .action(async (name: string, file: string, { effective }: { effective?: string }) => {
      const kind = documentOf(name);
      const source = await readText(file);
      const written = await cli.withNode((node) => writeDocument(node.ctx, kind, source, effective ?? null));
      if (!written.ok) throw new CommandFailed(`Not written: ${written.error.type}.`, written.error);
      const { effectiveOn } = written.value;
      const from = effectiveOn === null ? "" : `, from ${effectiveOn} on`;
      cli.print(
        { document: kind, ...written.value },
        () => `The ${documents[kind]} is what ${file} says${from}.`,
      );
    });

  group
    .command("unset <document>")
    .description("forget the description, the privacy policy or the terms, in all versions")
    .action(async (name: string) => {
      const kind = documentOf(name);
      const removed = await cli.withNode((node) => removeDocument(node.ctx, kind));
      cli.print({ document: kind, removed }, () => `${removed} of the ${documents[kind]} forgotten.`);
    });

  ruleCommands(group.command("rules").description("what people here agree to"), cli);
};

function ruleCommands(group: Command, cli: Cli): void {
  group
    .command("list", { isDefault: true })
    .description("the rules, in their order")
    .action(async () => {
      const rules = await cli.withNode((node) => readRules(node.ctx));
      cli.print(
        rules.map(({ id, text, hint, translations }) => ({ id, text, hint, translations })),
        () =>
          rules.map(({ id, text }, at) => `${at + 1}\t${id}\t${text}`).join("\n") || "There are no rules.",
      );
    });

  group
    .command("add <text>")
    .description("add a rule")
    .option("--hint <text>", "what it means, at length", "")
    .option("--at <number>", "its place among the rules, from 1; the last when left out")
    .action(async (text: string, { hint, at }: { hint: string; at?: string }) => {
      const position = at === undefined ? null : wholeNumber("--at", at, 1, 1_000) - 1;
      const added = await cli.withNode((node) => addRule(node.ctx, { text, hint, position }));
      if (!added.ok) throw new CommandFailed(`Not added: ${added.error.type}.`, added.error);
      cli.print(added.value, () => `Added as ${added.value.id}.`);
    });

  group
    .command("translate <id> <language> [text]")
    .description("say a rule in another language; without a text, no longer")
    .option("--hint <text>", "what it means, at length", "")
    .action(async (id: string, language: string, text: string | undefined, { hint }: { hint: string }) => {
      const translation = text === undefined ? null : { text, hint };
      const done = await cli.withNode((node) => translateRule(node.ctx, id, language, translation));
      if (!done.ok) throw new CommandFailed(`Not translated: ${done.error.type}.`, done.error);
      cli.print(
        { id, language },
        () => `Rule ${id} is ${text === undefined ? "no longer" : "now"} there in ${language}.`,
      );
    });

  group
    .command("remove <id>")
    .description("a rule holds no longer")
    .action(async (id: string) => {
      const removed = await cli.withNode((node) => removeRule(node.ctx, id));
      if (!removed.ok) throw new CommandFailed(`There is no rule ${id}.`, removed.error);
      cli.print({ id }, () => `Rule ${id} holds no longer.`);
    });
}

function documentOf(name: string): DocumentName {
  if (Object.hasOwn(documents, name)) return name as DocumentName;
  throw new CommandFailed(`A document is one of ${Object.keys(documents).join(", ")}.`);
}

async function readText(file: string): Promise<string> {
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new CommandFailed(`${file} cannot be read: ${error.code}.`);
  });
}
