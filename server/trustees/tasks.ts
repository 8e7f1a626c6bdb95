import { endWhatIsOver } from "#moderation/trustees/office/end.ts";
import { advanceDue, panelsDue, panelsToRemind, remind } from "#moderation/trustees/panels/advance.ts";
import { hearAgain, unheard } from "#moderation/trustees/panels/appeal.ts";
import { ok } from "#protocol/result.ts";
import type { ActDeps } from "../actions/act.ts";
import { statementsOn } from "../desk/moderation.ts";
import { aboutCase } from "./about.ts";
import { withTrustees } from "./ports.ts";

/** Panels that are taken on, or reminded, at a time. */
const AT_ONCE = 50;

/** Draws panels that wait for their checkpoint, and takes on those whose stage is over. */
export async function movePanels(ctx: ActDeps): Promise<void> {
  for (const panelId of await panelsDue(ctx, statementsOn(ctx.sql), AT_ONCE))
    await withTrustees(ctx, async ({ trustees, on }) => {
      await advanceDue(trustees, on, panelId);
      return ok();
    });
}

/** Reminds members whose time is nearly over. */
export async function remindPanels(ctx: ActDeps): Promise<void> {
  for (const panelId of await panelsToRemind(ctx, statementsOn(ctx.sql), AT_ONCE))
    await withTrustees(ctx, async ({ trustees, on }) => {
      await remind(trustees, on, panelId);
      return ok();
    });
}

/** Ends terms and pauses that are over, and puts appeals before a panel that waited for enough trustees. */
export async function moveTrustees(ctx: ActDeps): Promise<void> {
  await withTrustees(ctx, async ({ trustees, on }) => {
    await endWhatIsOver(trustees, on);
    return ok();
  });
  for (const { id, caseId } of await unheard(ctx, statementsOn(ctx.sql), AT_ONCE))
    await withTrustees(ctx, async ({ trustees, on, tx }) => {
      const about = await aboutCase(ctx, tx, caseId);
      if (about !== null) await hearAgain(trustees, on, id, about);
      return ok();
    });
}
