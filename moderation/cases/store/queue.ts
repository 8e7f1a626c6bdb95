import type { Statements } from "../../ports.ts";
import type { Condition } from "../filter.ts";
import { type CaseRow, columns } from "./row.ts";

/** Where a page ends: the order's key of its last case, and its id. */
export interface Place {
  readonly at: number | Date;
  readonly id: string;
}

/** A page of the queue, the most urgent first; closed cases, the ones closed last first. */
export function queueStatement({ sql, parameters, isClosed }: Condition, after: Place | null, limit: number) {
  const [key, type] = isClosed ? ["c.closed_at", "timestamptz"] : ["c.priority", "float8"];
  // As their indexes have it.
  const nulls = isClosed ? "" : "nulls last";
  const at = parameters.length;
  const rest = after === null ? "" : `and (${key}, c.id) < ($${at + 1}::${type}, $${at + 2}::uuid)`;
  return {
    text: `select ${columns} from cases c where ${sql} ${rest} order by ${key} desc ${nulls}, c.id desc ${nulls} limit ${limit}`,
    parameters: after === null ? parameters : [...parameters, after.at, after.id],
  };
}

export function readQueue(
  on: Statements,
  condition: Condition,
  after: Place | null,
  limit: number,
): Promise<CaseRow[]> {
  const { text, parameters } = queueStatement(condition, after, limit);
  return on.run<CaseRow>(text, parameters);
}

/** How many there are, as far as `most`. */
export async function countQueue(
  on: Statements,
  { sql, parameters }: Condition,
  most: number,
): Promise<number> {
  const [row] = await on.run<{ count: number }>(
    `select count(*)::int as count from (select from cases c where ${sql} limit ${most}) counted`,
    parameters,
  );
  return row?.count ?? 0;
}

/** How many cases there are, and about how many accounts and servers, as far as `most` cases. */
export async function countConcernedIn(
  on: Statements,
  { sql, parameters }: Condition,
  most: number,
): Promise<{ cases: number; accounts: number; servers: number; local: number }> {
  const [row] = await on.run<{ cases: number; accounts: number; servers: number; local: number }>(
    `select count(*)::int as cases, count(distinct account_id)::int as accounts, count(distinct domain)::int as servers,
       count(*) filter (where domain is null)::int as local
     from (select c.account_id, c.domain from cases c where ${sql} limit ${most}) counted`,
    parameters,
  );
  return row ?? { cases: 0, accounts: 0, servers: 0, local: 0 };
}

export async function readRow(on: Statements, caseId: string): Promise<CaseRow | null> {
  const [row] = await on.run<CaseRow>(`select ${columns} from cases c where c.id = $1::uuid`, [caseId]);
  return row ?? null;
}

export function readRows(on: Statements, ids: readonly string[]): Promise<CaseRow[]> {
  return on.run<CaseRow>(`select ${columns} from cases c where c.id = any($1::uuid[])`, [
    `{${ids.join(",")}}`,
  ]);
}

export async function readServers(
  on: Statements,
  caseId: string,
  most: number,
): Promise<{ server: string | null; reports: number }[]> {
  return on.run(
    `select nullif(server, '') as server, reports from case_servers where case_id = $1::uuid
     order by reports desc, server limit $2::int`,
    [caseId, most],
  );
}
