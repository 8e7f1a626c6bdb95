import type { ConflictKind } from "#moderation/trustees/ports.ts";
import { type Runner, run } from "../platform/statement.ts";

/**
 * Who of some people has a stake in a case, and of what kind: the first that applies. This node is nobody's side: where all trustees are at home
 * on it nobody could judge what happened here.
 *
 * @param handleHost what accounts of this node are called after
 */
export async function conflictsOf(
  on: Runner,
  { caseId, handleHost }: { caseId: string; handleHost: string },
  accountIds: readonly string[],
): Promise<Map<string, ConflictKind>> {
  const rows = await run<{ accountId: string; kind: ConflictKind }>(
    on,
    `with judged as (select c.id, c.account_id, c.assigned_to, c.category, c.subject_iri from cases c where c.id = $1::uuid),
     reported as (
       select r.reporter_id, r.origin_domain from reports r
       where r.case_id = $1::uuid or r.id in (select rc.report_id from report_cases rc where rc.case_id = $1::uuid)),
     sides as (
       select a.id, a.domain, a.iri, a.username from accounts a
       where a.id in (select account_id from judged union select reporter_id from reported)),
     servers as (
       select domain from sides where domain is not null union select origin_domain from reported
         where origin_domain is not null
       union select substring(subject_iri from '^https?://([^/:]+)') from judged where account_id is null),
     candidates as (
       select t.account_id, t.community from trustees t
       where t.account_id in (select jsonb_array_elements_text($2::jsonb)::uuid)),
     found as (
       select t.account_id, 6 as rank, 'away' as kind from candidates t
         where not exists (select from accounts a join logins l on l.account_id = a.id
           where a.id = t.account_id and a.state = 'active' and l.disabled_at is null)
       union all
       select t.account_id, 1, 'party' from candidates t where t.account_id in (select id from sides)
       union all
       select t.account_id, 2, 'part' from candidates t where t.account_id in (
         select assigned_to from judged
         union select e.account_id from case_events e where e.case_id = $1::uuid
         union select n.account_id from case_notes n where n.case_id = $1::uuid
         union select x.by_account_id from actions x where x.case_id = $1::uuid)
       union all
       select t.account_id, 3, 'server' from candidates t where t.community in (select domain from servers)
       union all
       select t.account_id, 4, 'follows' from candidates t where exists (
         select from follows f where f.state = 'accepted'
           and ((f.follower_id = t.account_id and f.followee_id in (select id from sides))
             or (f.followee_id = t.account_id and f.follower_id in (select id from sides))))
       union all
       select i.account_id, 5, 'interest' from trustee_interests i
       where i.account_id in (select account_id from candidates) and (
         (i.kind = 'topic' and i.value in (select category from judged))
         or (i.kind = 'domain' and (i.value in (select domain from servers)
           or i.value in (select coalesce(domain, $3::text) from sides)))
         or (i.kind = 'account' and ltrim(lower(i.value), '@') in (
           select lower(username) from sides where domain is null
           union select lower(username || '@' || coalesce(domain, $3::text)) from sides))))
     select distinct on (account_id) account_id as "accountId", kind from found where account_id is not null
     order by account_id, rank`,
    [caseId, JSON.stringify(accountIds), handleHost],
  );
  return new Map(rows.map(({ accountId, kind }) => [accountId, kind]));
}
