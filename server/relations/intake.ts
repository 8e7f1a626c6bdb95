import type { Intake, IntakePort } from "#federation/ports.ts";
import type { Ctx } from "../context.ts";
import { receiveBlock } from "./receive-block.ts";
import { receiveChannelFollow, undoChannelFollow } from "./receive-channel-follow.ts";
import { receiveFollow, receiveFollowAnswer } from "./receive-follow.ts";
import { receiveMove } from "./receive-move.ts";
import { receiveRelationUndo } from "./receive-undo.ts";
import { synchroniseFollowers } from "./synchronise.ts";

type Undone = Parameters<IntakePort["undo"]>[0];

export type RelationIntake = Pick<
  IntakePort,
  "follow" | "followChannel" | "followAnswered" | "block" | "move" | "followersSynchronised"
> & {
  /** `null` when what was undone is no follow or block. */
  undoRelation(undone: Undone): Promise<Intake | null>;
};

/**
 * What other servers' accounts do to relations. Everything may come twice and in any order.
 *
 * @param options.nodesMayFollow whether other nodes may follow this one's own account, and hear of what its panels decide
 */
export function createRelationIntake(
  ctx: Pick<Ctx, "db" | "sql" | "ids" | "clock" | "uris" | "outbox">,
  options = { nodesMayFollow: true },
): RelationIntake {
  return {
    follow: (follow) => receiveFollow(ctx, follow, options),
    followChannel: (follow) => receiveChannelFollow(ctx, follow),
    followAnswered: (answer) => receiveFollowAnswer(ctx, answer),
    block: (block) => receiveBlock(ctx, block),
    move: (move) => receiveMove(ctx, move),
    followersSynchronised: (followee, followers) => synchroniseFollowers(ctx, followee, followers),
    undoRelation: async (undone) =>
      (await undoChannelFollow(ctx, undone)) ?? receiveRelationUndo(ctx, undone),
  };
}
