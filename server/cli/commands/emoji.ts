import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { type AddEmojiError, addEmoji, listEmojis, removeEmoji } from "../../emojis/add.ts";
import { CommandFailed, type RegisterCommand } from "../cli.ts";

interface AddOptions {
  category?: string;
  hidden?: boolean;
}

export const emoji: RegisterCommand = (program, cli) => {
  const group = program.command("emoji").description("emoji of this node, which people write as :name:");

  group
    .command("add <shortcode> <file>")
    .description("add an emoji (PNG, GIF or WebP of at most 256 KB), or give one another picture")
    .option("--category <name>", "where it stands among those to choose from")
    .option("--hidden", "usable, but not among those to choose from")
    .action(async (shortcode: string, file: string, { category, hidden }: AddOptions) => {
      const bytes = await readBytes(file);
      const input = { shortcode, bytes, category: category ?? null, isListed: hidden !== true };
      const added = await cli.withNode((node) => addEmoji(node.ctx, input));
      if (!added.ok) throw new CommandFailed(`Not added: ${reasonOf(added.error)}`, added.error);
      cli.print(added.value, () => `:${shortcode}: is at ${added.value.url}`);
    });

  group
    .command("import <folder>")
    .description("add every PNG, GIF and WebP of a folder under its file's name")
    .option("--category <name>", "where they stand among those to choose from")
    .action(async (folder: string, { category }: AddOptions) => {
      const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
        throw new CommandFailed(`${folder} cannot be read: ${error.code}.`);
      });
      const pictures = files.filter((file) => /\.(png|gif|webp)$/i.test(file)).sort();
      const outcomes = await cli.withNode(async (node) => {
        const all: { shortcode: string; problem: string | null }[] = [];
        for (const file of pictures) {
          const shortcode = path.parse(file).name.replaceAll("-", "_");
          const bytes = await readBytes(path.join(folder, file));
          const added = await addEmoji(node.ctx, { shortcode, bytes, category: category ?? null });
          all.push({ shortcode, problem: added.ok ? null : reasonOf(added.error) });
        }
        return all;
      });
      cli.print(outcomes, () =>
        [
          ...outcomes.flatMap(({ shortcode, problem }) => (problem ? [`${shortcode}: ${problem}`] : [])),
          `${outcomes.filter(({ problem }) => problem === null).length} of ${outcomes.length} added.`,
        ].join("\n"),
      );
    });

  group
    .command("list", { isDefault: true })
    .description("the emoji of this node")
    .action(async () => {
      const all = await cli.withNode((node) => listEmojis(node.ctx));
      cli.print(
        all,
        () =>
          all.map(({ shortcode, category, url }) => `:${shortcode}:\t${category ?? ""}\t${url}`).join("\n") ||
          "There are none.",
      );
    });

  group
    .command("remove <shortcode>")
    .description("remove an emoji; posts that have it show its name")
    .action(async (shortcode: string) => {
      const removed = await cli.withNode((node) => removeEmoji(node.ctx, shortcode));
      if (!removed) throw new CommandFailed(`There is no :${shortcode}:.`);
      cli.print({ shortcode }, () => `:${shortcode}: is removed.`);
    });
};

const reasons: Record<AddEmojiError["type"], string> = {
  "emoji/bad-shortcode": "a name has 2 to 64 letters, digits and underscores.",
  "emoji/unknown-format": "it is neither PNG, GIF nor WebP.",
  "emoji/unreadable": "the file cannot be read as a picture.",
  "emoji/too-large": "it has more than 256 KB.",
};

function reasonOf(error: AddEmojiError): string {
  return reasons[error.type];
}

async function readBytes(file: string): Promise<Uint8Array> {
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new CommandFailed(`${file} cannot be read: ${error.code}.`);
  });
}
