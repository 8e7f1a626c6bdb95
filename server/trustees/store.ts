import type { Trustee } from "#moderation/trustees/trustee.ts";
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

/** Accounts of other servers that a decision concerns: the author, and whoever has reported. */
export async function readConcerned(on: Runner, caseId: string): Promise<string[]> {
  const rows = await run<{ id: string }>(
    on,
    `select a.id from accounts a where a.domain is not null and a.id in (
       select c.account_id from cases c where c.id = $1::uuid
       union
       select r.reporter_id from reports r where r.case_id = $1::uuid
         or r.id in (select rc.report_id from report_cases rc where rc.case_id = $1::uuid)) limit 500`,
    [caseId],
  );
  return rows.map(({ id }) => id);
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

/** Whether a case is about somebody, was reported by them, or was judged by them. */
export async function hasToDoWith(on: Runner, accountId: string, caseId: string): Promise<boolean> {
  const rows = await run(
    on,
    `select where exists (select from cases c where c.id = $2::uuid and c.account_id = $1::uuid)
       or exists (select from panel_members m join panels p on p.id = m.panel_id
         where m.account_id = $1::uuid and p.case_id = $2::uuid)
       or exists (select from reports r where r.reporter_id = $1::uuid and (r.case_id = $2::uuid
         or exists (select from report_cases c where c.report_id = r.id and c.case_id = $2::uuid)))`,
    [accountId, caseId],
  );
  return rows.length > 0;
}

/** Cases that a report of somebody's is in. */
export async function casesReportedIn(on: Runner, reportId: string, reporterId: string): Promise<string[]> {
  const rows = await run<{ id: string }>(
    on,
    `select distinct c.id from reports r join cases c on c.id = r.case_id
       or c.id in (select rc.case_id from report_cases rc where rc.report_id = r.id)
     where r.id = $1::uuid and r.reporter_id = $2::uuid order by c.id limit 20`,
    [reportId, reporterId],
  );
  return rows.map(({ id }) => id);
}

/** A trustee in a list. */
export interface OfficeLine
  extends Pick<
    Trustee,
    "accountId" | "state" | "community" | "languages" | "termMonths" | "termUntil" | "endedAs" | "endedWhy"
  > {
  /** Null where the account is gone. */
  readonly username: string | null;
  readonly certifiedAt: Date | null;
  readonly pausedUntil: Date | null;
  /** Panels that they sit in, or sat in to the end. */
  readonly sat: number;
}

/** By name. @param q how a name begins; all where it is empty */
export function readOffices(
  on: Runner,
  { q, state, offset, limit }: { q: string; state: Trustee["state"] | null; offset: number; limit: number },
): Promise<OfficeLine[]> {
  return run<OfficeLine>(
    on,
    `select t.account_id as "accountId", a.username, t.state, t.community, t.languages, t.term_months as "termMonths",
       t.term_until as "termUntil", t.certified_at as "certifiedAt", t.paused_until as "pausedUntil",
       t.ended_as as "endedAs", t.ended_why as "endedWhy",
       (select count(*)::int from panel_members m where m.account_id = t.account_id and m.left_at is null) as sat
     from trustees t left join accounts a on a.id = t.account_id
     where ($1::text = '' or starts_with(lower(a.username), lower($1::text))) and ($2::text is null or t.state = $2::text)
     order by lower(a.username), t.account_id offset $3::int limit $4::int`,
    [q, state, offset, limit],
  );
}

/** Trustees whose account is gone. */
export async function readGone(on: Runner): Promise<string[]> {
  const rows = await run<{ accountId: string }>(
    on,
    `select t.account_id as "accountId" from trustees t
     where t.state in ('invited', 'training', 'active', 'paused')
       and not exists (select from accounts a where a.id = t.account_id and a.state <> 'deleted') limit 100`,
    [],
  );
  return rows.map(({ accountId }) => accountId);
}
