import { toText } from "#protocol/html/text.ts";
import type { PostView } from "../../posts/views/types.ts";
import { readHashtag } from "../../timelines/hashtag.ts";
import { readHome } from "../../timelines/home.ts";
import { readPublic } from "../../timelines/public.ts";

import type { TimelineEntry } from "../../timelines/read.ts";
import { actingAccount, shortHandle } from "../actor.ts";
import { CommandFailed, type RegisterCommand, wholeNumber } from "../cli.ts";

export const timeline: RegisterCommand = (program, cli) => {
  program
    .command("timeline [which]")
    .description("posts, newest first: home (when left out), local, federated or a hashtag such as tea")
    .option("--as <username>", "whose home it is; the owner's when left out")
    .option("--limit <n>", "most posts to show, at most 40", "20")
    .action(async (which: string | undefined, { as, limit }: { as?: string; limit: string }) => {
      const page = { limit: wholeNumber("--limit", limit, 1, 40) };
      const { items } = await cli.withNode(async ({ ctx }) => {
        const viewer =
          which === undefined || which === "home" || as !== undefined ? await actingAccount(ctx, as) : null;
        if (which === "local" || which === "federated")
          return readPublic(ctx, viewer?.id ?? null, { ...page, local: which === "local" });
        if (which !== undefined && which !== "home")
          return readHashtag(ctx, viewer?.id ?? null, which.replace(/^#/, ""), page);
        if (viewer === null) throw new CommandFailed("Whose home timeline?");
        return readHome(ctx, viewer.id, page);
      });
      cli.print(items, () => items.map(describe).join("\n\n") || "Nothing yet.");
    });
};

function describe(entry: TimelineEntry): string {
  const { post, boostedBy } = entry;
  const by = boostedBy === null ? "" : ` (boosted by @${shortHandle(boostedBy)})`;
  return [
    `@${shortHandle(post.account)}${by}  ${post.publishedAt.toISOString()}`,
    ...body(post),
    post.iri,
  ].join("\n");
}

/** Whoever reads on a terminal has asked to see: the warning comes first, and the text after it. */
function body(post: PostView): string[] {
  const warning = post.warning === null ? null : `[${post.warning}]`;
  const options = post.poll?.options.map(({ title, votes }) => `  ( ) ${title} (${votes})`) ?? [];
  const quote = post.quote === null ? null : `quotes ${post.quote.iri}`;
  return [warning, post.title, toText(post.html), ...options, quote].filter(
    (line): line is string => line !== null && line !== "",
  );
}
