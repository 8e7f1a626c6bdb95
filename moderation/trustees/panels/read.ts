import type { Vote } from "#protocol/moot/vote.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Statements } from "../../ports.ts";
import { type PanelAppeal, readAppealsBefore } from "../store/appeals.ts";
import { type BallotRow, readBallots, readMessages } from "../store/ballots.ts";
import {
  type DecisionRow,
  findDecision,
  findDecisionOfAction,
  readDecisionsOf,
  readHearing,
  readPublicDecisions,
} from "../store/decisions.ts";
import {
  findPanel,
  isBeforeFirstPanel,
  readMembers,
  readPanelsOf,
  readPanelsSince,
} from "../store/panels.ts";
import { waitingIn } from "./advance.ts";
import type { LeaveError } from "./leave.ts";
import { holdsSeat, type Member, type Panel } from "./panel.ts";
import { signersOf } from "./signers.ts";

/** A vote, once it is shown. */
export interface ShownVote {
  readonly trustee: string;
  readonly first: Vote;
  /** As it was confirmed or changed; null for who has not done either. */
  readonly last: Vote | null;
}

/** A panel as one of its members may see it. */
export interface OwnPanel {
  readonly panel: Panel;
  /** Theirs. */
  readonly seat: Member;
  /** All who hold a seat. */
  readonly members: readonly Member[];
  /** Whether they have something to do now. */
  readonly isAwaited: boolean;
  /** How many of the others are. */
  readonly awaited: number;
  /** What they have cast themselves. */
  readonly own: readonly BallotRow[];
  /** Nothing before all votes are shown. */
  readonly votes: readonly ShownVote[];
  readonly messages: readonly { id: string; trustee: string; text: string; at: Date }[];
  readonly signers: readonly string[];
  readonly appeals: readonly PanelAppeal[];
}

const MOST_MESSAGES = 500;
const shownIn = new Set<Panel["stage"]>(["deliberating", "signing", "decided"]);

/** What a member sees of their panel. Who has left sees that they did, and nothing of what came after. */
export async function readOwnPanel(
  on: Statements,
  { panelId, accountId }: { readonly panelId: string; readonly accountId: string },
): Promise<Result<OwnPanel, LeaveError>> {
  const panel = await findPanel(on, panelId);
  if (panel === null) return err({ type: "panel/not-found", panelId });
  const all = await readMembers(on, panelId);
  const seat = all.find((each) => each.accountId === accountId);
  if (seat === undefined) return err({ type: "panel/not-yours", panelId });
  const members = all.filter(holdsSeat);
  const ballots = await readBallots(on, panelId);
  const waiting = waitingIn({ panel, members: all, ballots });
  const isShown = shownIn.has(panel.stage) && seat.leftAt === null;
  const [messages, appeals] = await Promise.all([
    isShown ? readMessages(on, panelId, MOST_MESSAGES) : [],
    readAppealsBefore(on, panelId),
  ]);
  return ok({
    panel,
    seat,
    members,
    isAwaited: waiting.some(({ trustee }) => trustee === seat.trustee),
    awaited: waiting.length,
    own: ballots.filter(({ trustee }) => trustee === seat.trustee),
    votes: isShown ? votesIn(members, ballots) : [],
    messages,
    signers: signersOf(panel.document),
    appeals,
  });
}

function votesIn(members: readonly Member[], ballots: readonly BallotRow[]): ShownVote[] {
  return members.flatMap(({ trustee }) => {
    const of = (stage: BallotRow["stage"]) =>
      ballots.find((each) => each.trustee === trustee && each.stage === stage)?.document.vote;
    const first = of("reveal");
    if (first === undefined) return [];
    return [{ trustee, first: first as Vote, last: (of("final") as Vote | undefined) ?? null }];
  });
}

/** A panel that somebody sits or sat in, for a list. */
export interface PanelOf {
  readonly panel: Panel;
  readonly leftAs: Member["leftAs"];
  readonly isAwaited: boolean;
}

/** Panels that somebody sits or sat in, the newest first. */
export async function panelsOf(
  on: Statements,
  accountId: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<PanelOf[]> {
  const found: PanelOf[] = [];
  for (const panel of await readPanelsSince(on, accountId, { before, limit })) {
    const members = await readMembers(on, panel.id);
    const ballots = panel.closedAt === null ? await readBallots(on, panel.id) : [];
    const isAwaited = waitingIn({ panel, members, ballots }).some((each) => each.accountId === accountId);
    const leftAs = members.find((each) => each.accountId === accountId)?.leftAs ?? null;
    found.push({ panel, leftAs, isAwaited: isAwaited && panel.closedAt === null });
  }
  return found;
}

/** Whether a first panel sits for a case. */
export { isBeforeFirstPanel as isBeforePanel };

/** Panels of a case, the first one first. */
export function panelsOfCase(on: Statements, caseId: string): Promise<Panel[]> {
  return readPanelsOf(on, caseId);
}

/** A panel with everybody who was ever seated in it. */
export async function panelById(
  on: Statements,
  panelId: string,
): Promise<{ panel: Panel; members: readonly Member[] } | null> {
  const panel = await findPanel(on, panelId);
  return panel === null ? null : { panel, members: await readMembers(on, panelId) };
}

/** By which an action is in force; null for one that no panel has decided. */
export function decisionOfAction(on: Statements, actionId: string): Promise<DecisionRow | null> {
  return findDecisionOfAction(on, actionId);
}

/** The last word of a panel on a case. */
export async function latestDecision(on: Statements, caseId: string): Promise<DecisionRow | null> {
  return (await readDecisionsOf(on, caseId)).at(-1) ?? null;
}

/** Authors' appeals before panels, by the action that they are against. */
export {
  type AnsweredAppeal,
  type HeardAppeal,
  readAppealsBy as appealsBy,
  readAuthorAppeals as appealsOfAuthors,
  readHeardAppeals as listHeardAppeals,
} from "../store/appeals.ts";
export type { DecisionRow } from "../store/decisions.ts";
/** Whether somebody sits in a panel for a case that goes on. */
export { isSeatedFor } from "../store/panels.ts";
export { signersOf } from "./signers.ts";

export function decisionById(on: Statements, id: string): Promise<DecisionRow | null> {
  return findDecision(on, id);
}

/** Decisions that everybody may read, the newest first. */
export function listPublicDecisions(
  on: Statements,
  page: { before: string | null; limit: number },
): Promise<DecisionRow[]> {
  return readPublicDecisions(on, page);
}

/** By the decision that each was made against: what larger panels have decided on appeal. */
export async function decisionsAgainst(
  on: Statements,
  ids: readonly string[],
): Promise<Map<string, DecisionRow>> {
  const found = ids.length === 0 ? [] : await readHearing(on, ids);
  return new Map(found.map((each) => [each.heard ?? "", each]));
}
