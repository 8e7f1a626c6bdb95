import type { Statements } from "../../ports.ts";
import type { Mark } from "../marks.ts";

export async function insertMarks(on: Statements, caseId: string, marks: readonly Mark[]): Promise<void> {
  if (marks.length === 0) return;
  const rows = marks.map(({ kind, value, hash }) => ({
    kind,
    value,
    hash: hash === null ? null : `${hash}`,
  }));
  await on.run(
    `insert into case_marks (case_id, kind, value, hash)
     select $1::uuid, r.kind, r.value, r.hash from jsonb_to_recordset($2::jsonb) as r(kind text, value text, hash bigint)
     on conflict do nothing`,
    [caseId, JSON.stringify(rows)],
  );
}

export type RelatedBecause =
  | "same-account"
  | "same-domain"
  | "same-text"
  | "similar-text"
  | "same-link"
  | "same-medium"
  | "same-wave"
  | "by-hand";

/** SimHashes that differ in more bits are of different texts. */
const NEAR_BITS = 3;

const alike = (kinds: string, because: string, more = "") =>
  `(select '${because}' as because, m.case_id as id from case_marks own
    join case_marks m on m.kind = own.kind and m.value = own.value and m.case_id <> own.case_id
    where own.case_id = $1::uuid and own.kind in (${kinds}) ${more} order by m.case_id desc limit $2::int)`;

const related = `
(select 'by-hand' as because, case when l.case_id = $1::uuid then l.other_id else l.case_id end as id
 from case_links l where l.case_id = $1::uuid or l.other_id = $1::uuid limit $2::int)
union all ${alike("'text'", "same-text")}
union all ${alike("'near'", "similar-text", `and bit_count((m.hash # own.hash)::bit(64)) <= ${NEAR_BITS}`)}
union all ${alike("'link'", "same-link")}
union all ${alike("'medium', 'picture'", "same-medium")}
union all (select 'same-wave', c.id from cases own join cases c on c.wave_id = own.wave_id and c.id <> own.id
  where own.id = $1::uuid order by c.id desc limit $2::int)
union all (select 'same-account', c.id from cases own join cases c on c.account_id = own.account_id and c.id <> own.id
  where own.id = $1::uuid order by c.id desc limit $2::int)
union all (select 'same-domain', c.id from cases own join cases c on c.domain = own.domain and c.id <> own.id
  where own.id = $1::uuid order by c.id desc limit $2::int)`;

/** Cases that are like one, newest first for each reason, and at most so many for each. */
export function readRelated(
  on: Statements,
  caseId: string,
  most: number,
): Promise<{ because: RelatedBecause; id: string }[]> {
  return on.run(related, [caseId, most]);
}
