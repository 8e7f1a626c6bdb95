import type { Sql } from "#server/platform/postgres/connect.ts";
import { timed } from "../measure/timed.ts";

export interface CommitLimit {
  readonly perSecond: number;
  /** Per CPU second of PostgreSQL alone; the client's is not in it. */
  readonly perCpuSecond: number;
}

/** Transactions that insert one row each and are on disk when they return (synchronous_commit is on). */
export async function commitLimit(
  sql: Sql,
  postmaster: number,
  options: { readonly connections: number; readonly seconds: number },
): Promise<CommitLimit> {
  await sql`create table if not exists bench_commits (id bigint generated always as identity primary key, body text not null)`;
  const end = performance.now() + options.seconds * 1000;
  const insertUntilEnd = async () => {
    let count = 0;
    for (; performance.now() < end; count++) {
      await sql`insert into bench_commits (body) values ('a row of the size that a small table has')`;
    }
    return count;
  };
  const cost = await timed([postmaster], () =>
    Promise.all(Array.from({ length: options.connections }, insertUntilEnd)),
  );
  const count = cost.value.reduce((sum, each) => sum + each, 0);
  return { perSecond: count / cost.wallSeconds, perCpuSecond: count / cost.cpuSeconds };
}
