import type { Verdict } from "#protocol/moot/vote.ts";
import type { JsonObject } from "#protocol/signing/proofs.ts";
import type { Statements } from "../../ports.ts";

export interface BallotRow {
  readonly trustee: string;
  readonly stage: "commit" | "reveal" | "final";
  readonly document: JsonObject;
  readonly verdict: Verdict | null;
  /** The vote and the nonce of a commitment whose key the node keeps, sealed. */
  readonly secret: string | null;
  readonly at: Date;
}

/** @returns false where it was cast already */
export async function insertBallot(
  on: Statements,
  panelId: string,
  { trustee, stage, document, verdict, secret, at }: BallotRow,
): Promise<boolean> {
  const rows = await on.run(
    `insert into ballots (panel_id, trustee, stage, document, verdict, secret, at)
     values ($1::uuid, $2::text, $3::text, $4::jsonb, $5::text, $6::text, $7::timestamptz)
     on conflict do nothing returning trustee`,
    [panelId, trustee, stage, JSON.stringify(document), verdict, secret, at],
  );
  return rows.length > 0;
}

export function readBallots(on: Statements, panelId: string): Promise<BallotRow[]> {
  return on.run<BallotRow>(
    `select b.trustee, b.stage, b.document, b.verdict, b.secret, b.at from ballots b where b.panel_id = $1::uuid
     order by b.at, b.trustee`,
    [panelId],
  );
}

/** What a commitment hid is shown: nothing of it is kept beside. */
export async function forgetSecrets(on: Statements, panelId: string): Promise<void> {
  await on.run("update ballots set secret = null where panel_id = $1::uuid and secret is not null", [
    panelId,
  ]);
}

export async function insertMessage(
  on: Statements,
  panelId: string,
  message: { id: string; trustee: string; text: string; at: Date },
): Promise<void> {
  await on.run(
    `insert into panel_messages (id, panel_id, trustee, text, at)
     values ($1::uuid, $2::uuid, $3::text, $4::text, $5::timestamptz)`,
    [message.id, panelId, message.trustee, message.text, message.at],
  );
}

export function readMessages(
  on: Statements,
  panelId: string,
  limit: number,
): Promise<{ id: string; trustee: string; text: string; at: Date }[]> {
  return on.run(
    `select id, trustee, text, at from panel_messages where panel_id = $1::uuid order by id limit $2::int`,
    [panelId, limit],
  );
}
