import { type Runner, run } from "../../platform/statement.ts";

/** Somebody who complained, and can be written to. */
export interface Correspondent {
  id: string;
  /** As it stands in a letter: without a domain for somebody here. */
  handle: string;
  isHere: boolean;
}

/** People elsewhere who are written to about one report: a wave of complaints is no wave of letters. */
const MOST = 20;

/**
 * Who is written to about a report: its reporter here, or the people elsewhere whose `Flag`s are in it. Servers that complain
 * in their own name get the answer to their `Flag` alone.
 */
export function readCorrespondents(on: Runner, reportId: string): Promise<Correspondent[]> {
  return run<Correspondent>(
    on,
    `select a.id, a.username as handle, true as "isHere" from reports r
       join accounts a on a.id = r.reporter_id and a.domain is null and a.state = 'active'
     where r.id = $1::uuid and r.origin_domain is null
     union all (
       select a.id, a.username || '@' || a.domain, false from report_flags f
         join accounts a on a.id = f.account_id and a.domain is not null and a.state = 'active' and a.kind = 'person'
       where f.report_id = $1::uuid group by a.id order by min(f.received_at), a.id limit ${MOST})`,
    [reportId],
  );
}

/** A direct post in answer to a letter about a report, by somebody who complained in it. */
export interface Reply {
  reportId: string;
  caseId: string | null;
  iri: string;
  html: string;
}

/** The replies among some posts. */
export function readReplies(on: Runner, postIds: readonly string[]): Promise<Reply[]> {
  return run<Reply>(
    on,
    `select m.report_id as "reportId", r.case_id as "caseId", p.iri, p.html
     from (select jsonb_array_elements_text($1::jsonb)::uuid as id) n join posts p on p.id = n.id
     join report_messages m on m.iri = p.in_reply_to_iri join reports r on r.id = m.report_id
     where p.visibility = 'direct' and p.deleted_at is null and (r.reporter_id = p.account_id
       or exists (select from report_flags f where f.report_id = r.id and f.account_id = p.account_id))
     order by p.id`,
    [JSON.stringify(postIds)],
  );
}
