import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { type ConversationView, readConversation } from "./read.ts";

export type ConversationError = { type: "conversation/not-found"; conversationId: string };

type Deps = Pick<Ctx, "sql" | "clock">;

/** Whether somebody has read a conversation is for them to say. */
export async function markConversation(
  ctx: Deps,
  { accountId, conversationId, unread }: { accountId: string; conversationId: string; unread: boolean },
): Promise<Result<ConversationView, ConversationError>> {
  await run(
    ctx.sql,
    `update conversations set unread = $3::boolean
     where account_id = $1::uuid and conversation_id = $2::uuid and unread <> $3::boolean`,
    [accountId, conversationId, unread],
  );
  const view = await readConversation(ctx, accountId, conversationId);
  return view === null ? err({ type: "conversation/not-found", conversationId }) : ok(view);
}

/** Takes a conversation off somebody's list, until there is another post in it. The posts stay. */
export async function removeConversation(
  ctx: Deps,
  { accountId, conversationId }: { accountId: string; conversationId: string },
): Promise<Result<void, ConversationError>> {
  const removed = await run(
    ctx.sql,
    `delete from conversations where account_id = $1::uuid and conversation_id = $2::uuid returning account_id`,
    [accountId, conversationId],
  );
  return removed.length > 0 ? ok(undefined) : err({ type: "conversation/not-found", conversationId });
}
