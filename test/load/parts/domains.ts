import { readConfig } from "#server/config/config.ts";
import { listRejections } from "#server/hosts/policy.ts";
import { createNode } from "#server/node.ts";
import { applyImport, beginImport, undoImport } from "#server/subscriptions/import.ts";
import { previewList } from "#server/subscriptions/preview.ts";
import { runImport } from "#server/subscriptions/run-import.ts";
import { must } from "#test/e2e/people.ts";
import type { Bench, Part } from "../bench.ts";
import { atMost, round } from "../table.ts";

/** Lists of domains: from the file to the rules that hold and the accounts that they are about, and back. */
export const domains: Part = {
  name: "domains",
  about: "100,000 and 500,000 domains imported, beside inserting as many bare rows",
  async run(bench) {
    await imported(bench, bench.count(100_000, 10_000), atMostTen);
    await imported(bench, bench.count(500_000, 20_000));
  },
};

const atMostTen = (seconds: number) => atMost(Number(seconds.toFixed(1)), 10, "s");

async function imported(bench: Bench, count: number, goal?: typeof atMostTen): Promise<void> {
  const config = must(
    readConfig({ ORIGIN: "http://localhost:1", DATA_DIR: bench.tempDir(), LOG_LEVEL: "silent" }),
  );
  const node = must(await createNode(config));
  try {
    const { ctx } = node;
    bench.progress(`${round(count)} domains, 2,000 servers with accounts here`);
    await ctx.sql`insert into accounts (id, iri, username, domain, kind, url, inbox, created_at, updated_at, fetched_at)
      select gen_random_uuid(), 'https://s' || (n % 2000) || '.example/' || n, 'u' || n, 's' || (n % 2000) || '.example',
        'person', 'https://s.example/', 'https://s.example/inbox', now(), now(), now() from generate_series(1, 20000) n`;
    const before = performance.now();
    await ctx.sql`create table bare (domain text primary key, verdict text)`;
    await ctx.sql`insert into bare select 's' || n || '.example', 'reject' from generate_series(1, ${count}::int) n`;
    const bare = seconds(before);
    const started = performance.now();
    const list = must(await beginImport(ctx, { name: "bench.csv", by: null }, file(count)));
    const read = seconds(started);
    const looked = performance.now();
    must(await previewList(ctx, list.id));
    const preview = seconds(looked);
    must(await applyImport(ctx, null, list.id));
    let reports = 0;
    const applying = performance.now();
    await runImport(ctx, list.id, () => reports++);
    const applied = seconds(applying);
    if ((await listRejections(ctx)).length !== count) throw new Error("Not all of them are rejected.");
    must(await undoImport(ctx, null, list.id));
    const undoing = performance.now();
    await runImport(ctx, list.id);
    const undone = seconds(undoing);
    const whole = read + preview + applied;
    bench.row({
      part: "domains",
      what: `${round(count)} domains imported, 20,000 accounts`,
      value: `${round(whole)} s: ${round(read)} read, ${round(preview)} previewed, ${round(applied)} applied`,
      beside: `${round(bare)} s for as many bare rows; undone in ${round(undone)} s; progress told ${reports} times`,
      ...(goal && { goal: goal(whole) }),
    });
  } finally {
    await node.stop();
  }
}

async function* file(count: number): AsyncGenerator<Uint8Array> {
  yield Buffer.from("#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate\n");
  for (let at = 0; at < count; at += 1_000) {
    const lines = Array.from(
      { length: Math.min(1_000, count - at) },
      (_, n) => `s${at + n}.example,suspend,False,False,spam,False\n`,
    );
    yield Buffer.from(lines.join(""));
  }
}

function seconds(since: number): number {
  return (performance.now() - since) / 1_000;
}
