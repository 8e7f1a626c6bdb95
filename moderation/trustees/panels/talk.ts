import { err, ok, type Result } from "#protocol/result.ts";
import type { Statements } from "../../ports.ts";
import type { TrusteeCtx } from "../ports.ts";
import { insertMessage } from "../store/ballots.ts";
import { changePanel, lockPanel, readMembers } from "../store/panels.ts";
import type { LeaveError } from "./leave.ts";
import { type Panel, sits } from "./panel.ts";

export type TalkError =
  | LeaveError
  /** Members talk once the votes are shown, and until they sign. */
  | { readonly type: "panel/not-deliberating"; readonly stage: Panel["stage"] }
  | { readonly type: "panel/nothing-said" }
  | { readonly type: "panel/too-long"; readonly most: number }
  /** Somebody else has changed the draft: what they wrote is in it. */
  | { readonly type: "panel/draft-changed"; readonly version: number };

const MOST_MESSAGE = 5_000;
/** Of the statement of reasons that an author is told: `action/text-too-long` keeps to it. */
const MOST_DRAFT = 5_000;

type By = { readonly panelId: string; readonly accountId: string };

/** A member says something to the others. Kept with the panel, and shown to nobody else. */
export async function sayInPanel(
  ctx: TrusteeCtx,
  on: Statements,
  { text, ...by }: By & { readonly text: string },
): Promise<Result<void, TalkError>> {
  if (text.trim() === "") return err({ type: "panel/nothing-said" });
  if (text.length > MOST_MESSAGE) return err({ type: "panel/too-long", most: MOST_MESSAGE });
  const sat = await takeSeat(on, by);
  if (!sat.ok) return sat;
  const { trustee } = sat.value;
  await insertMessage(on, by.panelId, { id: ctx.ids.next(), trustee, text, at: ctx.clock.now() });
  return ok();
}

/** What is to stand in the decision beside the votes. */
export interface Draft {
  readonly facts: string;
  readonly reasons: string;
  readonly minority: string;
}

/**
 * Writes the draft of the decision that all members write together.
 *
 * @param writing.version of the panel that they saw: nobody writes over what they have not read
 */
export async function writeTogether(
  on: Statements,
  { facts, reasons, minority, version, ...by }: By & Draft & { readonly version: number },
): Promise<Result<void, TalkError>> {
  if ([facts, reasons, minority].some((text) => text.length > MOST_DRAFT))
    return err({ type: "panel/too-long", most: MOST_DRAFT });
  const sat = await takeSeat(on, by);
  if (!sat.ok) return sat;
  const { panel } = sat.value;
  const isSame = panel.facts === facts && panel.reasons === reasons && panel.minority === minority;
  if (isSame) return ok();
  if (panel.version !== version) return err({ type: "panel/draft-changed", version: panel.version });
  await changePanel(on, { ...panel, facts, reasons, minority });
  return ok();
}

async function takeSeat(
  on: Statements,
  { panelId, accountId }: By,
): Promise<Result<{ panel: Panel; trustee: string }, TalkError>> {
  const panel = await lockPanel(on, panelId);
  if (panel === null) return err({ type: "panel/not-found", panelId });
  const member = (await readMembers(on, panelId)).find((each) => each.accountId === accountId && sits(each));
  if (member === undefined) return err({ type: "panel/not-yours", panelId });
  if (panel.stage !== "deliberating") return err({ type: "panel/not-deliberating", stage: panel.stage });
  return ok({ panel, trustee: member.trustee });
}
