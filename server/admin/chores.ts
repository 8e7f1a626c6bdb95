import type { ApiCtx } from "../context.ts";
import { severDomain } from "../severances/sever-domain.ts";
import type { Chore } from "./chore.ts";

/** Does one. Each may be done twice. */
export async function doChore(ctx: ApiCtx, chore: Chore): Promise<void> {
  await severDomain(ctx, chore);
}
