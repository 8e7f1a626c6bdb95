import { type Runner, run } from "../platform/statement.ts";

/** What the triggers of migrations/0002 write. */
export type ChangeKind =
  | "post.created"
  /** An old post that its author brought from elsewhere, of which nobody is told. */
  | "post.imported"
  | "post.edited"
  | "post.deleted"
  /** Moderators changed how it is shown, or brought it back. */
  | "post.moderated"
  /** A home timeline got an entry; the subject is the entry: a post or a boost. */
  | "home.added"
  | "boost.deleted"
  /** An account of this node reacted to a post, boosted or bookmarked it, or voted in it. */
  | "post.engaged"
  /** An account's posts may be found by everybody, or no more. */
  | "account.indexable"
  /** Not for what is kept apart by the account's policy. */
  | "notification.created"
  /** What was kept apart is among the other notifications now; the subject is the account. */
  | "notifications.merged"
  | "report.created"
  | "report.updated"
  /** Another server said what it made of a report that was passed on to it. */
  | "report.answered"
  | "account.created"
  | "account.approved"
  /** Its e-mail address is known to be its owner's. */
  | "account.confirmed"
  | "account.updated"
  | "announcement.created"
  | "announcement.updated"
  | "announcement.deleted"
  /** Somebody reacted to one, or took that back; the subject is the reaction: see `readTally`. */
  | "announcement.reaction"
  | "filters.changed"
  /** The subject is a token that opens nothing any more. */
  | "token.revoked"
  /** The subject is an account of this node whose owner may not use it now. */
  | "account.barred";

export interface Change {
  /** `xid:id`: where it stands, in the order in which readers get them. */
  position: string;
  kind: ChangeKind;
  subjectId: string;
  accountId: string | null;
  at: Date;
}

/** Where a log without changes begins. */
const BEGINNING = "0:0";

/** Changes after a position, oldest first, and never past a transaction that is still open. */
export function readChanges(on: Runner, after: string, limit: number): Promise<Change[]> {
  return run<Change>(on, after_, [...after.split(":"), limit]);
}

/** The position of the newest change that can be read. */
export async function readHead(on: Runner): Promise<string> {
  const [row] = await run<{ position: string }>(on, head_, []);
  return row?.position ?? BEGINNING;
}

const after_ = `
select c.xid::text || ':' || c.id as position, c.kind, c.subject_id as "subjectId", c.account_id as "accountId", c.at
from changes c
where (c.xid, c.id) > ($1::xid8, $2::bigint) and c.xid < pg_snapshot_xmin(pg_current_snapshot())
order by c.xid, c.id limit $3::int`;

const head_ = `
select c.xid::text || ':' || c.id as position from changes c
where c.xid < pg_snapshot_xmin(pg_current_snapshot()) order by c.xid desc, c.id desc limit 1`;
