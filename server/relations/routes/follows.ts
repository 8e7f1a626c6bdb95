import { renderAccounts } from "../../api/accounts.ts";
import type { Call, Routes } from "../../api/call.ts";
import { paged, pageOf } from "../../api/paging.ts";
import { refuse } from "../../api/refuse.ts";
import type { Viewer } from "../../api/viewer.ts";
import { answerFollow } from "../answer.ts";
import { requestFollow } from "../follow.ts";
import type { FollowTerms } from "../store/follows.ts";
import { removeFollower, unfollow } from "../unfollow.ts";
import { readRelated } from "../views/related.ts";
import { knownPairOf, pairOf, relationship } from "./relationship.ts";

/** Following, being followed, and being asked. */
export const followRoutes: Routes = {
  async "POST /api/v1/accounts/:id/follow"(call) {
    const { accountId, targetId } = await knownPairOf(call);
    const input = { followerId: accountId, followeeId: targetId, terms: termsOf(call) };
    const followed = await requestFollow(call.ctx, input);
    if (!followed.ok) throw refuse(followed.error);
    return relationship(call);
  },

  async "POST /api/v1/accounts/:id/unfollow"(call) {
    const { accountId, targetId } = await knownPairOf(call);
    await unfollow(call.ctx, { followerId: accountId, followeeId: targetId });
    return relationship(call);
  },

  async "POST /api/v1/accounts/:id/remove_from_followers"(call) {
    const { accountId, targetId } = await knownPairOf(call);
    await removeFollower(call.ctx, { followeeId: accountId, followerId: targetId });
    return relationship(call);
  },

  async "GET /api/v1/follow_requests"(call) {
    const { ctx, viewer } = call;
    const limits = { usual: 40, most: 80 };
    const page = await readRelated(ctx, "requests", viewer.accountId, viewer.accountId, pageOf(call, limits));
    return paged(
      call,
      page,
      await renderAccounts(
        ctx,
        page.items.map((item) => item.account),
      ),
    );
  },

  "POST /api/v1/follow_requests/:id/authorize": (call) => answer(call, "accept"),
  "POST /api/v1/follow_requests/:id/reject": (call) => answer(call, "reject"),
};

async function answer(call: Call<Viewer>, verdict: "accept" | "reject") {
  const { accountId, targetId } = pairOf(call);
  const input = { followeeId: accountId, followerId: targetId, answer: verdict };
  const answered = await answerFollow(call.ctx, input);
  if (!answered.ok) throw refuse(answered.error);
  return relationship(call);
}

/** Only what the client speaks of: the rest stays as it is. */
function termsOf({ params }: Call<Viewer>): Partial<FollowTerms> {
  const showsBoosts = params.flag("reblogs");
  const notifies = params.flag("notify");
  const languages = params.list("languages").filter((language) => language !== "");
  return {
    ...(showsBoosts !== null && { showsBoosts }),
    ...(notifies !== null && { notifies }),
    ...(params.has("languages") && { languages: languages.length === 0 ? null : languages }),
  };
}
