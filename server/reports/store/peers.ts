import type { Iri } from "#protocol/ids/iri.ts";
import { type Runner, run } from "../../platform/statement.ts";

/** Servers that a note about a case goes to at most. */
const MOST = 20;

/**
 * The other nodes in a case: the actors of servers that reported what it is about, and of those that answered a report that was
 * passed on to them, each with one `Flag` that both know. People who reported from elsewhere are not among them: what
 * moderators write to each other is not for them.
 */
export function readPeers(on: Runner, caseId: string): Promise<{ flagIri: Iri; accountId: string }[]> {
  return run<{ flagIri: Iri; accountId: string }>(
    on,
    `select distinct on (found.account_id) found.iri as "flagIri", found.account_id as "accountId" from (
       select f.iri, f.account_id from report_cases c join report_flags f on f.report_id = c.report_id
       where c.case_id = $1::uuid and f.iri not like 'urn:%'
       union all
       select w.iri, a.id from report_cases c join report_forwards w on w.report_id = c.report_id
       join accounts a on a.iri = w.answered_by where c.case_id = $1::uuid) found
     join accounts p on p.id = found.account_id and p.domain is not null
       and (p.kind = 'application' or p.kind = 'service' and p.username = split_part(p.domain, ':', 1))
     order by found.account_id, found.iri limit ${MOST}`,
    [caseId],
  );
}
