import { endGone, endOver, trusteesOver } from "#moderation/trustees/office/end.ts";
import { advanceDue, panelsDue, panelsToRemind, remind } from "#moderation/trustees/panels/advance.ts";
import { hearAgain, unheard } from "#moderation/trustees/panels/appeal.ts";
import { ok } from "#protocol/result.ts";
import type { ApiCtx } from "../context.ts";
import { statementsOn } from "../desk/moderation.ts";
import { each } from "../platform/each.ts";
import { aboutCase } from "./about.ts";
import { withTrustees } from "./ports.ts";
import { readGone } from "./store.ts";

/** Panels, trustees or appeals that are dealt with at a time. */
const AT_ONCE = 50;

/** Draws panels that wait for their checkpoint, and takes on those whose stage is over. */
export async function movePanels(ctx: ApiCtx): Promise<void> {
  const due = await panelsDue(ctx, statementsOn(ctx.sql), AT_ONCE);
  await each(ctx.log, "take a panel on", due, (panelId) =>
    withTrustees(ctx, async ({ trustees, on }) => {
      await advanceDue(trustees, on, panelId);
      return ok();
    }),
  );
}

/** Reminds members whose time is nearly over. */
export async function remindPanels(ctx: ApiCtx): Promise<void> {
  const due = await panelsToRemind(ctx, statementsOn(ctx.sql), AT_ONCE);
  await each(ctx.log, "remind a panel", due, (panelId) =>
    withTrustees(ctx, async ({ trustees, on }) => {
      await remind(trustees, on, panelId);
      return ok();
    }),
  );
}

/** Ends terms and pauses that are over, and offices of who has deleted their account; and has appeals heard that waited for enough trustees. */
export async function moveTrustees(ctx: ApiCtx): Promise<void> {
  const on = statementsOn(ctx.sql);
  await each(ctx.log, "end a trustee's term or pause", await trusteesOver(ctx, on), (over) =>
    withTrustees(ctx, async (within) => {
      await endOver(within.trustees, within.on, over);
      return ok();
    }),
  );
  await each(ctx.log, "end the office of an account that is gone", await readGone(ctx.sql), (accountId) =>
    withTrustees(ctx, (within) => endGone(within.trustees, within.on, accountId)),
  );
  await each(ctx.log, "have an appeal heard", await unheard(ctx, on, AT_ONCE), ({ id, caseId }) =>
    withTrustees(ctx, async (within) => {
      const about = await aboutCase(ctx, within.tx, caseId);
      if (about !== null) await hearAgain(within.trustees, within.on, id, about);
      return ok();
    }),
  );
}
