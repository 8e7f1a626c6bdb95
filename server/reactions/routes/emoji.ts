import { renderAccounts } from "../../api/accounts.ts";
import { type Answer, type Call, json, type Routes } from "../../api/call.ts";
import { idOf } from "../../api/ids.ts";
import { refuse } from "../../api/refuse.ts";
import { entryOf, showStatus } from "../../api/shown.ts";
import type { Viewer } from "../../api/viewer.ts";
import { namedEmoji } from "../emoji.ts";
import { react, unreact } from "../react.ts";
import { targetOf } from "../target.ts";
import { emojiReactions } from "../who.ts";

type PostCall = Pick<Call<Viewer>, "ctx" | "viewer" | "path">;

/** Emoji reactions, as glitch-soc's and Pleroma's clients know them. */
export const emojiRoutes: Routes = {
  "POST /api/v1/statuses/:id/react/:emoji": (call) => reacts(call),
  "POST /api/v1/statuses/:id/unreact/:emoji": (call) => takesBack(call),
  "PUT /api/v1/pleroma/statuses/:id/reactions/:emoji": (call) => reacts(call),
  "DELETE /api/v1/pleroma/statuses/:id/reactions/:emoji": (call) => takesBack(call),
  "GET /api/v1/pleroma/statuses/:id/reactions": (call) => list(call, null),
  "GET /api/v1/pleroma/statuses/:id/reactions/:emoji": (call) => list(call, nameOf(call)),
};

async function reacts(call: PostCall): Promise<Answer> {
  const { ctx, viewer } = call;
  const { post } = await entryOf(call);
  const emoji = await namedEmoji(ctx, post.id, call.path.emoji ?? "");
  if (!emoji.ok) throw refuse(emoji.error);
  const done = await react(ctx, {
    accountId: viewer.accountId,
    postId: post.id,
    kind: "emoji",
    ...emoji.value,
  });
  if (!done.ok) throw refuse(done.error);
  return showStatus(call, post.id);
}

async function takesBack(call: PostCall): Promise<Answer> {
  const { ctx, viewer } = call;
  const postId = await targetOf(ctx, idOf(call.path.id));
  await unreact(ctx, { accountId: viewer.accountId, postId, kind: "emoji", emoji: nameOf(call) });
  return showStatus(call, postId);
}

async function list(call: Call, emoji: string | null): Promise<Answer> {
  const { ctx, viewer } = call;
  const { post } = await entryOf(call);
  const reactions = await emojiReactions(ctx, viewer?.accountId ?? null, post.id, emoji);
  const accounts = await renderAccounts(
    ctx,
    reactions.flatMap((reaction) => reaction.accounts),
  );
  const byId = new Map(accounts.map((account) => [account.id, account]));
  return json(
    reactions.map(({ emoji: name, url, count, mine, accounts: of }) => ({
      name,
      count,
      me: mine,
      url: ctx.proxy.of(url, "emoji"),
      accounts: of.flatMap(({ id }) => byId.get(id) ?? []),
    })),
  );
}

/** Without colons and the server it is from: as it is stored. */
function nameOf({ path }: Pick<Call, "path">): string {
  const name = (path.emoji ?? "").trim();
  return /^:?(\w+)(?:@[^:]*)?:?$/.exec(name)?.[1] ?? name;
}
