import { requestFollow } from "../../relations/follow.ts";
import { unfollow } from "../../relations/unfollow.ts";
import { actingAccount, describeResolveError } from "../actor.ts";
import { CommandFailed, type RegisterCommand } from "../cli.ts";

export const follow: RegisterCommand = (program, cli) => {
  program
    .command("follow <account>")
    .description("follow somebody here or elsewhere, by handle or address")
    .option("--as <username>", "who follows; the owner when left out")
    .option("--undo", "stop following")
    .action(async (query: string, { as, undo }: { as?: string; undo?: boolean }) => {
      const outcome = await cli.withNode(async ({ ctx }) => {
        const follower = await actingAccount(ctx, as);
        const found = await ctx.resolve.account(query);
        if (!found.ok) throw new CommandFailed(describeResolveError(found.error), found.error);
        const pair = { followerId: follower.id, followeeId: found.value.id };
        if (undo !== true) return requestFollow(ctx, pair);
        await unfollow(ctx, pair);
        return { ok: true as const, value: { state: "none" as const } };
      });
      if (!outcome.ok) throw new CommandFailed(`Not followed: ${outcome.error.type}.`, outcome.error);
      const words = { accepted: "Following", pending: "Asked to follow", none: "No longer following" };
      cli.print({ account: query, ...outcome.value }, () => `${words[outcome.value.state]} ${query}.`);
    });
};
