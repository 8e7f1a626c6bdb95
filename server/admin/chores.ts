import type { ApiCtx } from "../context.ts";
import { severDomain } from "../severances/sever-domain.ts";

/** What takes too long for a request: payloads of the queue `chores`. */
export type Chore = { kind: "sever-domain"; severanceId: string; domain: string };

/** Each may be done twice. */
export async function doChore(ctx: ApiCtx, chore: Chore): Promise<void> {
  await severDomain(ctx, chore);
}
