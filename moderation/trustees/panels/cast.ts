import {
  type Ballot,
  type BallotError,
  type Commitment,
  isAsCommitted,
  verifyBallot,
} from "#protocol/moot/ballot.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { importPublicKey } from "#protocol/signing/keys.ts";
import type { JsonObject } from "#protocol/signing/proofs.ts";
import { appendEntry } from "../../ledger/append.ts";
import type { Statements } from "../../ports.ts";
import type { TrusteeCtx } from "../ports.ts";
import { type BallotRow, insertBallot, readBallots } from "../store/ballots.ts";
import { findKey } from "../store/keys.ts";
import { lockPanel, readMembers } from "../store/panels.ts";
import { advance } from "./advance.ts";
import { ballotId } from "./ballot-id.ts";
import type { LeaveError } from "./leave.ts";
import { type Panel, sits } from "./panel.ts";

export type CastError =
  | LeaveError
  | BallotError
  /** Its stage is over, or not there yet. */
  | { readonly type: "ballot/not-now"; readonly stage: Panel["stage"] }
  | { readonly type: "ballot/twice" }
  /** Signed with somebody else's key, or one that the member was not drawn with. */
  | { readonly type: "ballot/other-trustee" }
  /** It says that another than who has it keeps the key. */
  | { readonly type: "ballot/other-keeper" }
  | { readonly type: "ballot/other-id" }
  /** Written more than an hour from now. */
  | { readonly type: "ballot/clock" }
  | { readonly type: "ballot/not-offered"; readonly verdict: string }
  | { readonly type: "ballot/nothing-committed" };

const stageOf = { commit: "voting", reveal: "revealing", final: "deliberating" } as const;
/** By as much may clocks differ. */
const SKEW_MS = 3_600_000;

/**
 * Takes a member's signed ballot, in the caller's transaction: a commitment, then the vote that it hid, then, after the deliberation, the
 * vote as it stands. One each.
 *
 * @param casting.secret the vote and nonce of a commitment whose key the node keeps, sealed
 */
export async function castBallot(
  ctx: TrusteeCtx,
  on: Statements,
  casting: {
    readonly panelId: string;
    readonly accountId: string;
    readonly document: JsonObject;
    readonly secret?: string | null;
  },
): Promise<Result<void, CastError>> {
  const { panelId, accountId, document, secret = null } = casting;
  const panel = await lockPanel(on, panelId);
  if (panel === null) return err({ type: "panel/not-found", panelId });
  const member = (await readMembers(on, panelId)).find((each) => each.accountId === accountId && sits(each));
  if (member === undefined) return err({ type: "panel/not-yours", panelId });
  if (panel.closedAt !== null) return err({ type: "panel/closed", panelId });
  const read = await readSigned(ctx, on, panel, member.trustee, document);
  if (!read.ok) return read;
  const ballot = read.value;
  const { stage } = ballot;
  const cast = (await readBallots(on, panelId)).filter(({ trustee }) => trustee === member.trustee);
  if (cast.some((each) => each.stage === stage)) return err({ type: "ballot/twice" });
  if (panel.stage !== stageOf[stage]) return err({ type: "ballot/not-now", stage: panel.stage });
  const fits = followsFrom(ballot, cast, panel);
  if (!fits.ok) return fits;
  const at = ctx.clock.now();
  const verdict = ballot.stage === "commit" ? null : ballot.vote.verdict;
  await insertBallot(on, panelId, { trustee: member.trustee, stage, document, verdict, secret, at });
  await appendEntry(ctx, on, "private", {
    kind: `ballot.${stage}`,
    caseId: panel.caseId,
    by: accountId,
    body: { panel: panelId, trustee: member.trustee, document },
  });
  await advance(ctx, on, panel);
  return ok();
}

/** A ballot that its member has signed, with the key that they were drawn with, about now. */
async function readSigned(
  ctx: TrusteeCtx,
  on: Statements,
  { id }: Panel,
  trustee: string,
  document: JsonObject,
): Promise<Result<Commitment | Ballot, CastError>> {
  if (document.attributedTo !== trustee) return err({ type: "ballot/other-trustee" });
  const [key, known] = await Promise.all([importPublicKey(trustee), findKey(on, trustee)]);
  if (!key.ok || known === null) return err({ type: "ballot/other-trustee" });
  const now = ctx.clock.now();
  const read = await verifyBallot(document, { panel: ctx.uris.panel(id), key: key.value, now });
  if (!read.ok) return read;
  const { stage, keptBy, published } = read.value;
  if (keptBy !== known.keptBy) return err({ type: "ballot/other-keeper" });
  if (read.value.id !== ctx.uris.ballot(ballotId(id, trustee, stage)))
    return err({ type: "ballot/other-id" });
  if (Math.abs(Date.parse(published) - now.getTime()) > SKEW_MS) return err({ type: "ballot/clock" });
  return read;
}

/** Whether a ballot is what was committed to, or comes after a vote that was shown; and for what the panel may be for. */
function followsFrom(
  ballot: Commitment | Ballot,
  cast: readonly BallotRow[],
  { offered }: Panel,
): Result<void, CastError> {
  if (ballot.stage === "commit") return ok();
  const { verdict } = ballot.vote;
  if (!offered.includes(verdict)) return err({ type: "ballot/not-offered", verdict });
  const needed = ballot.stage === "reveal" ? "commit" : "reveal";
  const before = cast.find(({ stage }) => stage === needed);
  if (before === undefined) return err({ type: "ballot/nothing-committed" });
  if (ballot.stage === "final") return ok();
  const commitment = { ...before.document, trustee: before.trustee } as unknown as Commitment;
  return isAsCommitted(ballot, commitment) ? ok() : err({ type: "ballot/not-as-committed" });
}
