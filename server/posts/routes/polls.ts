import { type Answer, type Call, json, type Routes } from "../../api/call.ts";
import { pollEntity } from "../../api/entities/poll.ts";
import { Refusal } from "../../api/refusal.ts";
import { refuse } from "../../api/refuse.ts";
import { entryOf } from "../../api/shown.ts";
import { vote } from "../vote.ts";

/** A poll has the id of its post. */
export const pollRoutes: Routes = {
  "GET /api/v1/polls/:id": showPoll,

  async "POST /api/v1/polls/:id/votes"(call) {
    const { ctx, viewer, params } = call;
    const { post } = await entryOf(call);
    const wanted = params.list("choices");
    if (wanted.length === 0) throw Refusal.blank("choices");
    const choices = wanted.map((choice) => (/^\d{1,4}$/.test(choice) ? Number(choice) : -1));
    const voted = await vote(ctx, { accountId: viewer.accountId, postId: post.id, choices });
    if (!voted.ok) throw refuse(voted.error);
    return showPoll(call);
  },
};

async function showPoll(call: Call): Promise<Answer> {
  const { post } = await entryOf(call);
  if (post.poll === null) throw Refusal.notFound();
  return json(pollEntity(call.ctx, post, post.poll, call.viewer?.accountId ?? null));
}
