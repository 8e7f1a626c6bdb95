import type { Statements } from "../../ports.ts";
import type { Interest, Trustee, TrusteeState } from "../trustee.ts";

const columns = `t.account_id as "accountId", t.state, t.community, t.languages, t.regions, t.topics,
  t.invited_by as "invitedBy", t.invited_at as "invitedAt", t.term_months as "termMonths", t.consented_at as "consentedAt",
  t.term_until as "termUntil", t.certified_at as "certifiedAt", t.paused_until as "pausedUntil", t.ended_at as "endedAt",
  t.ended_as as "endedAs", t.ended_why as "endedWhy"`;

/** Writes somebody down; whoever is there already is written anew. */
export async function saveTrustee(on: Statements, trustee: Trustee, now: Date): Promise<void> {
  const { languages, regions, topics } = trustee;
  await on.run(
    `insert into trustees (account_id, state, community, languages, regions, topics, invited_by, invited_at, term_months,
       consented_at, term_until, certified_at, paused_until, ended_at, ended_as, ended_why, updated_at)
     values ($1::uuid, $2::text, $3::text, array(select jsonb_array_elements_text($4::jsonb)),
       array(select jsonb_array_elements_text($5::jsonb)), array(select jsonb_array_elements_text($6::jsonb)), $7::uuid,
       $8::timestamptz, $9::int, $10::timestamptz, $11::timestamptz, $12::timestamptz, $13::timestamptz, $14::timestamptz,
       $15::text, $16::text, $17::timestamptz)
     on conflict (account_id) do update set state = excluded.state, community = excluded.community,
       languages = excluded.languages, regions = excluded.regions, topics = excluded.topics,
       invited_by = excluded.invited_by, invited_at = excluded.invited_at, term_months = excluded.term_months,
       consented_at = excluded.consented_at, term_until = excluded.term_until, certified_at = excluded.certified_at,
       paused_until = excluded.paused_until, ended_at = excluded.ended_at, ended_as = excluded.ended_as,
       ended_why = excluded.ended_why, updated_at = excluded.updated_at`,
    [
      trustee.accountId,
      trustee.state,
      trustee.community,
      JSON.stringify(languages),
      JSON.stringify(regions),
      JSON.stringify(topics),
      trustee.invitedBy,
      trustee.invitedAt,
      trustee.termMonths,
      trustee.consentedAt,
      trustee.termUntil,
      trustee.certifiedAt,
      trustee.pausedUntil,
      trustee.endedAt,
      trustee.endedAs,
      trustee.endedWhy,
      now,
    ],
  );
}

/** Locked until the transaction ends. */
export async function lockTrustee(on: Statements, accountId: string): Promise<Trustee | null> {
  const [row] = await on.run<Trustee>(
    `select ${columns} from trustees t where t.account_id = $1::uuid for update`,
    [accountId],
  );
  return row ?? null;
}

export async function findTrustee(on: Statements, accountId: string): Promise<Trustee | null> {
  const [row] = await on.run<Trustee>(`select ${columns} from trustees t where t.account_id = $1::uuid`, [
    accountId,
  ]);
  return row ?? null;
}

/** By account, those after an id. */
export function listTrustees(
  on: Statements,
  { states, after, limit }: { states: readonly TrusteeState[]; after: string | null; limit: number },
): Promise<Trustee[]> {
  return on.run<Trustee>(
    `select ${columns} from trustees t
     where t.state in (select jsonb_array_elements_text($1::jsonb)) and ($2::uuid is null or t.account_id > $2::uuid)
     order by t.account_id limit $3::int`,
    [JSON.stringify(states), after, limit],
  );
}

/** Whose term is over, or whose pause. */
export async function readTrusteesDue(
  on: Statements,
  now: Date,
): Promise<{ accountId: string; isTerm: boolean }[]> {
  return on.run(
    `select t.account_id as "accountId", t.term_until <= $1::timestamptz as "isTerm" from trustees t
     where (t.state in ('training', 'active', 'paused') and t.term_until <= $1::timestamptz)
       or (t.state = 'paused' and t.paused_until <= $1::timestamptz)
     order by t.account_id limit 100`,
    [now],
  );
}

export async function saveInterests(
  on: Statements,
  accountId: string,
  interests: readonly Interest[],
): Promise<void> {
  await on.run("delete from trustee_interests where account_id = $1::uuid", [accountId]);
  await on.run(
    `insert into trustee_interests (account_id, kind, value)
     select $1::uuid, i.kind, i.value from jsonb_to_recordset($2::jsonb) as i (kind text, value text) on conflict do nothing`,
    [accountId, JSON.stringify(interests)],
  );
}

export function readInterests(on: Statements, accountId: string): Promise<Interest[]> {
  return on.run<Interest>(
    "select kind, value from trustee_interests where account_id = $1::uuid order by kind, value",
    [accountId],
  );
}
