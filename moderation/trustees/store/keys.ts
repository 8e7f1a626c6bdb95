import type { RosterEntry } from "#protocol/moot/draw.ts";
import type { Statements } from "../../ports.ts";
import type { TrusteeKey } from "../trustee.ts";

const columns = `k.trustee, k.account_id as "accountId", k.kept_by as "keptBy", k.secret, k.community, k.languages,
  k.from_at as "from", k.until_at as "until"`;

export async function insertKey(on: Statements, key: TrusteeKey): Promise<boolean> {
  const rows = await on.run(
    `insert into trustee_keys (trustee, account_id, kept_by, secret, community, languages, from_at, until_at)
     values ($1::text, $2::uuid, $3::text, $4::text, $5::text, array(select jsonb_array_elements_text($6::jsonb)),
       $7::timestamptz, $8::timestamptz) on conflict do nothing returning trustee`,
    [
      key.trustee,
      key.accountId,
      key.keptBy,
      key.secret,
      key.community,
      JSON.stringify(key.languages),
      key.from,
      key.until,
    ],
  );
  return rows.length > 0;
}

export async function findKey(on: Statements, trustee: string): Promise<TrusteeKey | null> {
  const [row] = await on.run<TrusteeKey>(`select ${columns} from trustee_keys k where k.trustee = $1::text`, [
    trustee,
  ]);
  return row ?? null;
}

/** The one that somebody signs with now. */
export async function findCurrentKey(
  on: Statements,
  accountId: string,
  now: Date,
): Promise<TrusteeKey | null> {
  const [row] = await on.run<TrusteeKey>(
    `select ${columns} from trustee_keys k where k.account_id = $1::uuid and k.until_at > $2::timestamptz
     order by k.from_at desc limit 1`,
    [accountId, now],
  );
  return row ?? null;
}

/** Ends whatever somebody signs with. */
export async function endKeys(on: Statements, accountId: string, now: Date): Promise<void> {
  await on.run(
    `update trustee_keys set until_at = $2::timestamptz, secret = null
     where account_id = $1::uuid and until_at > $2::timestamptz`,
    [accountId, now],
  );
}

/** All there are and were, the oldest first: what others verify decisions with. */
export function readKeys(on: Statements, trustees: readonly string[] | null): Promise<TrusteeKey[]> {
  return on.run<TrusteeKey>(
    `select ${columns} from trustee_keys k
     where $1::jsonb is null or k.trustee in (select jsonb_array_elements_text($1::jsonb)) order by k.from_at, k.trustee`,
    [trustees === null ? null : JSON.stringify(trustees)],
  );
}

/** Who can be drawn now: certified, in office, not paused, with a key. */
export function readDrawable(on: Statements, now: Date): Promise<(RosterEntry & { accountId: string })[]> {
  return on.run(
    `select k.trustee, t.community, t.languages, t.account_id as "accountId" from trustees t
     join lateral (select trustee from trustee_keys k where k.account_id = t.account_id and k.until_at > $1::timestamptz
       order by k.from_at desc limit 1) k on true
     where t.state = 'active' and t.certified_at is not null and t.term_until > $1::timestamptz
     order by k.trustee`,
    [now],
  );
}
