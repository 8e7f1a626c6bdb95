import { type Runner, run } from "../../platform/statement.ts";

export interface PasskeyRow {
  id: string;
  accountId: string;
  name: string;
  credentialId: string;
  publicKey: string;
  counter: number;
  transports: string[];
  createdAt: Date;
  lastUsedAt: Date | null;
}

// Counters are of 32 bits, and the driver gives a bigint as text.
const columns = `p.id, p.account_id as "accountId", p.name, p.credential_id as "credentialId", p.public_key as "publicKey",
  p.counter::float8 as counter, p.transports, p.created_at as "createdAt", p.last_used_at as "lastUsedAt"`;

export async function listPasskeyRows(on: Runner, accountId: string): Promise<PasskeyRow[]> {
  return run<PasskeyRow>(
    on,
    `select ${columns} from passkeys p where p.account_id = $1::uuid order by p.id`,
    [accountId],
  );
}

/** With what its owner's login says. */
export async function readPasskey(on: Runner, credentialId: string) {
  const [row] = await run<
    PasskeyRow & {
      state: string;
      emailConfirmedAt: Date | null;
      approvedAt: Date | null;
      disabledAt: Date | null;
    }
  >(
    on,
    `select ${columns}, a.state, l.email_confirmed_at as "emailConfirmedAt", l.approved_at as "approvedAt",
      l.disabled_at as "disabledAt"
    from passkeys p join accounts a on a.id = p.account_id join logins l on l.account_id = a.id
    where p.credential_id = $1::text`,
    [credentialId],
  );
  return row ?? null;
}

/** False when the credential is known already. */
export async function insertPasskey(
  on: Runner,
  passkey: Omit<PasskeyRow, "lastUsedAt"> & { isBackedUp: boolean },
): Promise<boolean> {
  const inserted = await run(
    on,
    `insert into passkeys (id, account_id, name, credential_id, public_key, counter, transports, is_backed_up, created_at)
    values ($1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::bigint, $7::text[], $8::boolean, $9::timestamptz)
    on conflict do nothing returning id`,
    [
      passkey.id,
      passkey.accountId,
      passkey.name,
      passkey.credentialId,
      passkey.publicKey,
      passkey.counter,
      passkey.transports,
      passkey.isBackedUp,
      passkey.createdAt,
    ],
  );
  return inserted.length > 0;
}

/** False when another use has brought a counter that is not smaller: the key has been copied. */
export async function notePasskeyUse(on: Runner, id: string, counter: number, now: Date): Promise<boolean> {
  const noted = await run(
    on,
    `update passkeys set counter = $2::bigint, last_used_at = $3::timestamptz
    where id = $1::uuid and (counter < $2::bigint or (counter = 0 and $2::bigint = 0)) returning id`,
    [id, counter, now],
  );
  return noted.length > 0;
}

export async function deletePasskey(on: Runner, accountId: string, id: string): Promise<boolean> {
  const deleted = await run(
    on,
    "delete from passkeys where account_id = $1::uuid and id = $2::uuid returning id",
    [accountId, id],
  );
  return deleted.length > 0;
}
