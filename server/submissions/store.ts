import { type Runner, run } from "../platform/statement.ts";

/** False when the form was used before. */
export async function useForm(on: Runner, digest: string, expiresAt: Date): Promise<boolean> {
  const rows = await run(
    on,
    `insert into used_forms (digest, expires_at) values ($1::text, $2::timestamptz)
     on conflict do nothing returning digest`,
    [digest, expiresAt],
  );
  return rows.length > 0;
}

/** How often that makes it. */
export async function countUse(on: Runner, key: string, expiresAt: Date): Promise<number> {
  const [row] = await run<{ count: number }>(
    on,
    `insert into submission_rates as r (key, count, expires_at) values ($1::text, 1, $2::timestamptz)
     on conflict (key) do update set count = r.count + 1 returning count`,
    [key, expiresAt],
  );
  return row?.count ?? 0;
}

/** @param currentKey the purpose of the day's secret, which stays */
export async function forgetUses(on: Runner, now: Date, currentKey: string): Promise<void> {
  await run(on, "delete from used_forms where expires_at < $1::timestamptz", [now]);
  await run(on, "delete from submission_rates where expires_at < $1::timestamptz", [now]);
  await run(on, "delete from node_secrets where purpose like 'submissions of %' and purpose <> $1::text", [
    currentKey,
  ]);
}

export async function insertSubmission(
  on: Runner,
  { reportId, receiptHash, at }: { reportId: string; receiptHash: string; at: Date },
): Promise<void> {
  await run(
    on,
    "insert into submissions (report_id, receipt_hash, created_at) values ($1::uuid, $2::text, $3::timestamptz)",
    [reportId, receiptHash, at],
  );
}

export async function readByReceipt(on: Runner, receiptHash: string): Promise<string | null> {
  const [row] = await run<{ id: string }>(
    on,
    "select report_id as id from submissions where receipt_hash = $1::text",
    [receiptHash],
  );
  return row?.id ?? null;
}
