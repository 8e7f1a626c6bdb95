import type { Bench, Part } from "../bench.ts";
import { openBenchDatabase } from "../database/open.ts";
import { commitLimit } from "../limits/commits.ts";
import { rsaLimit } from "../limits/rsa.ts";
import { round } from "../table.ts";

/** What this machine can do at most, whoever asks: everything else is read beside it. */
export const limits: Part = {
  name: "limits",
  about: "RSA-2048 and single-row commits: what the machine can do",
  async run(bench) {
    await rsa(bench);
    await commits(bench);
  },
};

async function rsa(bench: Bench): Promise<void> {
  const seconds = bench.count(2, 0.5);
  for (const operation of ["verify", "sign"] as const) {
    bench.progress(`RSA-2048 ${operation}`);
    const one = await rsaLimit(operation, { threads: 1, seconds });
    const both = await rsaLimit(operation, { threads: 2, seconds });
    bench.row({
      part: "limits",
      what: `RSA-2048 ${operation}`,
      value: `${round(one.perCpuSecond)} per CPU-s`,
      beside: `${round(both.perSecond)}/s on 2 cores`,
    });
  }
}

async function commits(bench: Bench): Promise<void> {
  const database = await openBenchDatabase(bench.tempDir(), 16);
  bench.onEnd(database.close);
  for (const connections of [1, 16]) {
    bench.progress(`single-row commits, ${connections} at a time`);
    const limit = await commitLimit(database.sql, database.postmaster, {
      connections,
      seconds: bench.count(3, 1),
    });
    bench.row({
      part: "limits",
      what: `PostgreSQL commits of one row, ${connections} at a time`,
      value: `${round(limit.perSecond)}/s`,
      beside: `${round(limit.perCpuSecond)} per PostgreSQL CPU-s`,
    });
  }
}
