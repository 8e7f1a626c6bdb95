import type { Change, ChangeFeed, ChangeKind } from "../changes/feed.ts";
import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { isAbout } from "../reports/about.ts";
import { type Notice, notify } from "./notify.ts";

type Deps = Pick<Ctx, "sql" | "clock" | "ids">;
type Found = Omit<Notice, "kind">;

/**
 * Writes the notifications that nobody waits for: of new posts, changed quoted posts, new accounts and reports. A batch
 * that comes again tells nobody twice.
 */
export function notifyAfterwards(ctx: Deps, changes: Pick<ChangeFeed, "consume">): void {
  changes.consume("notifications", (batch) => tellOf(ctx, batch));
}

async function tellOf(ctx: Deps, batch: readonly Change[]): Promise<void> {
  const find = async (kinds: readonly ChangeKind[], kind: Notice["kind"], text: string) => {
    const ids = batch.flatMap((change) => (kinds.includes(change.kind) ? [change.subjectId] : []));
    if (ids.length === 0) return [];
    return (await run<Found>(ctx.sql, text, [ids])).map((found) => ({ ...found, kind }));
  };
  const notices = [
    ...(await find(["home.added"], "post", postsAskedFor)),
    ...(await find(["post.edited"], "quoted-edit", quotingPosts)),
    ...(await find(
      ["account.created", "account.approved", "account.confirmed"],
      "sign-up",
      moderatorsForAccounts,
    )),
    ...(await find(["report.created"], "report", moderatorsForReports)),
  ];
  await notify(ctx, ctx.sql, notices);
}

/** Whoever wants to hear of an author's posts, of those that came to their home timeline: no boosts, no answers to others. */
const postsAskedFor = `
select f.follower_id as "accountId", p.account_id as "fromAccountId", p.id as "postId"
from posts p
join follows f on f.followee_id = p.account_id and f.notifies and f.state = 'accepted' and f.follower_is_local
where p.id = any($1::uuid[]) and p.deleted_at is null and p.visibility <> 'direct'
  and (p.in_reply_to_iri is null or p.in_reply_to_account_id = p.account_id)
  and exists (select from home_entries h where h.account_id = f.follower_id and h.entry_id = p.id)`;

/** Those who quote a post that was edited, with their own posts. */
const quotingPosts = `
select q.account_id as "accountId", p.account_id as "fromAccountId", q.id as "postId"
from posts p join posts q on q.quote_iri = p.iri and q.quote_id = p.id and q.quote_state = 'accepted'
  and q.is_local and q.deleted_at is null
where p.id = any($1::uuid[]) and p.deleted_at is null`;

const moderator = `logins m join accounts own on own.id = m.account_id and own.state = 'active' and m.role <> 'member'`;

/** Accounts that may be used: one that waits for its e-mail address or for a moderator is told of once it may. */
const moderatorsForAccounts = `
select m.account_id as "accountId", l.account_id as "fromAccountId"
from logins l join ${moderator} on m.account_id <> l.account_id
where l.account_id = any($1::uuid[]) and l.approved_at is not null and l.email_confirmed_at is not null`;

const moderatorsForReports = `
select m.account_id as "accountId", r.id as "subjectId",
  coalesce(r.reporter_id, (select n.id from accounts n where n.kind = 'application' and n.domain is null limit 1)) as "fromAccountId"
from reports r join ${moderator} on m.account_id is distinct from r.reporter_id
    and not ${isAbout("r", "m.account_id")}
where r.id = any($1::uuid[])`;
