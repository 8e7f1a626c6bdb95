import type { Ctx } from "../context.ts";
import { type Runner, run } from "../platform/statement.ts";

/** Remembers the id of something deleted or undone that is not known here, so that it is not taken in when it comes. */
export async function buryIri(ctx: Pick<Ctx, "clock">, on: Runner, iri: string): Promise<void> {
  await run(
    on,
    "insert into tombstones (iri, created_at) values ($1::text, $2::timestamptz) on conflict do nothing",
    [iri, ctx.clock.now()],
  );
}

const KEPT_DAYS = 30;

/** Forgets ids that were buried more than 30 days ago. */
export async function pruneTombstones(ctx: Pick<Ctx, "clock" | "sql">): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - KEPT_DAYS * 86_400_000);
  await run(ctx.sql, "delete from tombstones where created_at < $1::timestamptz", [before]);
}
