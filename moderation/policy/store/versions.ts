import type { Statements } from "../../ports.ts";
import type { PolicyVersion } from "../version.ts";

const columns = `number, format, hash, rules_count as "rulesCount", note, account_id as "by", created_at as "createdAt"`;

/** Nobody else saves rules until this transaction is over. */
export async function lockVersions(on: Statements): Promise<void> {
  await on.run(
    "select pg_advisory_xact_lock(hashtextextended(current_schema() || '.policy_versions', 0))",
    [],
  );
}

export async function insertVersion(
  on: Statements,
  { number, format, hash, rulesCount, note, by, createdAt, source }: PolicyVersion & { source: string },
): Promise<void> {
  await on.run(
    `insert into policy_versions (number, source, format, hash, rules_count, note, account_id, created_at)
     values ($1::int, $2::text, $3::text, $4::text, $5::int, $6::text, $7::uuid, $8::timestamptz)`,
    [number, source, format, hash, rulesCount, note, by, createdAt],
  );
}

/** @param number null for the one that holds */
export async function readVersion(
  on: Statements,
  number: number | null,
): Promise<(PolicyVersion & { source: string }) | null> {
  const [row] = await on.run<PolicyVersion & { source: string }>(
    `select ${columns}, source from policy_versions where $1::int is null or number = $1::int
     order by number desc limit 1`,
    [number],
  );
  return row === undefined ? null : { ...row, createdAt: new Date(row.createdAt) };
}

/** The newest first. */
export async function readVersions(
  on: Statements,
  { before, limit }: { before: number | null; limit: number },
): Promise<PolicyVersion[]> {
  const rows = await on.run<PolicyVersion>(
    `select ${columns} from policy_versions where $1::int is null or number < $1::int order by number desc limit $2::int`,
    [before, limit],
  );
  return rows.map((row) => ({ ...row, createdAt: new Date(row.createdAt) }));
}

export async function readNumber(on: Statements): Promise<number> {
  const [row] = await on.run<{ number: number }>(
    "select coalesce(max(number), 0)::int as number from policy_versions",
    [],
  );
  return row?.number ?? 0;
}
