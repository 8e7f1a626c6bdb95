import { type Runner, run } from "../platform/statement.ts";

/** Whether everybody may know what a case is about: a post that was for everybody, an account, a domain or a hashtag. */
export async function isPublicCase(on: Runner, caseId: string): Promise<boolean> {
  const rows = await run(
    on,
    `select from cases c left join posts p on p.id = c.subject_id and c.subject_kind = 'post'
     where c.id = $1::uuid and (c.subject_kind in ('account', 'domain', 'hashtag')
       or (c.subject_kind = 'post' and p.visibility in ('public', 'unlisted')))`,
    [caseId],
  );
  return rows.length > 0;
}

/** What a panel must know of a case to be drawn. */
export async function languageOf(on: Runner, caseId: string): Promise<string | null> {
  const [row] = await run<{ language: string | null }>(
    on,
    `select substring(lower(p.language) from '^[a-z]{2,3}') as language
     from cases c join posts p on p.id = c.subject_id and c.subject_kind = 'post' where c.id = $1::uuid`,
    [caseId],
  );
  return row?.language ?? null;
}

/** The newest action in force that was taken in a case about its subject: what a panel is to confirm or replace. */
export async function actionToReview(on: Runner, caseId: string): Promise<string | null> {
  const [row] = await run<{ id: string }>(
    on,
    `select a.id from actions a join cases c on c.id = a.case_id and c.subject_iri = a.subject_iri
     where a.case_id = $1::uuid and a.undone_at is null order by a.id desc limit 1`,
    [caseId],
  );
  return row?.id ?? null;
}

/** Whoever is concerned can appeal again until then. */
export async function prolongAppeal(on: Runner, actionId: string, until: Date): Promise<void> {
  await run(on, "update statements set appeal_until = $2::timestamptz where action_id = $1::uuid", [
    actionId,
    until,
  ]);
}

/** Whether somebody has reported what a case is about. */
export async function hasReported(on: Runner, accountId: string, caseId: string): Promise<boolean> {
  const rows = await run(
    on,
    `select from reports r where r.reporter_id = $1::uuid and (r.case_id = $2::uuid
       or exists (select from report_cases c where c.report_id = r.id and c.case_id = $2::uuid)) limit 1`,
    [accountId, caseId],
  );
  return rows.length > 0;
}

/** The servers that a decision concerns beside this one: the author's, and those of whoever reported. */
export async function serversConcerned(on: Runner, caseId: string): Promise<string[]> {
  const rows = await run<{ domain: string }>(
    on,
    `select c.domain from cases c where c.id = $1::uuid and c.domain is not null
     union
     select r.origin_domain from reports r where r.origin_domain is not null and (r.case_id = $1::uuid
       or r.id in (select rc.report_id from report_cases rc where rc.case_id = $1::uuid))`,
    [caseId],
  );
  return rows.map(({ domain }) => domain);
}

/** What was said of a case by those who reported it, without who they are; the newest 100. */
export function readComplaints(
  on: Runner,
  caseId: string,
): Promise<{ topic: string; comment: string; createdAt: Date }[]> {
  return run(
    on,
    `select r.topic, r.comment, r.created_at as "createdAt" from report_cases c join reports r on r.id = c.report_id
     where c.case_id = $1::uuid order by r.id desc limit 100`,
    [caseId],
  );
}
