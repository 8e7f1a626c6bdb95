import type { Ctx } from "../context.ts";
import { type Runner, run } from "../platform/statement.ts";
import { noLater } from "./row.ts";

/**
 * Remembers the id of something deleted or undone, so that it is not taken in when it comes, or comes again.
 *
 * @param at when that was, where another server says so; now when left out
 */
export async function buryIri(
  ctx: Pick<Ctx, "clock">,
  on: Runner,
  iri: string,
  at: Date | null = null,
): Promise<void> {
  await run(
    on,
    `insert into tombstones (iri, created_at) values ($1::text, $2::timestamptz)
     on conflict (iri) do update set created_at = greatest(tombstones.created_at, excluded.created_at)`,
    [iri, noLater(at, ctx.clock.now())],
  );
}

const KEPT_DAYS = 30;

/** Forgets ids that were buried more than 30 days ago. */
export async function pruneTombstones(ctx: Pick<Ctx, "clock" | "sql">): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - KEPT_DAYS * 86_400_000);
  await run(ctx.sql, "delete from tombstones where created_at < $1::timestamptz", [before]);
}
