import type { Iri } from "#protocol/ids/iri.ts";
import type { Tx } from "../../context.ts";
import { type Runner, run } from "../../platform/statement.ts";
import type { OutcomeDetails } from "../schema.ts";

/** A report of which all cases are closed, and what was done in them. */
export interface DecidedReport {
  id: string;
  reporterId: string | null;
  originDomain: string | null;
  subjects: Iri[];
  /** Whether a case of it was decided, rather than dismissed. */
  isDecided: boolean;
  /** Kinds of the actions in force, each once; `none` among them. */
  kinds: string[];
  /** The rules' words. */
  rules: string[];
}

/** What was done in the cases of a report (`r`), as far as it is in force. */
const doneIn = `exists (select from report_cases c join cases k on k.id = c.case_id
     where c.report_id = r.id and k.state = 'decided') as "isDecided",
   array(select distinct a.kind from report_cases c join actions a on a.case_id = c.case_id
     where c.report_id = r.id and a.undone_at is null) as kinds,
   array(select distinct rule ->> 'text' from report_cases c join actions a on a.case_id = c.case_id
     join statements s on s.action_id = a.id cross join jsonb_array_elements(s.rules) as rule
     where c.report_id = r.id and a.undone_at is null) as rules`;

/** Closes the open reports of a case of which no case is open any more. */
export async function closeDecided(
  tx: Tx,
  { caseId, by, at }: { caseId: string; by: string | null; at: Date },
): Promise<DecidedReport[]> {
  return run<DecidedReport>(
    tx,
    `with closed as (
       update reports r set state = 'closed', closed_by = (select a.id from accounts a where a.id = $2::uuid),
         closed_at = $3::timestamptz, updated_at = $3::timestamptz
       where r.state = 'open' and exists (select from report_cases c where c.report_id = r.id and c.case_id = $1::uuid)
         and not exists (select from report_cases c join cases k on k.id = c.case_id
           where c.report_id = r.id and k.state in ('open', 'waiting'))
       returning r.id, r.reporter_id, r.origin_domain, r.subjects)
     select r.id, r.reporter_id as "reporterId", r.origin_domain as "originDomain", r.subjects, ${doneIn}
     from closed r order by r.id`,
    [caseId, by, at],
  );
}

/** The closed reports of a case of which something was told to have been done, and what is left of it. */
export function lockActedOn(tx: Tx, caseId: string): Promise<(DecidedReport & { told: OutcomeDetails })[]> {
  return run<DecidedReport & { told: OutcomeDetails }>(
    tx,
    `with acted as (
       select r.* from reports r where r.state = 'closed' and r.outcome = 'acted'
         and exists (select from report_cases c where c.report_id = r.id and c.case_id = $1::uuid)
       order by r.id for update)
     select r.id, r.reporter_id as "reporterId", r.origin_domain as "originDomain", r.subjects,
       r.outcome_details as told, ${doneIn}
     from acted r order by r.id`,
    [caseId],
  );
}

/** Writes down what came of reports; `toldAt` where whoever complained has not to be told by this node's own doing. */
export async function setOutcome(
  tx: Tx,
  reportId: string,
  outcome: { acted: boolean; details: OutcomeDetails; at: Date; toldAt: Date | null },
): Promise<void> {
  const { acted, details, at, toldAt } = outcome;
  await run(
    tx,
    `update reports set outcome = $2::text, outcome_details = $3::jsonb, outcome_at = $4::timestamptz,
       told_at = $5::timestamptz where id = $1::uuid`,
    [reportId, acted ? "acted" : "not-acted", JSON.stringify(details), at, toldAt],
  );
}

/** Has `tellReporters` look: what changed in a closed report is else no news. */
export async function noteRevised(tx: Tx, reportId: string): Promise<void> {
  await run(tx, "insert into changes (kind, subject_id) values ('report.answered', $1::uuid)", [reportId]);
}

/** Opens the reports of a case again. */
export async function reopenReports(tx: Tx, caseId: string, at: Date): Promise<void> {
  await run(
    tx,
    `update reports r set state = 'open', closed_by = null, closed_at = null, outcome = null, outcome_details = null,
       outcome_at = null, told_at = null, updated_at = $2::timestamptz
     where r.state = 'closed' and exists (select from report_cases c where c.report_id = r.id and c.case_id = $1::uuid)`,
    [caseId, at],
  );
}

/** The `Flag`s of a report that can be answered: those with an id, whose words were kept. */
export function readAnswerable(on: Runner, reportId: string): Promise<{ iri: Iri; accountId: string }[]> {
  return run<{ iri: Iri; accountId: string }>(
    on,
    `select iri, account_id as "accountId" from report_flags
     where report_id = $1::uuid and iri not like 'urn:%' order by received_at, iri limit 50`,
    [reportId],
  );
}

export interface Untold {
  id: string;
  acted: boolean;
  details: OutcomeDetails;
  outcomeAt: Date;
  createdAt: Date;
}

/** Reports whose outcome the people who made them do not know yet. */
export function readUntold(on: Runner, limit: number): Promise<Untold[]> {
  return run<Untold>(
    on,
    `select r.id, r.outcome = 'acted' as acted, r.outcome_details as details, r.outcome_at as "outcomeAt",
       r.created_at as "createdAt"
     from reports r where r.outcome_at is not null and r.told_at is null order by r.id limit $1::int`,
    [limit],
  );
}

export async function setTold(on: Runner, reportId: string, outcomeAt: Date, now: Date): Promise<void> {
  await run(
    on,
    "update reports set told_at = $3::timestamptz where id = $1::uuid and outcome_at = $2::timestamptz",
    [reportId, outcomeAt, now],
  );
}
