import type { Build } from "../../outgoing.ts";
import { answerToFollow } from "../accept/outbound.ts";

/** Also of a follow that was accepted before: it removes the follower. */
export const followRejected: Build<"follow.rejected"> = (deps, event, { iri }) =>
  answerToFollow(deps, event, iri);
