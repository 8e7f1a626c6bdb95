import {
  announce as announceNow,
  editAnnouncement,
  listAnnouncements,
  removeAnnouncement,
} from "../../announcements/write.ts";
import { CommandFailed, type RegisterCommand } from "../cli.ts";

interface AddOptions {
  publishAt?: string;
  starts?: string;
  ends?: string;
  allDay?: boolean;
}

export const announce: RegisterCommand = (program, cli) => {
  const group = program.command("announce").description("what the node has to say to everybody here");

  group
    .command("add <text>")
    .description("say something; times are such as 2027-01-31 or 2027-01-31T20:00Z")
    .option("--publish-at <time>", "when it is published; now when left out")
    .option("--starts <time>", "when what it is about begins")
    .option("--ends <time>", "when that ends, and the announcement is taken down")
    .option("--all-day", "the times are days")
    .action(async (text: string, options: AddOptions) => {
      const draft = {
        text,
        publishAt: timeOf("--publish-at", options.publishAt),
        startsAt: timeOf("--starts", options.starts),
        endsAt: timeOf("--ends", options.ends),
        allDay: options.allDay === true,
      };
      const added = await cli.withNode((node) => announceNow(node.ctx, draft));
      if (!added.ok) throw new CommandFailed(`Not announced: ${added.error.type}.`, added.error);
      const { id, isPublished } = added.value;
      cli.print(added.value, () => `${isPublished ? "Announced" : "To be announced"} as ${id}.`);
    });

  group
    .command("list", { isDefault: true })
    .description("all announcements, also those that are still to come or have ended")
    .action(async () => {
      const rows = await cli.withNode((node) => listAnnouncements(node.ctx));
      cli.print(
        rows.map(({ id, state, text, scheduledAt, startsAt, endsAt }) => ({
          id,
          state,
          text,
          publishAt: scheduledAt,
          startsAt,
          endsAt,
        })),
        () =>
          rows.map(({ id, state, text }) => `${id}\t${state}\t${text}`).join("\n") || "Nothing is announced.",
      );
    });

  group
    .command("edit <id> <text>")
    .description("say it in other words")
    .action(async (id: string, text: string) => {
      const edited = await cli.withNode((node) => editAnnouncement(node.ctx, checkedId(id), text));
      if (!edited.ok) throw new CommandFailed(`Not changed: ${edited.error.type}.`, edited.error);
      cli.print({ id }, () => `Changed ${id}.`);
    });

  group
    .command("remove <id>")
    .description("take an announcement down")
    .action(async (id: string) => {
      const removed = await cli.withNode((node) => removeAnnouncement(node.ctx, checkedId(id)));
      if (!removed.ok) throw new CommandFailed(`There is no announcement ${id}.`, removed.error);
      cli.print({ id }, () => `Removed ${id}.`);
    });
};

function timeOf(option: string, text: string | undefined): Date | null {
  if (text === undefined) return null;
  const time = new Date(text);
  if (Number.isNaN(time.getTime()))
    throw new CommandFailed(`${option} takes a time such as 2027-01-31T20:00Z.`);
  return time;
}

function checkedId(id: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return id;
  throw new CommandFailed(`There is no announcement ${id}.`);
}
