import type { Role } from "../accounts/role.ts";
import { type Runner, run } from "../platform/statement.ts";
import type { CaseReport, CaseSignal, Person } from "./words.ts";

/** Whether a case is about an account, or that has reported what is in it and somebody else is there to decide it. */
export async function isConcerned(on: Runner, accountId: string, caseId: string): Promise<boolean> {
  const rows = await run(
    on,
    `select 1 as one from cases c where c.id = $2::uuid and c.account_id = $1::uuid
     union all
     select 1 from reports r where r.reporter_id = $1::uuid and (r.case_id = $2::uuid
         or exists (select from report_cases c where c.report_id = r.id and c.case_id = $2::uuid))
       and exists (select from logins l join accounts a on a.id = l.account_id
         where l.role in ('moderator', 'admin', 'owner') and l.account_id <> $1::uuid and l.disabled_at is null
           and l.approved_at is not null and a.state = 'active'
           and l.account_id is distinct from (select c.account_id from cases c where c.id = $2::uuid)) limit 1`,
    [accountId, caseId],
  );
  return rows.length > 0;
}

/** Whether an account looks after cases: as a moderator of the node, or of the community. */
export async function isModerator(
  on: Runner,
  accountId: string,
  communityId: string | null,
): Promise<boolean> {
  const rows = await run(
    on,
    `select 1 as one from accounts a join logins l on l.account_id = a.id
     where a.id = $1::uuid and a.state = 'active' and l.disabled_at is null and l.approved_at is not null
       and (l.role in ('moderator', 'admin', 'owner')
         or exists (select from accounts g where g.id = $2::uuid and g.domain is null and a.iri = any(g.owners)))`,
    [accountId, communityId],
  );
  return rows.length > 0;
}

const MOST_MODERATORS = 200;

/** Who looks after cases of the node, or of a community, by their names. */
export function readModerators(
  on: Runner,
  communityId: string | null,
): Promise<{ id: string; username: string }[]> {
  return run(
    on,
    `select a.id, a.username from accounts a join logins l on l.account_id = a.id
     where a.state = 'active' and l.disabled_at is null and l.approved_at is not null
       and (l.role in ('moderator', 'admin', 'owner')
         or exists (select from accounts g where g.id = $1::uuid and g.domain is null and a.iri = any(g.owners)))
     order by a.username limit ${MOST_MODERATORS}`,
    [communityId],
  );
}

/** The local groups that an account looks after. */
export async function communitiesOf(on: Runner, accountId: string): Promise<string[]> {
  const rows = await run<{ id: string }>(
    on,
    `select g.id from accounts a join accounts g on g.domain is null and g.kind = 'group' and a.iri = any(g.owners)
     where a.id = $1::uuid`,
    [accountId],
  );
  return rows.map(({ id }) => id);
}

export function readCommunities(
  on: Runner,
  ownerId: string | null,
): Promise<{ id: string; username: string }[]> {
  return run(
    on,
    `select g.id, g.username from accounts g where g.domain is null and g.kind = 'group' and g.state = 'active'
       and ($1::uuid is null or exists (select from accounts a where a.id = $1::uuid and a.iri = any(g.owners)))
     order by g.username limit 1000`,
    [ownerId],
  );
}

/** @param ownerId who must look after it; null for whoever does */
export async function findCommunity(on: Runner, id: string, ownerId: string | null): Promise<boolean> {
  const rows = await run(
    on,
    `select from accounts g where g.id = $1::uuid and g.domain is null and g.kind = 'group' and g.state = 'active'
       and ($2::uuid is null or exists (select from accounts a where a.id = $2::uuid and a.iri = any(g.owners)))`,
    [id, ownerId],
  );
  return rows.length > 0;
}

/** Whether a bulk has done this to an account already, in another of its cases. */
export async function wasActedOn(
  on: Runner,
  { bulkId, accountId, kind }: { bulkId: string; accountId: string; kind: string },
): Promise<boolean> {
  const rows = await run(
    on,
    `select from actions x join case_bulk_items i on i.bulk_id = $1::uuid and i.case_id = x.case_id
       and x.id = any(i.action_ids)
     where x.account_id = $2::uuid and x.subject_kind = 'account' and x.kind = $3::text and x.undone_at is null limit 1`,
    [bulkId, accountId, kind],
  );
  return rows.length > 0;
}

export async function roleOf(on: Runner, accountId: string): Promise<Role> {
  const [row] = await run<{ role: Role }>(
    on,
    "select role from logins where account_id = $1::uuid and disabled_at is null",
    [accountId],
  );
  return row?.role ?? "member";
}

export async function iriOf(on: Runner, accountId: string): Promise<string | null> {
  const [row] = await run<{ iri: string }>(on, "select iri from accounts where id = $1::uuid", [accountId]);
  return row?.iri ?? null;
}

export async function readPeople(on: Runner, ids: readonly string[]): Promise<Person[]> {
  if (ids.length === 0) return [];
  return run<Person>(
    on,
    `select id, username || coalesce('@' || domain, '') as acct, display_name as "displayName", url
     from accounts where id = any($1::uuid[])`,
    [`{${ids.join(",")}}`],
  );
}

/** The newest. */
export function readReportsOf(on: Runner, caseId: string): Promise<CaseReport[]> {
  return run<CaseReport>(
    on,
    `select r.id, r.reporter_id as "reporterId", r.origin_domain as server, r.topic as category, r.comment, r.count,
       r.state, r.created_at as "createdAt"
     from report_cases c join reports r on r.id = c.report_id where c.case_id = $1::uuid
     order by r.id desc limit 100`,
    [caseId],
  );
}

export function readSignalsOf(on: Runner, caseId: string): Promise<CaseSignal[]> {
  return run<CaseSignal>(
    on,
    `select id, category, severity, score, source_kind as "sourceKind", source, explanation, created_at as "createdAt"
     from signals where case_id = $1::uuid order by id desc limit 100`,
    [caseId],
  );
}
