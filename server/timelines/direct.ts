import type { Ctx } from "../context.ts";
import { newestOf, type Order } from "./newest.ts";
import type { Listed, PageRequest } from "./page.ts";
import { readTimeline, type Source, type TimelineEntry } from "./read.ts";

/** Found by the account's conversations: no index knows its direct posts. */
export const directSource: Source = {
  from: (order: Order, limit: number) => {
    const entries = (conversation: string) => `
      select o.id as entry_id from posts o
      where o.conversation_id = ${conversation} and o.id < $2::uuid and o.id > $3::uuid
        and o.visibility = 'direct' and o.deleted_at is null and (o.account_id = $1::uuid
          or exists (select from post_mentions m where m.post_id = o.id and m.account_id = $1::uuid))`;
    const conversations = `select c.conversation_id as id from conversations c where c.account_id = $1::uuid`;
    return `${newestOf(conversations, entries, order, limit)} h join posts p on p.id = h.entry_id`;
  },
  where: "true",
  id: "h.entry_id",
};

/** Direct posts that an account wrote or that name it, of all its conversations. */
export function readDirect(
  ctx: Pick<Ctx, "sql" | "clock">,
  accountId: string,
  page: PageRequest,
): Promise<Listed<TimelineEntry>> {
  return readTimeline(ctx, accountId, page, directSource);
}
