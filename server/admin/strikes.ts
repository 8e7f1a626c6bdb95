import type { Ctx, Tx } from "../context.ts";
import { run } from "../platform/statement.ts";
import type { strikes } from "./schema.ts";

export type StrikeAction = (typeof strikes.$inferSelect)["action"];

interface Strike {
  targetId: string;
  action: StrikeAction;
  text: string;
  actionId: string | null;
}

/**
 * SQL: whether a strike counts against somebody. Of what was taken back, had no consequence, or was decided by other servers, it does
 * not; of what ended by itself it does. Mastodon's word for a mere warning is `none`, so that the action says what it was.
 *
 * @param strike alias of the table
 */
export const stillCounts = (
  strike: string,
) => `(${strike}.action_id is null or exists (select from actions taken
  where taken.id = ${strike}.action_id and taken.kind <> 'none' and taken.cause not like 'origin:%'
    and (taken.undone_at is null or taken.undone_at >= taken.ends_at)))`;

/** What a moderator has decided, for whom it is about. */
export async function readStrike(ctx: Pick<Ctx, "sql">, id: string): Promise<Strike | null> {
  const [row] = await run<Strike>(
    ctx.sql,
    `select target_id as "targetId", action, text, action_id as "actionId" from strikes where id = $1::uuid`,
    [id],
  );
  return row ?? null;
}

/** Keeps that an account was told of a decision, or that there was one about it. */
export async function insertStrike(
  tx: Tx,
  strike: {
    id: string;
    targetId: string;
    accountId: string | null;
    reportId: string | null;
    actionId: string;
    action: StrikeAction;
    text: string;
    /** Those that it is about; those of the report where there are none. */
    postIds: readonly string[];
    at: Date;
  },
): Promise<void> {
  await run(
    tx,
    `insert into strikes (id, target_id, account_id, report_id, action, text, post_ids, created_at, action_id)
     values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::text, $6::text,
       coalesce((select array_agg(p::uuid) from jsonb_array_elements_text($8::jsonb) as p),
         (select r.post_ids from reports r where r.id = $4::uuid), '{}'), $7::timestamptz, $9::uuid)`,
    [
      strike.id,
      strike.targetId,
      strike.accountId,
      strike.reportId,
      strike.action,
      strike.text,
      strike.at,
      JSON.stringify(strike.postIds),
      strike.actionId,
    ],
  );
}

/** Empties what somebody was told about decisions, as the law may ask. */
export async function eraseStrikes(tx: Tx, targetId: string): Promise<void> {
  await run(tx, "update strikes set text = '' where target_id = $1::uuid and text <> ''", [targetId]);
}
