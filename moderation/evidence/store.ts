import type { Statements } from "../ports.ts";

/** What a case is judged by. */
export interface Evidence {
  readonly id: string;
  readonly caseId: string;
  readonly kind: "post" | "account" | "thread" | "medium" | "file" | "comment";
  readonly iri: string | null;
  /** Null once it was erased. */
  readonly content: Readonly<Record<string, unknown>> | null;
  /** Of the file, or of the content's RFC 8785 bytes: hex. It stays when they are erased. */
  readonly sha256: string;
  /** The bytes' name in the host's store. */
  readonly file: string | null;
  readonly mediaType: string | null;
  readonly size: number | null;
  /** Why its bytes are not here. */
  readonly problem: string | null;
  readonly capturedAt: Date;
  readonly erasedAt: Date | null;
}

const columns = `e.id, e.case_id as "caseId", e.kind, e.iri, e.content, e.sha256, e.file, e.media_type as "mediaType",
  e.size::float8 as size, e.problem, e.captured_at as "capturedAt", e.erased_at as "erasedAt"`;

export async function insertEvidence(
  on: Statements,
  rows: readonly Omit<Evidence, "erasedAt" | "problem" | "capturedAt">[],
  at: Date,
): Promise<void> {
  if (rows.length === 0) return;
  await on.run(
    `insert into evidence (id, case_id, kind, iri, content, sha256, file, media_type, size, captured_at)
     select r.id, r."caseId", r.kind, r.iri, r.content, r.sha256, r.file, r."mediaType", r.size, $2::timestamptz
     from jsonb_to_recordset($1::jsonb) as r(id uuid, "caseId" uuid, kind text, iri text, content jsonb, sha256 text,
       file text, "mediaType" text, size bigint)`,
    [JSON.stringify(rows), at],
  );
}

/** All of a case, the oldest first. */
export function readEvidence(on: Statements, caseId: string, most: number): Promise<Evidence[]> {
  return on.run<Evidence>(
    `select ${columns} from evidence e where e.case_id = $1::uuid order by e.id limit $2::int`,
    [caseId, most],
  );
}

export async function readOne(on: Statements, id: string): Promise<Evidence | null> {
  const [row] = await on.run<Evidence>(`select ${columns} from evidence e where e.id = $1::uuid`, [id]);
  return row ?? null;
}

/**
 * Takes media whose bytes are waited for, so that nobody else fetches them meanwhile.
 *
 * @param most bytes fetched since `since`, from one server and in all, from which on its media, or all, go on waiting
 */
export function claimAwaited(
  on: Statements,
  claim: {
    now: Date;
    triedBefore: Date;
    limit: number;
    since: Date;
    most: { readonly ofServer: number; readonly inAll: number };
  },
): Promise<(Evidence & { attempts: number })[]> {
  const { now, triedBefore, limit, since, most } = claim;
  return on.run(
    `with spent as materialized (
       select split_part(f.iri, '/', 3) as server, sum(f.size) as bytes from evidence f
       where f.kind = 'medium' and f.file is not null and f.tried_at > $4::timestamptz group by 1)
     update evidence e set tried_at = $1::timestamptz, attempts = e.attempts + 1 where e.id in (
       select w.id from evidence w left join spent s on s.server = split_part(w.iri, '/', 3)
       where w.kind = 'medium' and w.file is null and w.problem is null
         and w.erased_at is null and (w.tried_at is null or w.tried_at < $2::timestamptz)
         and coalesce(s.bytes, 0) < $5::bigint and (select coalesce(sum(bytes), 0) from spent) < $6::bigint
       order by w.id limit $3::int for update of w skip locked)
     returning ${columns}, e.attempts`,
    [now, triedBefore, limit, since, most.ofServer, most.inAll],
  );
}

/** The case; null when it was erased meanwhile. */
export async function setFile(
  on: Statements,
  id: string,
  file: { name: string; sha256: string; mediaType: string; size: number },
): Promise<string | null> {
  const [row] = await on.run<{ caseId: string }>(
    `update evidence set file = $2::text, sha256 = $3::text, media_type = $4::text, size = $5::bigint
     where id = $1::uuid and erased_at is null returning case_id as "caseId"`,
    [id, file.name, file.sha256, file.mediaType, file.size],
  );
  return row?.caseId ?? null;
}

export function readOpenlyNamed(on: Statements, limit: number): Promise<{ id: string; file: string }[]> {
  return on.run(
    `select e.id, e.file from evidence e where e.file is not null and e.file not like '%.bin' order by e.id limit $1::int`,
    [limit],
  );
}

export async function renameFile(
  on: Statements,
  id: string,
  { open, apart }: { open: string; apart: string },
): Promise<void> {
  await on.run("update evidence set file = $3::text where id = $1::uuid and file = $2::text", [
    id,
    open,
    apart,
  ]);
}

export async function setProblem(on: Statements, id: string, problem: string): Promise<void> {
  await on.run("update evidence set problem = $2::text, file = null where id = $1::uuid", [id, problem]);
}

/** The names of the files that went with it; others may use them. */
export async function eraseRows(
  on: Statements,
  which: { caseIds: readonly string[] } | { iri: string },
  at: Date,
): Promise<{ caseId: string; file: string | null }[]> {
  const [condition, value] =
    "iri" in which
      ? ["(e.iri = $1::text or e.content -> 'about' ->> 'of' = $1::text)", which.iri]
      : ["e.case_id = any($1::uuid[])", `{${which.caseIds.join(",")}}`];
  return on.run<{ caseId: string; file: string | null }>(
    `with found as (select e.id, e.file from evidence e where ${condition} and e.erased_at is null for update)
     update evidence e set content = null, file = null, iri = null, erased_at = $2::timestamptz from found f where e.id = f.id
     returning e.case_id as "caseId", f.file`,
    [value, at],
  );
}

/** Cases that were closed before then and have evidence left, but for those in which somebody may still appeal or waits for an answer. */
export async function findLongClosed(
  on: Statements,
  { before, now }: { before: Date; now: Date },
  most: number,
): Promise<string[]> {
  const rows = await on.run<{ id: string }>(
    `select c.id from cases c where c.closed_at < $1::timestamptz
       and exists (select from evidence e where e.case_id = c.id and e.erased_at is null offset 0)
       and not exists (select from actions a left join statements s on s.action_id = a.id
         left join appeals q on q.action_id = a.id where a.case_id = c.id and a.undone_at is null
         and (q.state = 'open' or (q.id is null and s.told_at is not null and s.appeal_until > $3::timestamptz)))
       and not exists (select from panels p where p.case_id = c.id and p.closed_at is null)
       and not exists (select from decisions d join panel_appeals x on x.decision_id = d.id
         where d.case_id = c.id and x.state = 'open')
     order by c.closed_at limit $2::int`,
    [before, most, now],
  );
  return rows.map(({ id }) => id);
}

/** How a subject was when it was last looked at for a case, and how often it is kept there. */
export type Newest = Pick<Evidence, "sha256" | "content"> & { readonly copies: number };

const newestOf = (condition: string) => `select e.sha256, e.content, (count(*) over ())::int as copies
  from evidence e where ${condition} and e.kind in ('post', 'account') order by e.id desc limit 1`;

/** Null when it never was. */
export async function readNewest(on: Statements, caseId: string, iri: string): Promise<Newest | null> {
  const [row] = await on.run<Newest>(newestOf("e.case_id = $1::uuid and e.iri = $2::text"), [caseId, iri]);
  return row ?? null;
}

const newestOfOpen = newestOf(`e.case_id = (select c.id from cases c where c.subject_iri = $1::text
  and coalesce(c.community_id, '00000000-0000-0000-0000-000000000000'::uuid)
    = coalesce($2::uuid, '00000000-0000-0000-0000-000000000000'::uuid)
  and c.state in ('open', 'waiting')) and e.iri = $1::text`);

/** The same for the open case about it; null also where there is none. */
export async function readNewestOfOpen(
  on: Statements,
  iri: string,
  communityId: string | null,
): Promise<Newest | null> {
  const [row] = await on.run<Newest>(newestOfOpen, [iri, communityId]);
  return row ?? null;
}

/** What the queue showed of it goes as well. */
export async function eraseExcerpts(on: Statements, caseIds: readonly string[]): Promise<void> {
  if (caseIds.length === 0) return;
  await on.run("update cases set excerpt = '' where id = any($1::uuid[]) and excerpt <> ''", [
    `{${caseIds.join(",")}}`,
  ]);
}
