import { appendEntry } from "../../ledger/append.ts";
import type { Statements } from "../../ports.ts";
import type { TrusteeCtx } from "../ports.ts";
import { changePanel, readMembers, unseatMember } from "../store/panels.ts";
import { redraw, seat } from "./draw.ts";
import type { Member, Panel } from "./panel.ts";

/** How somebody leaves a panel. */
export type How = NonNullable<Member["leftAs"]>;

/** Empties seats, and fills them as long as the votes are not shown. @returns the panel as it is then */
export async function vacate(
  ctx: TrusteeCtx,
  on: Statements,
  panel: Panel,
  trustees: readonly string[],
  { as, why }: { as: How; why: string },
): Promise<Panel> {
  const now = ctx.clock.now();
  let current = panel;
  for (const trustee of trustees) {
    const left = [...current.left, trustee];
    const drawn = current.stage === "voting" ? redraw(ctx, current, left) : null;
    const isFilled = drawn?.ok === true;
    await unseatMember(on, panel.id, { trustee, as, why, isUnfilled: !isFilled }, now);
    await appendEntry(ctx, on, "public", {
      kind: "panel.left",
      caseId: panel.caseId,
      body: { panel: ctx.uris.panel(panel.id), trustee, as, replaced: isFilled },
    });
    if (!isFilled) continue;
    current = { ...current, left };
    await changePanel(on, current);
    const seated = new Set((await readMembers(on, panel.id)).map((each) => each.trustee));
    const fresh = drawn.value.filter((each) => !seated.has(each));
    await seat(ctx, on, panel.id, fresh);
  }
  return current;
}
