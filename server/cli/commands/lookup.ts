import { toText } from "#protocol/html/text.ts";
import { readAccount } from "../../accounts/list.ts";
import { loadPostView } from "../../posts/views/load.ts";
import { describeResolveError, shortHandle } from "../actor.ts";
import { CommandFailed, type RegisterCommand } from "../cli.ts";

export const lookup: RegisterCommand = (program, cli) => {
  program
    .command("lookup <handle|url>")
    .description("find an account or a post, here or on another server")
    .action(async (query: string) => {
      const found = await cli.withNode(async ({ ctx }) => {
        const account = await ctx.resolve.account(query);
        if (account.ok) return { account: await readAccount(ctx, account.value.id) };
        const post = /^https?:/i.test(query) ? await ctx.resolve.post(query) : account;
        if (post.ok) return { post: await loadPostView(ctx, null, post.value.id) };
        throw new CommandFailed(describeResolveError(post.error), post.error);
      });
      cli.print(found, () => {
        if (found.account)
          return `@${found.account.handle}\n${found.account.displayName}\n${found.account.iri}\n${toText(found.account.bioHtml)}`;
        return found.post
          ? `@${shortHandle(found.post.account)}\n${found.post.iri}\n\n${toText(found.post.html)}`
          : "It may not be shown.";
      });
    });
};
