import type { Iri } from "#protocol/ids/iri.ts";
import { type Decision, writeDecision } from "#protocol/moot/decision.ts";
import { outcomeOf, type Vote } from "#protocol/moot/vote.ts";
import type { JsonObject } from "#protocol/signing/proofs.ts";
import { lockForPanel } from "../../cases/panel.ts";
import type { Statements } from "../../ports.ts";
import type { TrusteeCtx } from "../ports.ts";
import type { BallotRow } from "../store/ballots.ts";
import { findDecision } from "../store/decisions.ts";
import type { Member, Panel } from "./panel.ts";
import { seconds } from "./signature.ts";

/**
 * The decision that votes come to, for the members to sign. Whoever has shown a vote and sits has voted, as they confirmed or changed it; who
 * has not, or sits no more, has lost their ballot.
 *
 * @param of.members who hold a seat
 */
export async function writeDraft(
  ctx: TrusteeCtx,
  on: Statements,
  { panel, members, ballots }: { panel: Panel; members: readonly Member[]; ballots: readonly BallotRow[] },
): Promise<JsonObject> {
  const judged = await lockForPanel(ctx, on, panel.caseId);
  if (judged === null) throw new Error("a panel's case is gone");
  const heard = panel.heard === null ? null : await findDecision(on, panel.heard);
  const votes = members.flatMap((member) => voteOf(member, ballots) ?? []);
  const voted = new Set(votes.map(({ trustee }) => trustee));
  const { verdict, days, rules } = outcomeOf(votes.map(({ vote }) => vote));
  const isOpen = await ctx.trustees.isPublic(on, panel.caseId);
  const { category } = judged;
  const reasons = panel.reasons.trim() || (await ctx.trustees.reasonsFor(on, { category, rules }));
  const decision: Decision = {
    id: ctx.uris.decision(panel.id),
    attributedTo: ctx.uris.nodeActor(),
    published: seconds(ctx.clock.now()),
    case: ctx.uris.case(panel.caseId),
    panel: ctx.uris.panel(panel.id),
    level: panel.level,
    subject: { kind: judged.subject.kind, id: isOpen ? judged.subject.iri : null, digest: null },
    category,
    verdict,
    days,
    rules: rules as readonly Iri[],
    facts: panel.facts,
    reasons,
    minority: panel.minority === "" ? null : panel.minority,
    votes,
    absent: members.map(({ trustee }) => trustee).filter((trustee) => !voted.has(trustee)),
    heard: heard === null ? null : ctx.uris.decision(heard.id),
  };
  return writeDecision(decision);
}

function voteOf(
  { trustee, leftAt }: Member,
  ballots: readonly BallotRow[],
): Decision["votes"][number] | null {
  const of = (stage: BallotRow["stage"]) =>
    ballots.find((each) => each.trustee === trustee && each.stage === stage)?.document;
  const first = of("reveal");
  if (first === undefined || leftAt !== null) return null;
  const last = of("final") ?? first;
  const vote = last.vote as Vote;
  const { verdict, days, rules } = vote;
  const isSame = JSON.stringify(sorted(first.vote as Vote)) === JSON.stringify(sorted(vote));
  const keptBy = first.keptBy as "trustee" | "node";
  return { trustee, keptBy, vote: { verdict, days, rules }, changed: !isSame };
}

const sorted = ({ verdict, days, rules }: Vote) => [verdict, days, rules.toSorted()];
