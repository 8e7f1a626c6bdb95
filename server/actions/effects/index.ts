import type { EffectsPort } from "#moderation/actions/effects.ts";
import type { Ctx, Tx } from "../../context.ts";
import { limitHashtag } from "../../trends/review.ts";
import { hashtagOf } from "../subjects.ts";
import { applyToAccount } from "./account.ts";
import { applyToDomain } from "./domain.ts";
import { applyToPost } from "./post.ts";

/**
 * What actions make of subjects of this node, in a transaction that is under way.
 *
 * @param summary the reason, in words that may be shown to anybody
 */
export function effectsIn(
  ctx: Pick<Ctx, "clock" | "ids" | "outbox" | "uris">,
  tx: Tx,
  summary: string,
): EffectsPort {
  return {
    async apply(_on, subject, condition, change) {
      switch (subject.kind) {
        case "post":
          return applyToPost(ctx, tx, subject, condition, change, summary);
        case "account":
          return applyToAccount(ctx, tx, subject, condition);
        case "hashtag":
          await limitHashtag(tx, hashtagOf(subject.iri), condition.isLimited);
          return;
        case "domain":
          return applyToDomain(ctx, tx, subject, change);
        case "medium":
          return;
      }
    },
  };
}
