import { type Runner, run } from "../../platform/statement.ts";

export async function insertConversationMute(on: Runner, accountId: string, postId: string): Promise<void> {
  await run(
    on,
    `insert into conversation_mutes (account_id, conversation_id)
     select $1::uuid, p.conversation_id from posts p where p.id = $2::uuid
     on conflict do nothing`,
    [accountId, postId],
  );
}

export async function deleteConversationMute(on: Runner, accountId: string, postId: string): Promise<void> {
  await run(
    on,
    `delete from conversation_mutes m using posts p
     where p.id = $2::uuid and m.account_id = $1::uuid and m.conversation_id = p.conversation_id`,
    [accountId, postId],
  );
}
