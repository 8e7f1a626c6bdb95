import { reindex } from "../../search/reindex.ts";
import type { RegisterCommand } from "../cli.ts";

export const search: RegisterCommand = (program, cli) => {
  const group = program.command("search").description("what people here can find");

  group
    .command("reindex")
    .description("make the index of posts and hashtags anew, beside a running node")
    .action(async () => {
      const done = await cli.withNode(({ ctx }) =>
        reindex(ctx, ({ seen, indexed }) => cli.progress(`${seen} posts looked at, ${indexed} indexed`)),
      );
      cli.print(
        done,
        () => `${done.indexed} of ${done.seen} posts and ${done.hashtags} hashtags can be found.`,
      );
    });
};
