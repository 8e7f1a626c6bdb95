import type { IntakePort, MootPort } from "#federation/ports.ts";
import type { ApiCtx } from "../context.ts";
import { receiveDecision } from "./receive.ts";
import { findPublished } from "./store/published.ts";

/** What this node tells others of its decisions. */
export function createMootPort(ctx: Pick<ApiCtx, "sql">): MootPort {
  return {
    async announcement(activityId) {
      const published = await findPublished(ctx.sql, activityId);
      if (published === null) return null;
      const { activity, isPublic, concerned } = published;
      const body = new TextEncoder().encode(activity);
      return { json: JSON.parse(activity), body, isPublic, concerned: [...concerned] };
    },
  };
}

/** What other nodes tell this one of theirs. */
export function createMootIntake(ctx: ApiCtx): Pick<IntakePort, "decision"> {
  return { decision: (announced) => receiveDecision(ctx, announced) };
}
