import type { ApiCtx } from "../context.ts";
import { decideHolds } from "../policy/holds/list.ts";
import { settleFollows } from "../relations/dormant.ts";
import type { Chore } from "./chore.ts";

/** Does one. Each may be done twice. */
export async function doChore(ctx: ApiCtx, chore: Chore): Promise<void> {
  switch (chore.kind) {
    case "decide-holds":
      return decideHolds(ctx, chore);
    case "settle-follows":
    case "sever-domain":
      return settleFollows(ctx);
  }
}
