import { lockForPanel } from "../../cases/panel.ts";
import type { Severity } from "../../category.ts";
import type { Statements } from "../../ports.ts";
import type { TrusteeCtx, TrusteeNotice } from "../ports.ts";
import { type BallotRow, readBallots } from "../store/ballots.ts";
import {
  changePanel,
  lockPanel,
  noteReminded,
  readMembers,
  readPanelsDue,
  readPanelsEnding,
} from "../store/panels.ts";
import { conclude } from "./conclude.ts";
import { drawWaiting } from "./draw.ts";
import { fail } from "./fail.ts";
import { holdsSeat, type Member, type Panel, type PanelStage, sits } from "./panel.ts";
import { revealKept } from "./reveal-kept.ts";
import { signersOf } from "./signers.ts";
import { stageEnd } from "./stage-time.ts";
import { vacate } from "./vacate.ts";
import { writeDraft } from "./write-draft.ts";

interface At {
  readonly panel: Panel;
  readonly members: readonly Member[];
  readonly ballots: readonly BallotRow[];
  readonly severity: Severity;
}

/** So long before the end of a stage are those reminded who have not done their part. */
const REMIND_MS = 16 * 3_600_000;
/** So often as its size are members replaced who never voted; then it comes to nothing. */
const MOST_ROUNDS = 2;

/**
 * Takes a panel on as far as it goes: to the next stage when all have done their part, or when their time is over. In the caller's
 * transaction, which has locked the panel.
 */
export async function advance(ctx: TrusteeCtx, on: Statements, panel: Panel): Promise<void> {
  let current = panel;
  for (;;) {
    if (current.closedAt !== null) return;
    const next = await step(ctx, on, current);
    if (next === current) return;
    current = next;
  }
}

async function step(ctx: TrusteeCtx, on: Statements, panel: Panel): Promise<Panel> {
  const found = await lockForPanel(ctx, on, panel.caseId);
  const severity = found?.severity ?? 1;
  if (panel.stage === "drawing") return drawWaiting(ctx, on, panel, severity);
  const members = await readMembers(on, panel.id);
  const ballots = await readBallots(on, panel.id);
  const at: At = { panel, members, ballots, severity };
  const waiting = waitingIn(at);
  const isOver = panel.stageUntil !== null && panel.stageUntil <= ctx.clock.now();
  if (waiting.length > 0 && !isOver) return panel;
  switch (panel.stage) {
    case "voting":
      return waiting.length > 0 ? replaceSilent(ctx, on, at, waiting) : toReveal(ctx, on, at);
    case "revealing":
      return toDeliberation(ctx, on, at);
    case "deliberating":
      return toSigning(ctx, on, at);
    case "signing":
      return toDecision(ctx, on, at);
    default:
      return panel;
  }
}

const cast = (ballots: readonly BallotRow[], stage: BallotRow["stage"]): Set<string> =>
  new Set(ballots.filter((each) => each.stage === stage).map(({ trustee }) => trustee));

/** Who still has something to do in a stage. */
export function waitingIn({ panel, members, ballots }: Pick<At, "panel" | "members" | "ballots">): Member[] {
  const seated = members.filter(sits);
  const without = (done: ReadonlySet<string>, among: ReadonlySet<string> | null) =>
    seated.filter(({ trustee }) => !done.has(trustee) && (among === null || among.has(trustee)));
  const shown = cast(ballots, "reveal");
  switch (panel.stage) {
    case "voting":
      return without(cast(ballots, "commit"), null);
    case "revealing":
      return without(shown, cast(ballots, "commit"));
    case "deliberating":
      return without(cast(ballots, "final"), shown);
    case "signing":
      return without(new Set(signersOf(panel.document)), shown);
    default:
      return [];
  }
}

/** Those whose ballots count, of a stage: they hold a seat still. */
const voters = ({ members, ballots }: At, stage: BallotRow["stage"]): Member[] => {
  const done = cast(ballots, stage);
  return members.filter((each) => sits(each) && done.has(each.trustee));
};

const isQuorum = (count: number, { size }: Panel) => count * 2 > size;

async function replaceSilent(
  ctx: TrusteeCtx,
  on: Statements,
  at: At,
  silent: readonly Member[],
): Promise<Panel> {
  const { panel, severity } = at;
  if (panel.left.length >= panel.size * MOST_ROUNDS) return fail(ctx, on, panel, "silent");
  const names = silent.map(({ trustee }) => trustee);
  const left = await vacate(ctx, on, panel, names, { as: "silent", why: "" });
  const isFilled = left.left.length > panel.left.length;
  // Those who came in their place have as long as the first; where nobody came, the rest goes on without.
  const next = isFilled ? { ...left, stageUntil: stageEnd("voting", severity, ctx.clock.now()) } : left;
  await changePanel(on, next);
  return { ...next };
}

async function toReveal(ctx: TrusteeCtx, on: Statements, at: At): Promise<Panel> {
  if (!isQuorum(voters(at, "commit").length, at.panel)) return fail(ctx, on, at.panel, "no-quorum");
  const next = await enter(ctx, on, at, "revealing", "reveal");
  await revealKept(ctx, on, next, voters(at, "commit"), at.ballots);
  return next;
}

async function toDeliberation(ctx: TrusteeCtx, on: Statements, at: At): Promise<Panel> {
  if (!isQuorum(voters(at, "reveal").length, at.panel)) return fail(ctx, on, at.panel, "no-quorum");
  return enter(ctx, on, at, "deliberating", "deliberate");
}

async function toSigning(ctx: TrusteeCtx, on: Statements, at: At): Promise<Panel> {
  if (!isQuorum(voters(at, "reveal").length, at.panel)) return fail(ctx, on, at.panel, "no-quorum");
  const document = await writeDraft(ctx, on, { ...at, members: at.members.filter(holdsSeat) });
  return enter(ctx, on, { ...at, panel: { ...at.panel, document } }, "signing", "sign");
}

async function toDecision(ctx: TrusteeCtx, on: Statements, { panel }: At): Promise<Panel> {
  if (!isQuorum(signersOf(panel.document).length, panel)) return fail(ctx, on, panel, "unsigned");
  return conclude(ctx, on, panel);
}

/** Begins a stage; those who have something to do in it are told. */
async function enter(
  ctx: TrusteeCtx,
  on: Statements,
  { panel, members, ballots, severity }: At,
  stage: PanelStage,
  kind: TrusteeNotice["kind"],
): Promise<Panel> {
  const next: Panel = { ...panel, stage, stageUntil: stageEnd(stage, severity, ctx.clock.now()) };
  await changePanel(on, next);
  const panelId = panel.id;
  await ctx.trustees.told(
    on,
    waitingIn({ panel: next, members, ballots }).map(({ accountId }) => ({ accountId, kind, panelId })),
  );
  return next;
}

/** Ids of panels that can go on by themselves: to be drawn, or their stage is over. */
export function panelsDue(ctx: Pick<TrusteeCtx, "clock">, on: Statements, limit: number): Promise<string[]> {
  return readPanelsDue(on, ctx.clock.now(), limit);
}

/** Ids of panels whose stage is nearly over: two thirds of a day before its end. */
export function panelsToRemind(
  ctx: Pick<TrusteeCtx, "clock">,
  on: Statements,
  limit: number,
): Promise<string[]> {
  const now = ctx.clock.now();
  return readPanelsEnding(on, { now, before: new Date(now.getTime() + REMIND_MS) }, limit);
}

/** Takes one of those on, in a transaction of its own. */
export async function advanceDue(ctx: TrusteeCtx, on: Statements, panelId: string): Promise<void> {
  const panel = await lockPanel(on, panelId);
  if (panel !== null) await advance(ctx, on, panel);
}

/** Reminds those of a panel who have not done their part, once a stage. */
export async function remind(ctx: TrusteeCtx, on: Statements, panelId: string): Promise<void> {
  const panel = await lockPanel(on, panelId);
  if (panel === null || panel.closedAt !== null) return;
  const [members, ballots] = [await readMembers(on, panelId), await readBallots(on, panelId)];
  const { stage } = panel;
  const late = waitingIn({ panel, members, ballots }).filter(({ remindedOf }) => remindedOf !== stage);
  if (late.length === 0) return;
  await noteReminded(on, panelId, { trustees: late.map(({ trustee }) => trustee), stage });
  await ctx.trustees.told(
    on,
    late.map(({ accountId }) => ({ accountId, kind: "reminded" as const, panelId })),
  );
}
