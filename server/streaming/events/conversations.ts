import type { Change } from "../../changes/feed.ts";
import type { ApiCtx } from "../../context.ts";
import { readConversation } from "../../conversations/read.ts";
import { renderConversations } from "../../conversations/routes.ts";
import { run } from "../../platform/statement.ts";
import { Message } from "../message.ts";
import type { Audience } from "../registry.ts";
import type { Emit } from "./emit.ts";

const AT_ONCE = 8;

interface Row {
  accountId: string;
  conversationId: string;
  lastPostId: string;
}

/** Conversations in direct posts, to those who take part: each as it is for them, with its newest post. */
export async function conversationEvents(
  ctx: ApiCtx,
  audience: Audience,
  changes: readonly Change[],
): Promise<Emit> {
  const listeners = [...audience.of("direct").keys()];
  const created = changes.flatMap(({ kind, subjectId }) => (kind === "post.created" ? subjectId : []));
  if (listeners.length === 0 || created.length === 0) return () => undefined;
  const rows = await run<Row>(ctx.sql, statement, [listeners, created]);
  const payloads = new Map<string, { accountId: string; payload: string }[]>();
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    await Promise.all(
      rows.slice(at, at + AT_ONCE).map(async ({ accountId, conversationId, lastPostId }) => {
        const view = await readConversation(ctx, accountId, conversationId);
        const [entity] = view === null ? [] : await renderConversations(ctx, accountId, [view]);
        if (entity === undefined) return;
        const known = payloads.get(lastPostId) ?? [];
        payloads.set(lastPostId, known);
        known.push({ accountId, payload: JSON.stringify(entity) });
      }),
    );
  }
  return ({ kind, subjectId, position }) => {
    if (kind !== "post.created") return;
    for (const { accountId, payload } of payloads.get(subjectId) ?? []) {
      const message = new Message("conversation", payload, position);
      for (const { connection, stream } of audience.of("direct").get(accountId) ?? [])
        connection.send(message, stream);
    }
  };
}

const statement = `
select c.account_id as "accountId", c.conversation_id as "conversationId", c.last_post_id as "lastPostId"
from conversations c where c.last_post_id = any($2::uuid[]) and c.account_id = any($1::uuid[])`;
