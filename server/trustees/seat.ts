import { type CastError, castBallot } from "#moderation/trustees/panels/cast.ts";
import { type LeaveError, leavePanel } from "#moderation/trustees/panels/leave.ts";
import { type SignError, signDecision } from "#moderation/trustees/panels/sign.ts";
import { type Draft, sayInPanel, type TalkError, writeTogether } from "#moderation/trustees/panels/talk.ts";
import { type VoteKeptError, voteKept } from "#moderation/trustees/panels/vote-kept.ts";
import type { Vote } from "#protocol/moot/vote.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { JsonObject } from "#protocol/signing/proofs.ts";
import type { ActDeps } from "../actions/act.ts";
import { readRules } from "../site/rules.ts";
import { withTrustees } from "./ports.ts";
import { rulesNamed } from "./rules.ts";

interface Seat {
  readonly panelId: string;
  readonly accountId: string;
}

type RuleError = { readonly type: "ballot/unknown-rule"; readonly rule: string };

const MOST_WHY = 1_000;

/** A member leaves their seat to somebody else: they have a stake in the case, or no time for it. */
export function recuse(
  ctx: ActDeps,
  { why, hasStake, ...seat }: Seat & { readonly why: string; readonly hasStake: boolean },
): Promise<Result<void, LeaveError>> {
  return withTrustees(ctx, ({ trustees, on }) =>
    leavePanel(trustees, on, {
      ...seat,
      as: hasStake ? "recused" : "declined",
      why: why.slice(0, MOST_WHY),
    }),
  );
}

/** Takes a ballot that a member has signed with a key of their own. */
export async function cast(
  ctx: ActDeps,
  { document, ...seat }: Seat & { readonly document: JsonObject },
): Promise<Result<void, CastError | RuleError>> {
  const { rules } = (document.vote ?? {}) as { rules?: unknown };
  const known = await checkRules(ctx, Array.isArray(rules) ? rules : []);
  if (!known.ok) return known;
  return withTrustees(ctx, ({ trustees, on }) => castBallot(trustees, on, { ...seat, document }));
}

/** The same for somebody whose key the node keeps. */
export async function vote(
  ctx: ActDeps,
  { vote: cast, ...seat }: Seat & { readonly vote: Vote },
): Promise<Result<void, VoteKeptError | RuleError>> {
  const known = await checkRules(ctx, cast.rules);
  if (!known.ok) return known;
  return withTrustees(ctx, ({ trustees, on }) => voteKept(trustees, on, { ...seat, vote: cast }));
}

async function checkRules(ctx: ActDeps, named: readonly unknown[]): Promise<Result<void, RuleError>> {
  if (named.length === 0) return ok();
  const rules = await readRules(ctx);
  const unknown = named.find((rule) => rulesNamed(ctx.uris, [String(rule)], rules).length === 0);
  return unknown === undefined ? ok() : err({ type: "ballot/unknown-rule", rule: String(unknown) });
}

export function say(ctx: ActDeps, input: Seat & { readonly text: string }): Promise<Result<void, TalkError>> {
  return withTrustees(ctx, ({ trustees, on }) => sayInPanel(trustees, on, input));
}

export function writeDraftOf(
  ctx: ActDeps,
  input: Seat & Draft & { readonly version: number },
): Promise<Result<void, TalkError>> {
  return withTrustees(ctx, ({ on }) => writeTogether(on, input));
}

/** @param input.document the decision with their proof; null for who has the node sign for them */
export function sign(
  ctx: ActDeps,
  input: Seat & { readonly document: JsonObject | null },
): Promise<Result<void, SignError>> {
  return withTrustees(ctx, ({ trustees, on }) => signDecision(trustees, on, input));
}
