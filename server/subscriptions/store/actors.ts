import type { Voice } from "#moderation/advice/agree.ts";
import { type Runner, run } from "../../platform/statement.ts";

/** An account of another server that is known here, and what one list says about it. */
export interface ActorVoice {
  accountId: string;
  iri: string;
  domain: string;
  listId: string;
  entry: Voice["entry"];
  answer: Voice["answer"];
}

/** What all subscriptions say about some of the accounts that are known here, in order, after one of them. */
export function readActorVoices(on: Runner, after: string, accounts: number): Promise<ActorVoice[]> {
  return run<ActorVoice>(
    on,
    `with named as materialized (
       select distinct a.id, a.iri, a.domain from list_entries e
         join domain_lists l on l.id = e.list_id and l.kind = 'subscription' and l.purpose = 'block'
         join accounts a on a.iri = e.key
       where e.entity = 'actor' and a.domain is not null and a.state <> 'deleted' and a.id > $1::uuid
         and not exists (select from domain_allows w where w.domain = a.domain)
       order by a.id limit $2::int)
     select n.id as "accountId", n.iri, n.domain, e.list_id as "listId", e.answer,
       jsonb_build_object('verdict', e.verdict, 'rejectMedia', e.reject_media, 'rejectReports', e.reject_reports,
         'filters', e.filters, 'reason', e.reason, 'publicReason', e.public_reason, 'obfuscate', e.obfuscate) as entry
     from named n join list_entries e on e.key = n.iri and e.entity = 'actor'
       join domain_lists l on l.id = e.list_id and l.kind = 'subscription' and l.purpose = 'block'
     order by n.id, e.list_id`,
    [after, accounts],
  );
}
