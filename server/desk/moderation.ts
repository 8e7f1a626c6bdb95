import type { ModerationCtx, Statements } from "#moderation/ports.ts";
import type { Ctx } from "../context.ts";
import { type Runner, run } from "../platform/statement.ts";

/** Moderation's way to this node's database: on the pool, or in a transaction that is under way. */
export function statementsOn(runner: Runner): Statements {
  return { run: (text, parameters) => run(runner, text, parameters) };
}

/**
 * What moderation's use cases work with.
 *
 * @example await joinCase(moderationOf(ctx), statementsOn(tx), joining);
 */
export function moderationOf({
  clock,
  ids,
  sql,
  db,
}: Pick<Ctx, "clock" | "ids" | "sql" | "db">): ModerationCtx {
  return {
    clock,
    ids,
    db: {
      ...statementsOn(sql),
      transaction: (work) => db.transaction((tx) => work(statementsOn(tx))),
    },
  };
}
