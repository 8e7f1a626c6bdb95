import type { Tx } from "../../context.ts";
import { run } from "../../platform/statement.ts";

const KEPT_MS = 30 * 86_400_000;
/**
 * A Follow or Block that was undone is refused for a while when it is delivered again. Not for long: Misskey and Pixelfed
 * use one id for all Follows between two accounts, and who follows again soon after means it.
 */
const REPEATED_MS = 60_000;

/** Whether something was undone before it came, or a moment ago. */
export async function isBuried(tx: Tx, iri: string, now: Date): Promise<boolean> {
  const rows = await run(tx, "select from tombstones where iri = $1::text and created_at > $2::timestamptz", [
    iri,
    new Date(now.getTime() - KEPT_MS),
  ]);
  return rows.length > 0;
}

/** Remembers the id of what has just been undone for {@link REPEATED_MS}: its date is set back by the rest. */
export async function buryBriefly(tx: Tx, iri: string, now: Date): Promise<void> {
  await run(
    tx,
    `insert into tombstones (iri, created_at) values ($1::text, $2::timestamptz)
     on conflict (iri) do update set created_at = greatest(tombstones.created_at, excluded.created_at)`,
    [iri, new Date(now.getTime() - KEPT_MS + REPEATED_MS)],
  );
}
