import type { NotificationKind } from "../notifications/kinds.ts";
import { type Runner, run } from "../platform/statement.ts";
import type { PushPolicy, PushSubscription } from "./types.ts";

const columns = "id, endpoint, p256dh, auth, standard, alerts, policy";

export async function readSubscription(on: Runner, tokenId: string): Promise<PushSubscription | null> {
  const rows = await run<PushSubscription>(
    on,
    `select ${columns} from push_subscriptions where token_id = $1::uuid`,
    [tokenId],
  );
  return rows[0] ?? null;
}

/** A token has one: the new one takes the place of the old one, under an id of its own. */
export async function writeSubscription(
  on: Runner,
  subscription: PushSubscription & { tokenId: string; accountId: string; now: Date },
): Promise<void> {
  const { id, tokenId, accountId, endpoint, p256dh, auth, standard, alerts, policy, now } = subscription;
  const values = [id, tokenId, accountId, endpoint, p256dh, auth, standard, JSON.stringify(alerts), policy];
  await run(on, write, [...values, now]);
}

const write = `
insert into push_subscriptions (id, token_id, account_id, endpoint, p256dh, auth, standard, alerts, policy,
  created_at, updated_at)
values ($1::uuid, $2::uuid, $3::uuid, $4::text, $5::text, $6::text, $7::boolean, $8::text::jsonb, $9::text,
  $10::timestamptz, $10::timestamptz)
on conflict (token_id) do update set id = excluded.id, account_id = excluded.account_id,
  endpoint = excluded.endpoint, p256dh = excluded.p256dh, auth = excluded.auth, standard = excluded.standard,
  alerts = excluded.alerts, policy = excluded.policy, created_at = excluded.created_at,
  updated_at = excluded.updated_at`;

/** Null when the token has none. */
export async function updateSubscription(
  on: Runner,
  tokenId: string,
  { alerts, policy, now }: { alerts: Readonly<Record<string, boolean>>; policy: PushPolicy; now: Date },
): Promise<PushSubscription | null> {
  const rows = await run<PushSubscription>(
    on,
    `update push_subscriptions set alerts = $2::text::jsonb, policy = $3::text, updated_at = $4::timestamptz
     where token_id = $1::uuid returning ${columns}`,
    [tokenId, JSON.stringify(alerts), policy, now],
  );
  return rows[0] ?? null;
}

export async function deleteSubscription(
  on: Runner,
  by: { tokenId: string } | { id: string },
): Promise<void> {
  const [column, value] = "id" in by ? ["id", by.id] : ["token_id", by.tokenId];
  await run(on, `delete from push_subscriptions where ${column} = $1::uuid`, [value]);
}

/** A notification and a subscription that wants it. */
export interface Push {
  readonly notificationId: string;
  readonly subscriptionId: string;
}

/**
 * SQL: whether a subscription `s` wants a notification `n` of an account `own` with a login `l`.
 *
 * @param types parameter: Mastodon's type by kind of notification, as JSON
 */
const isWanted = (types: string) => `own.state = 'active' and l.disabled_at is null and not n.filtered
  and s.alerts ->> (${types} ->> n.kind) = 'true'
  and case s.policy
    when 'none' then false
    when 'followed' then exists (select from follows f where f.follower_id = n.account_id
      and f.followee_id = n.from_account_id and f.state = 'accepted')
    when 'follower' then exists (select from follows f where f.follower_id = n.from_account_id
      and f.followee_id = n.account_id and f.state = 'accepted')
    else true
  end`;

const wanted = `
select n.id as "notificationId", s.id as "subscriptionId"
from notifications n join push_subscriptions s on s.account_id = n.account_id
join accounts own on own.id = n.account_id join logins l on l.account_id = n.account_id
where n.id = any($1::uuid[]) and ${isWanted("$2::text::jsonb")}`;

/** Which of some notifications are to be pushed, and where to. */
export function readWanted(
  on: Runner,
  notificationIds: readonly string[],
  types: Readonly<Record<string, string | null>>,
): Promise<Push[]> {
  return run<Push>(on, wanted, [notificationIds, JSON.stringify(types)]);
}

/** What a message says, and where it goes. */
export interface PushRow extends PushSubscription {
  readonly kind: NotificationKind;
  readonly createdAt: Date;
  readonly locale: string | null;
  readonly displayName: string;
  readonly username: string;
  readonly avatarUrl: string | null;
  readonly bioHtml: string;
  readonly warning: string | null;
  readonly html: string | null;
}

const one = `
select s.id, s.endpoint, s.p256dh, s.auth, s.standard, s.alerts, s.policy,
  n.kind, n.created_at as "createdAt", l.locale, a.display_name as "displayName", a.username,
  a.avatar_url as "avatarUrl", a.bio_html as "bioHtml", p.warning, p.html
from notifications n join push_subscriptions s on s.account_id = n.account_id
join accounts own on own.id = n.account_id join logins l on l.account_id = n.account_id
join accounts a on a.id = n.from_account_id left join posts p on p.id = n.post_id
where n.id = $1::uuid and s.id = $2::uuid and p.deleted_at is null and a.state = 'active'
  and ${isWanted("$3::text::jsonb")}`;

/** Null when the notification or the subscription is gone, or the one is not wanted by the other any more. */
export async function readPush(
  on: Runner,
  { notificationId, subscriptionId }: Push,
  types: Readonly<Record<string, string | null>>,
): Promise<PushRow | null> {
  const rows = await run<PushRow>(on, one, [notificationId, subscriptionId, JSON.stringify(types)]);
  return rows[0] ?? null;
}
