import type { Ctx, Tx } from "../context.ts";
import { notify } from "../notifications/notify.ts";
import { readSevered } from "./store.ts";

/** Tells everybody whose follows a severance ended, once. */
export async function tellSevered(
  ctx: Pick<Ctx, "clock" | "ids">,
  tx: Tx,
  severanceId: string,
): Promise<void> {
  const severed = await readSevered(tx, severanceId);
  await notify(
    ctx,
    tx,
    severed.map(({ id, accountId }) => ({
      accountId,
      kind: "severance" as const,
      fromAccountId: accountId,
      subjectId: id,
    })),
  );
}
