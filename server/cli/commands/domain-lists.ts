import { createReadStream } from "node:fs";
import path from "node:path";
import { exportAllows, exportRules } from "../../subscriptions/export.ts";
import { applyImport, beginImport } from "../../subscriptions/import.ts";
import { previewList } from "../../subscriptions/preview.ts";
import { refreshList } from "../../subscriptions/refresh.ts";
import { runImport } from "../../subscriptions/run-import.ts";
import { listSubscriptions, subscribe, unsubscribe } from "../../subscriptions/subscribe.ts";
import { CommandFailed, type RegisterCommand, wholeNumber } from "../cli.ts";

const formats = ["mastodon", "fediblockhole", "plain", "allows"] as const;

/** `folkmoot domain import|export|subscribe|unsubscribe|subscriptions`. */
export const domainLists: RegisterCommand = (group, cli) => {
  group
    .command("import <file>")
    .description(
      "a list of domains (Mastodon's or FediBlockHole's CSV, plain, JSON): shows what it would change and sever",
    )
    .option("--apply", "and does it")
    .option("--allow", "for the list of domains that are allowed by name")
    .action(async (file: string, options: { apply?: true; allow?: true }) => {
      const done = await cli.withNode(async ({ ctx }) => {
        const input = {
          name: path.basename(file),
          by: null,
          purpose: options.allow ? "allow" : "block",
        } as const;
        const begun = await beginImport(ctx, input, createReadStream(file));
        if (!begun.ok) throw new CommandFailed(`${file} cannot be used: ${begun.error.type}.`, begun.error);
        const { id, invalid } = begun.value;
        const preview = await previewList(ctx, id);
        if (!preview.ok) throw new CommandFailed("The list is gone.", preview.error);
        if (options.apply) {
          const applied = await applyImport(ctx, null, id);
          if (!applied.ok) throw new CommandFailed("The list cannot be applied.", applied.error);
          await runImport(ctx, id, (count, total) => cli.progress(`${count} of ${total}`));
        }
        return { id, isApplied: options.apply === true, ...preview.value, lines: invalid };
      });
      cli.print(done, () =>
        [
          `${done.added} new, ${done.changed} stricter, ${done.same} as they are, ${done.exempt} exempt, ${done.invalid} unusable.`,
          `${done.follows} follows of ${done.people} people here with ${done.accounts} accounts ${done.isApplied ? "are" : "would be"} severed.`,
          ...done.lines.map(({ line, text, reason }) => `line ${line}: ${reason}: ${text}`),
          done.isApplied
            ? "Applied; a running node notices within a minute."
            : "Nothing is done yet: --apply does it.",
        ].join("\n"),
      );
    });

  group
    .command("export [format]")
    .description(`what holds, as a file: ${formats.join(", ")}`)
    .action(async (format = "mastodon") => {
      const chosen = formats.find((name) => name === format);
      if (chosen === undefined) throw new CommandFailed(`The format is one of ${formats.join(", ")}.`);
      const content = await cli.withNode(({ ctx }) =>
        chosen === "allows" ? exportAllows(ctx) : exportRules(ctx, chosen),
      );
      cli.print({ format: chosen, content }, () => content.trimEnd());
    });

  group
    .command("subscribe <url>")
    .description("a list or a FIRES dataset: asked for now and then every day")
    .option("--apply", "do what it says; else moderators confirm each entry")
    .option("--priority <0-255>", "whose word counts where lists differ", "100")
    .option("--threshold <count>", "so many lists must name a domain", "1")
    .action(async (url: string, options: { apply?: true; priority: string; threshold: string }) => {
      const terms = {
        mode: options.apply ? ("apply" as const) : ("recommend" as const),
        priority: wholeNumber("--priority", options.priority, 0, 255),
        threshold: wholeNumber("--threshold", options.threshold, 1, 100),
      };
      const done = await cli.withNode(async ({ ctx }) => {
        const made = await subscribe(ctx, null, { url, terms });
        if (!made.ok)
          throw new CommandFailed(`${url} cannot be subscribed to: ${made.error.type}.`, made.error);
        const read = await refreshList(ctx, made.value.id);
        return { id: made.value.id, url, read };
      });
      cli.print(done, () =>
        done.read.ok
          ? `Subscribed as ${done.id}: ${done.read.value.changed} entries, ${done.read.value.decided} decisions.`
          : `Subscribed as ${done.id}; it could not be read yet: ${done.read.error.type}.`,
      );
    });

  group
    .command("unsubscribe <id>")
    .description("end a subscription, with what it brought about")
    .option("--keep", "keep that as decided by hand")
    .action(async (id: string, options: { keep?: true }) => {
      const done = await cli.withNode(({ ctx }) =>
        unsubscribe(ctx, null, id, { keeps: options.keep === true }),
      );
      if (!done.ok) throw new CommandFailed(`There is no subscription ${id}.`, done.error);
      cli.print({ id }, () => "Unsubscribed.");
    });

  group
    .command("subscriptions")
    .description("the lists that are subscribed to")
    .action(async () => {
      const lists = await cli.withNode(({ ctx }) => listSubscriptions(ctx));
      const told = lists.map(({ id, url, mode, state, priority, threshold, total, error }) => ({
        ...{ id, url, mode, state, priority, threshold, entries: total, error },
      }));
      cli.print(
        told,
        () =>
          told
            .map((list) => [list.id, list.url, list.mode, list.state, `${list.entries} entries`].join("\t"))
            .join("\n") || "There are none.",
      );
    });
};
