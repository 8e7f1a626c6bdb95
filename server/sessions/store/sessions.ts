import type { Role } from "../../accounts/role.ts";
import { type Runner, run } from "../../platform/statement.ts";

/** Who is behind a cookie, while they may sign in at all. */
export async function readSession(on: Runner, tokenHash: string, unusedSince: Date) {
  const [row] = await run<{ id: string; accountId: string; username: string; role: Role; lastUsedAt: Date }>(
    on,
    `select s.id, s.account_id as "accountId", a.username, l.role, s.last_used_at as "lastUsedAt"
    from sessions s join accounts a on a.id = s.account_id join logins l on l.account_id = a.id
    where s.token_hash = $1::text and s.last_used_at > $2::timestamptz
      and a.state = 'active' and l.disabled_at is null and l.email_confirmed_at is not null and l.approved_at is not null`,
    [tokenHash, unusedSince],
  );
  return row ?? null;
}

export async function touchSession(on: Runner, id: string, now: Date): Promise<void> {
  await run(on, "update sessions set last_used_at = $2::timestamptz where id = $1::uuid", [id, now]);
}

export interface NewSession {
  id: string;
  tokenHash: string;
  accountId: string;
  /** Empty where the connection was over before it was looked at. */
  address: string;
  userAgent: string;
  now: Date;
}

/** Also notes in the login when its owner came, and from where. */
export async function insertSession(on: Runner, session: NewSession): Promise<void> {
  const { id, tokenHash, accountId, address, userAgent, now } = session;
  await run(
    on,
    `with noted as (
      update logins set last_sign_in_at = current_sign_in_at, last_sign_in_address = current_sign_in_address,
        current_sign_in_at = $6::timestamptz, current_sign_in_address = nullif($4::text, '')
      where account_id = $3::uuid)
    insert into sessions (id, token_hash, account_id, address, user_agent, created_at, last_used_at)
    values ($1::uuid, $2::text, $3::uuid, nullif($4::text, ''), $5::text, $6::timestamptz, $6::timestamptz)`,
    [id, tokenHash, accountId, address, userAgent, now],
  );
}

/** Where an account's sessions began, and its last sign-ins. */
export async function readSignInAddresses(on: Runner, accountId: string): Promise<string[]> {
  const rows = await run<{ address: string }>(
    on,
    `select address from sessions where account_id = $1::uuid and address is not null
     union select a from logins, unnest(array[current_sign_in_address, last_sign_in_address]) a
       where account_id = $1::uuid and a is not null`,
    [accountId],
  );
  return rows.map(({ address }) => address);
}

export async function deleteSessionByToken(on: Runner, tokenHash: string): Promise<void> {
  await run(on, "delete from sessions where token_hash = $1::text", [tokenHash]);
}

export async function deleteSession(on: Runner, accountId: string, id: string): Promise<void> {
  await run(on, "delete from sessions where account_id = $1::uuid and id = $2::uuid", [accountId, id]);
}

/** @param except a session that stays; null for none */
export async function deleteSessionsOf(on: Runner, accountId: string, except: string | null): Promise<void> {
  await run(on, "delete from sessions where account_id = $1::uuid and ($2::uuid is null or id <> $2::uuid)", [
    accountId,
    except,
  ]);
}

export interface ListedSession {
  id: string;
  address: string | null;
  userAgent: string;
  createdAt: Date;
  lastUsedAt: Date;
}

export async function listSessions(on: Runner, accountId: string): Promise<ListedSession[]> {
  return run<ListedSession>(
    on,
    `select id, address, user_agent as "userAgent", created_at as "createdAt", last_used_at as "lastUsedAt"
    from sessions where account_id = $1::uuid order by last_used_at desc limit 100`,
    [accountId],
  );
}

export async function pruneSessions(on: Runner, unusedSince: Date): Promise<void> {
  await run(on, "delete from sessions where last_used_at <= $1::timestamptz", [unusedSince]);
}
