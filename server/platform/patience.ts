import type { Sql } from "postgres";
import { createGate } from "./gate.ts";

/** Thrown where the database took longer than there is patience for, or too many wait already. */
export class OutOfPatience extends Error {
  constructor() {
    super("the database takes too long for this");
  }
}

/** PostgreSQL's query_canceled. */
const CANCELED = "57014";
/** How many may wait for each that is worked on: whoever comes later would wait longer than anybody does. */
const WAITING = 20;

/**
 * A way to run what may take long, since people choose what is looked for: each statement ends after a while, and few are
 * run at a time, so that connections are left for all else.
 *
 * @param atOnce of a process; counted by the pool, since several nodes live in one process
 * @example
 * const patiently = createPatience({ ms: 2_000, atOnce: 3 });
 * const rows = await patiently(ctx.sql, (sql) => run(sql, "select ...", []));
 */
export function createPatience({ ms, atOnce }: { ms: number; atOnce: number }) {
  const lines = new WeakMap<Sql, { gate: ReturnType<typeof createGate>; length: number }>();
  return async <T>(sql: Sql, work: (sql: Sql) => Promise<T>): Promise<T> => {
    const line = lines.get(sql) ?? { gate: createGate(atOnce), length: 0 };
    lines.set(sql, line);
    if (line.length >= atOnce * (1 + WAITING)) throw new OutOfPatience();
    line.length++;
    try {
      const within = async (tx: Sql) => {
        await tx.unsafe(`set local statement_timeout = ${ms}`);
        return { result: await work(tx) };
      };
      const { result } = await line.gate(() => sql.begin((tx) => within(tx as unknown as Sql)));
      return result as T;
    } catch (error) {
      if ((error as { code?: string }).code === CANCELED) throw new OutOfPatience();
      throw error;
    } finally {
      line.length--;
    }
  };
}
