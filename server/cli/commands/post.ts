import type { Visibility } from "#protocol/ids/visibility.ts";
import { createPost } from "../../posts/create.ts";
import { actingAccount, describeResolveError } from "../actor.ts";
import { CommandFailed, type RegisterCommand, wholeNumber } from "../cli.ts";

interface Options {
  as?: string;
  visibility: string;
  title?: string;
  warning?: string;
  language?: string;
  replyTo?: string;
  quote?: string;
  poll?: string[];
  hours: string;
  multiple?: boolean;
}

const VISIBILITIES: readonly string[] = ["public", "unlisted", "followers", "direct"];
const HOUR_MS = 3_600_000;

export const post: RegisterCommand = (program, cli) => {
  program
    .command("post <text>")
    .description("publish a post")
    .option("--as <username>", "whose post it is; the owner's when left out")
    .option("--visibility <who>", "public, unlisted, followers or direct", "public")
    .option("--title <text>", "makes it an article")
    .option("--warning <text>", "content warning")
    .option("--language <tag>", "language, such as en or de-AT")
    .option("--reply-to <post>", "address or id of the post it answers")
    .option("--quote <post>", "address or id of the post it quotes")
    .option("--poll <option...>", "makes it a poll with these options")
    .option("--hours <n>", "how long the poll is open", "24")
    .option("--multiple", "several options may be chosen")
    .action(async (text: string, options: Options) => {
      if (!VISIBILITIES.includes(options.visibility))
        throw new CommandFailed(`--visibility takes ${VISIBILITIES.join(", ")}.`);
      const made = await cli.withNode(async ({ ctx }) => {
        const author = await actingAccount(ctx, options.as);
        const known = async (address: string | undefined) => {
          if (address === undefined) return null;
          const found = await ctx.resolve.post(address);
          if (!found.ok) throw new CommandFailed(describeResolveError(found.error), found.error);
          return found.value.id;
        };
        const poll =
          options.poll === undefined
            ? null
            : {
                options: options.poll,
                multiple: options.multiple === true,
                closesAt: new Date(
                  ctx.clock.now().getTime() + wholeNumber("--hours", options.hours, 1, 24 * 365) * HOUR_MS,
                ),
              };
        return createPost(ctx, {
          accountId: author.id,
          text,
          visibility: options.visibility as Visibility,
          title: options.title ?? null,
          warning: options.warning ?? null,
          language: options.language ?? null,
          inReplyTo: await known(options.replyTo),
          quote: await known(options.quote),
          poll,
        });
      });
      if (!made.ok) throw new CommandFailed(`Not published: ${made.error.type}.`, made.error);
      cli.print(made.value, () => `Published ${made.value.iri}`);
    });
};
