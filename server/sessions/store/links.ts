import { type Runner, run } from "../../platform/statement.ts";

/** `confirm`: the address of a new account; `change`: another one; `reset`: a new password. */
export type LinkPurpose = "confirm" | "change" | "reset";

export interface LinkRow {
  accountId: string;
  purpose: LinkPurpose;
  email: string;
}

const columns = `account_id as "accountId", purpose, email`;

export async function insertLink(
  on: Runner,
  link: LinkRow & { id: string; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await run(
    on,
    `insert into mailed_links (id, account_id, purpose, email, created_at, expires_at)
    values ($1::uuid, $2::uuid, $3::text, $4::text, $5::timestamptz, $6::timestamptz)`,
    [link.id, link.accountId, link.purpose, link.email, link.createdAt, link.expiresAt],
  );
}

export async function putLinkToken(on: Runner, id: string, hash: string, now: Date): Promise<LinkRow | null> {
  const [row] = await run<LinkRow>(
    on,
    `update mailed_links set token_hash = $2::text where id = $1::uuid and expires_at > $3::timestamptz
    returning ${columns}`,
    [id, hash, now],
  );
  return row ?? null;
}

export async function readLinkByToken(on: Runner, hash: string, purposes: readonly LinkPurpose[], now: Date) {
  const [row] = await run<LinkRow>(
    on,
    `select ${columns} from mailed_links
    where token_hash = $1::text and purpose = any($2::text[]) and expires_at > $3::timestamptz`,
    [hash, purposes, now],
  );
  return row ?? null;
}

export async function takeLinkByToken(on: Runner, hash: string, purposes: readonly LinkPurpose[], now: Date) {
  const [row] = await run<LinkRow>(
    on,
    `delete from mailed_links
    where token_hash = $1::text and purpose = any($2::text[]) and expires_at > $3::timestamptz returning ${columns}`,
    [hash, purposes, now],
  );
  return row ?? null;
}

export async function deleteLinks(
  on: Runner,
  accountId: string,
  purposes: readonly LinkPurpose[],
): Promise<void> {
  await run(on, "delete from mailed_links where account_id = $1::uuid and purpose = any($2::text[])", [
    accountId,
    purposes,
  ]);
}

export async function pruneLinks(on: Runner, now: Date): Promise<void> {
  await run(on, "delete from mailed_links where expires_at <= $1::timestamptz", [now]);
}
