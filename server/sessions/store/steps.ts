import { type Runner, run } from "../../platform/statement.ts";

export type StepKind = "factor" | "passkey-sign-in" | "passkey-new";

export interface Step {
  kind: StepKind;
  accountId: string | null;
  /** What a passkey must sign. */
  challenge: string | null;
}

const columns = `kind, account_id as "accountId", challenge`;

export async function insertStep(
  on: Runner,
  step: Step & { tokenHash: string; expiresAt: Date },
): Promise<void> {
  await run(
    on,
    `insert into sign_in_steps (token_hash, kind, account_id, challenge, expires_at)
    values ($1::text, $2::text, $3::uuid, $4::text, $5::timestamptz)`,
    [step.tokenHash, step.kind, step.accountId, step.challenge, step.expiresAt],
  );
}

export async function readStepByToken(on: Runner, kind: StepKind, tokenHash: string, now: Date) {
  const [row] = await run<Step>(
    on,
    `select ${columns} from sign_in_steps
    where token_hash = $1::text and kind = $2::text and expires_at > $3::timestamptz`,
    [tokenHash, kind, now],
  );
  return row ?? null;
}

export async function takeStepByToken(on: Runner, kind: StepKind, tokenHash: string, now: Date) {
  const [row] = await run<Step>(
    on,
    `delete from sign_in_steps
    where token_hash = $1::text and kind = $2::text and expires_at > $3::timestamptz returning ${columns}`,
    [tokenHash, kind, now],
  );
  return row ?? null;
}

export async function deleteStepsOf(on: Runner, accountId: string): Promise<void> {
  await run(on, "delete from sign_in_steps where account_id = $1::uuid", [accountId]);
}

export async function pruneSteps(on: Runner, now: Date): Promise<void> {
  await run(on, "delete from sign_in_steps where expires_at <= $1::timestamptz", [now]);
}
