import type { Result } from "#protocol/result.ts";
import { postingDefaults } from "../../accounts/settings.ts";
import type { Answer, Call, Routes } from "../../api/call.ts";
import { idOf } from "../../api/ids.ts";
import { refuse } from "../../api/refuse.ts";
import { entryOf, showStatus } from "../../api/shown.ts";
import type { Viewer } from "../../api/viewer.ts";
import type { ApiCtx } from "../../context.ts";
import { muteConversation, unmuteConversation } from "../../posts/conversation.ts";
import { bookmark, unbookmark } from "../bookmark.ts";
import { boost, unboost } from "../boost.ts";
import { pin, unpin } from "../pin.ts";
import { react, unreact } from "../react.ts";
import { targetOf } from "../target.ts";

interface Mark {
  accountId: string;
  postId: string;
}
type PostCall = Pick<Call<Viewer>, "ctx" | "viewer" | "path">;

/** What a person does with a post. Each answers with the post as it is then. */
export const markRoutes: Routes = {
  "POST /api/v1/statuses/:id/favourite": (call) =>
    does(call, (ctx, mark) => react(ctx, { ...mark, kind: "like" })),
  "POST /api/v1/statuses/:id/unfavourite": (call) =>
    takesBack(call, (ctx, mark) => unreact(ctx, { ...mark, kind: "like" })),
  "POST /api/v1/statuses/:id/bookmark": (call) => does(call, bookmark),
  "POST /api/v1/statuses/:id/unbookmark": (call) => takesBack(call, unbookmark),
  "POST /api/v1/statuses/:id/mute": (call) => does(call, muteConversation),
  "POST /api/v1/statuses/:id/unmute": (call) => takesBack(call, unmuteConversation),
  "POST /api/v1/statuses/:id/pin": (call) => does(call, pin),
  "POST /api/v1/statuses/:id/unpin": (call) => takesBack(call, unpin),
  "POST /api/v1/statuses/:id/unreblog": (call) => takesBack(call, unboost),

  async "POST /api/v1/statuses/:id/reblog"(call) {
    const { ctx, viewer, params } = call;
    const { post } = await entryOf(call);
    const word = params.oneOf("visibility", ["public", "unlisted", "private"]);
    const visibility =
      word === null
        ? (await postingDefaults(ctx, viewer.accountId)).visibility
        : word === "private"
          ? "followers"
          : word;
    const boosted = await boost(ctx, { accountId: viewer.accountId, postId: post.id, visibility });
    if (!boosted.ok) throw refuse(boosted.error);
    return showStatus(call, boosted.value.id);
  },
};

async function does<E extends Parameters<typeof refuse>[0]>(
  call: PostCall,
  act: (ctx: ApiCtx, mark: Mark) => Promise<Result<unknown, E>>,
): Promise<Answer> {
  const { post } = await entryOf(call);
  const done = await act(call.ctx, { accountId: call.viewer.accountId, postId: post.id });
  if (!done.ok) throw refuse(done.error);
  return showStatus(call, post.id);
}

/** Also of what has gone out of sight meanwhile. */
async function takesBack(call: PostCall, act: (ctx: ApiCtx, mark: Mark) => Promise<void>): Promise<Answer> {
  const postId = await targetOf(call.ctx, idOf(call.path.id));
  await act(call.ctx, { accountId: call.viewer.accountId, postId });
  return showStatus(call, postId);
}
