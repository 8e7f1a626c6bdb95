import { randomBytes } from "node:crypto";
import type { Iri } from "#protocol/ids/iri.ts";
import { type Ballot, type Commitment, commitmentTo, writeBallot } from "#protocol/moot/ballot.ts";
import { type Vote, voteCheck } from "#protocol/moot/vote.ts";
import { err, type Result } from "#protocol/result.ts";
import type { Statements } from "../../ports.ts";
import { keptKeyOf } from "../office/kept-key.ts";
import type { TrusteeCtx } from "../ports.ts";
import { findPanel } from "../store/panels.ts";
import { ballotId } from "./ballot-id.ts";
import { type CastError, castBallot } from "./cast.ts";
import type { Hidden } from "./reveal-kept.ts";
import { seconds, signWith } from "./signature.ts";

export type VoteKeptError =
  | CastError
  /** Their key is their own: they sign in their browser. */
  | { readonly type: "trustee/key-elsewhere" };

/**
 * Casts a vote for somebody whose key the node keeps: the commitment to it while the votes are hidden, and the vote as it stands once
 * they have talked. In the caller's transaction.
 */
export async function voteKept(
  ctx: TrusteeCtx,
  on: Statements,
  { panelId, accountId, vote }: { readonly panelId: string; readonly accountId: string; readonly vote: Vote },
): Promise<Result<void, VoteKeptError>> {
  const panel = await findPanel(on, panelId);
  if (panel === null) return err({ type: "panel/not-found", panelId });
  const reason = voteCheck({ ...vote });
  if (reason !== null) return err({ type: "ballot/malformed", member: "vote", reason });
  const { verdict } = vote;
  if (!panel.offered.includes(verdict)) return err({ type: "ballot/not-offered", verdict });
  const key = await keptKeyOf(ctx, on, accountId);
  if (key === null) return err({ type: "trustee/key-elsewhere" });
  const { trustee } = key;
  const now = ctx.clock.now();
  const stage = panel.stage === "voting" ? "commit" : "final";
  const of = {
    id: ctx.uris.ballot(ballotId(panelId, trustee, stage)),
    panel: ctx.uris.panel(panelId) as Iri,
    trustee,
    keptBy: "node" as const,
    published: seconds(now),
  };
  const hidden: Hidden = { vote, nonce: randomBytes(32).toString("base64url") };
  const ballot: Commitment | Ballot =
    stage === "commit"
      ? { ...of, stage, commitment: commitmentTo({ panel: of.panel, trustee, ...hidden }) }
      : { ...of, stage, vote };
  const document = await signWith(key, writeBallot(ballot), now);
  const secret = stage === "commit" ? await ctx.trustees.seal(JSON.stringify(hidden)) : null;
  return castBallot(ctx, on, { panelId, accountId, document, secret });
}
