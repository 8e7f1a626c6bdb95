import type { Iri } from "#protocol/ids/iri.ts";
import { writeBallot } from "#protocol/moot/ballot.ts";
import type { Vote } from "#protocol/moot/vote.ts";
import { appendEntry } from "../../ledger/append.ts";
import type { Statements } from "../../ports.ts";
import { keptKeyOf } from "../office/kept-key.ts";
import type { TrusteeCtx } from "../ports.ts";
import { type BallotRow, forgetSecrets, insertBallot } from "../store/ballots.ts";
import { ballotId } from "./ballot-id.ts";
import type { Member, Panel } from "./panel.ts";
import { seconds, signWith } from "./signature.ts";

/** What a commitment hides. */
export interface Hidden {
  readonly vote: Vote;
  readonly nonce: string;
}

/** Shows the votes of those whose keys the node keeps: they have said all that they had to say. */
export async function revealKept(
  ctx: TrusteeCtx,
  on: Statements,
  { id, caseId }: Panel,
  voters: readonly Member[],
  ballots: readonly BallotRow[],
): Promise<void> {
  for (const { trustee, accountId } of voters) {
    const hidden = ballots.find((each) => each.trustee === trustee && each.stage === "commit")?.secret;
    const key = hidden == null ? null : await keptKeyOf(ctx, on, accountId);
    if (hidden == null || key?.trustee !== trustee) continue;
    const { vote, nonce } = JSON.parse(await ctx.trustees.unseal(hidden)) as Hidden;
    const now = ctx.clock.now();
    const written = writeBallot({
      id: ctx.uris.ballot(ballotId(id, trustee, "reveal")),
      panel: ctx.uris.panel(id) as Iri,
      trustee,
      keptBy: "node",
      published: seconds(now),
      stage: "reveal",
      vote,
      nonce,
    });
    const document = await signWith(key, written, now);
    await insertBallot(on, id, {
      trustee,
      stage: "reveal",
      document,
      verdict: vote.verdict,
      secret: null,
      at: now,
    });
    const body = { panel: id, trustee, document };
    await appendEntry(ctx, on, "private", { kind: "ballot.reveal", caseId, by: accountId, body });
  }
  await forgetSecrets(on, id);
}
