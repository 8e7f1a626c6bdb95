import { tellUndone } from "../actions/tell-undone.ts";
import { decideCases } from "../cases/bulk.ts";
import type { ApiCtx } from "../context.ts";
import { afterDecisions } from "../hosts/decide.ts";
import { runDryRun } from "../policy/dry-run/run.ts";
import { decideHolds } from "../policy/holds/list.ts";
import { settleFollows } from "../relations/dormant.ts";
import { settleActors } from "../subscriptions/actors.ts";
import { refreshList } from "../subscriptions/refresh.ts";
import { runImport } from "../subscriptions/run-import.ts";
import { settleAllLists } from "../subscriptions/settle.ts";
import { tellTrustee } from "../trustees/tell.ts";
import type { Chore } from "./chore.ts";

/** Does one. Each may be done twice. */
export async function doChore(ctx: ApiCtx, chore: Chore): Promise<void> {
  switch (chore.kind) {
    case "dry-run":
      return runDryRun(ctx, chore.runId);
    case "decide-holds":
      return decideHolds(ctx, chore);
    case "decide-cases":
      return decideCases(ctx, chore.bulkId);
    case "tell-undone":
      return tellUndone(ctx, chore.actionId);
    case "tell-trustee":
      return tellTrustee(ctx, chore);
    case "settle-follows":
    case "sever-domain":
      return settleFollows(ctx);
    case "domain-import":
      return runImport(ctx, chore.importId);
    case "settle-lists":
      await settleAllLists(ctx);
      await settleActors(ctx);
      return afterDecisions(ctx);
    case "refresh-list":
      await refreshList(ctx, chore.listId, { isForced: chore.isForced });
  }
}
