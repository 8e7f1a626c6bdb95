import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { isAsking } from "./requests.ts";
import { type PolicyRow, readPolicyRow, upsertPolicy } from "./store.ts";

export type Verdict = "accept" | "filter" | "drop";

/** What becomes of notifications by accounts of a kind: shown, kept apart as a request, or not kept. */
export interface NotificationPolicy {
  forNotFollowing: Verdict;
  forNotFollowers: Verdict;
  forNewAccounts: Verdict;
  forPrivateMentions: Verdict;
  forLimitedAccounts: Verdict;
  forBots: Verdict;
}

/** What holds until somebody says otherwise, as in Mastodon; also in the function `notification_verdict`. */
const usual: NotificationPolicy = {
  forNotFollowing: "accept",
  forNotFollowers: "accept",
  forNewAccounts: "accept",
  forPrivateMentions: "filter",
  forLimitedAccounts: "filter",
  forBots: "accept",
};

export async function readPolicy(ctx: Pick<Ctx, "db">, accountId: string): Promise<NotificationPolicy> {
  const row = await readPolicyRow(ctx, accountId);
  return row === null ? usual : withoutId(row);
}

/** Changes what is given; holds for what comes from now on. */
export async function changePolicy(
  ctx: Pick<Ctx, "db">,
  accountId: string,
  changes: Partial<NotificationPolicy>,
): Promise<NotificationPolicy> {
  return withoutId(await upsertPolicy(ctx, { accountId, ...changes }));
}

function withoutId({ accountId: _, ...policy }: PolicyRow): NotificationPolicy {
  return policy;
}

/** Beyond this nobody reads the number. */
const MOST = 100;

/** How many requests wait, and how many notifications they hold. */
export async function summarisePending(
  ctx: Pick<Ctx, "sql">,
  accountId: string,
): Promise<{ requests: number; notifications: number }> {
  const [row] = await run<{ requests: number; notifications: number }>(
    ctx.sql,
    `select count(*)::int as requests, coalesce(sum(held.count), 0)::int as notifications
     from (select r.from_account_id from notification_requests r join accounts a on a.id = r.from_account_id
       where r.account_id = $1::uuid and a.state = 'active' and ${isAsking("r")} order by r.id desc limit ${MOST}) r
     cross join lateral (select count(*) as count from (select from notifications n where n.account_id = $1::uuid
       and n.from_account_id = r.from_account_id and n.filtered limit ${MOST}) n) held`,
    [accountId],
  );
  return row ?? { requests: 0, notifications: 0 };
}
