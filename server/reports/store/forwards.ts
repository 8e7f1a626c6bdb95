import { hostOf, type Iri } from "#protocol/ids/iri.ts";
import type { Tx } from "../../context.ts";
import { type Runner, run } from "../../platform/statement.ts";

export type ForwardAnswer = "accepted" | "rejected" | "resolved";

/** Remembers under which id a report was passed on, so that its answer finds it. */
export async function keepForward(tx: Tx, { iri, reportId }: { iri: Iri; reportId: string }): Promise<void> {
  await run(tx, "insert into report_forwards (iri, report_id) values ($1::text, $2::uuid)", [iri, reportId]);
}

/**
 * The report that was passed on under an id, when somebody is of a server that it was passed on to: that of its subjects, of
 * the community of one, or of whom one answers.
 *
 * @param flag its id, or that with a fragment: one of several `Flag`s that the report went out in
 */
export async function readForward(
  on: Runner,
  flag: Iri,
  by: Iri,
): Promise<{ iri: Iri; reportId: string; reporterId: string | null; isTheirs: boolean } | null> {
  const iri = flag.replace(/#\d+$/, "") as Iri;
  const [row] = await run<{ reportId: string; reporterId: string | null; about: string[] }>(
    on,
    `select f.report_id as "reportId", r.reporter_id as "reporterId", r.subjects || array(
       select p.community_iri from posts p where p.id = any(r.post_ids) and p.community_iri is not null
       union select a.iri from posts p join accounts a on a.id = p.in_reply_to_account_id
         where p.id = any(r.post_ids)) as about
     from report_forwards f join reports r on r.id = f.report_id where f.iri = $1::text`,
    [iri],
  );
  if (row === undefined) return null;
  const host = hostOf(by);
  const { about, ...forward } = row;
  return { iri, ...forward, isTheirs: about.some((each) => hostOf(each as Iri) === host) };
}

/** Letters to a reporter about one report that another server can cause in a day. */
const MOST_TOLD_A_DAY = 3;

/** Keeps what the other server answers; the newest counts. */
export async function keepAnswer(
  tx: Tx,
  answer: { iri: Iri; reportId: string; answer: ForwardAnswer | null; by: Iri; text: string; at: Date },
): Promise<void> {
  // The same again says nothing new, and who changes their mind all day long is told of no more.
  await run(
    tx,
    `update report_forwards f set answer = $2::text, answered_by = $3::text, answer_text = $4::text,
       answered_at = case when $2::text is null then null else $5::timestamptz end,
       told_at = case
         when f.answer is not distinct from $2::text and f.answer_text is not distinct from $4::text then f.told_at
         when (select count(*) from report_messages m where m.report_id = f.report_id and m.from_side = 'moderators'
           and m.account_id is null and m.created_at > $5::timestamptz - interval '1 day') >= $6::int
           then coalesce(f.told_at, $5::timestamptz)
         else null end
     where f.iri = $1::text`,
    [answer.iri, answer.answer, answer.by, answer.text, answer.at, MOST_TOLD_A_DAY],
  );
  await run(tx, "insert into changes (kind, subject_id) values ('report.answered', $1::uuid)", [
    answer.reportId,
  ]);
}

export interface UntoldAnswer {
  iri: Iri;
  reportId: string;
  answer: ForwardAnswer;
  by: string;
  said: string;
  at: Date;
  createdAt: Date;
}

export function readUntoldAnswers(on: Runner, limit: number): Promise<UntoldAnswer[]> {
  return run<UntoldAnswer>(
    on,
    `select f.iri, f.report_id as "reportId", f.answer, f.answered_by as by, coalesce(f.answer_text, '') as said,
       f.answered_at as at, r.created_at as "createdAt"
     from report_forwards f join reports r on r.id = f.report_id
     where f.answered_at is not null and f.told_at is null order by f.iri limit $1::int`,
    [limit],
  );
}

export async function setAnswerTold(on: Runner, iri: Iri, answeredAt: Date, now: Date): Promise<void> {
  await run(
    on,
    "update report_forwards set told_at = $3::timestamptz where iri = $1::text and answered_at = $2::timestamptz",
    [iri, answeredAt, now],
  );
}
