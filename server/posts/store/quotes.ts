import { type Runner, run } from "../../platform/statement.ts";

export type AuthorizationState = "pending" | "accepted" | "rejected" | "revoked";

export interface Authorization {
  id: string;
  /** The post that is quoted. */
  postId: string;
  quotingIri: string;
  quotingAccountIri: string;
  state: AuthorizationState;
}

const columns = `s.id, s.post_id as "postId", s.quoting_iri as "quotingIri",
  s.quoting_account_iri as "quotingAccountIri", s.state`;

export async function insertAuthorization(
  on: Runner,
  consent: {
    id: string;
    postId: string;
    quotingIri: string;
    quotingAccountIri: string;
    requestIri: string | null;
    state: AuthorizationState;
    now: Date;
  },
): Promise<void> {
  const { id, postId, quotingIri, quotingAccountIri, requestIri, state, now } = consent;
  await run(
    on,
    `insert into quote_authorizations
       (id, post_id, quoting_iri, quoting_account_iri, request_iri, state, created_at, answered_at)
     values ($1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::text, $7::timestamptz,
       case when $6::text = 'pending' then null else $7::timestamptz end)`,
    [id, postId, quotingIri, quotingAccountIri, requestIri, state, now],
  );
}

/** The consent that an account asked for, for a post of its own to quote another; the newest, locked until the transaction ends. */
export async function findAuthorization(
  on: Runner,
  asked: Pick<Authorization, "postId" | "quotingIri" | "quotingAccountIri">,
): Promise<Authorization | null> {
  const [found] = await run<Authorization>(
    on,
    `select ${columns} from quote_authorizations s
     where s.post_id = $1::uuid and s.quoting_iri = $2::text and s.quoting_account_iri = $3::text
     order by s.id desc limit 1 for update`,
    [asked.postId, asked.quotingIri, asked.quotingAccountIri],
  );
  return found ?? null;
}

/** A consent by its id, when the quoted post is this account's. */
export async function findOwnAuthorization(
  on: Runner,
  id: string,
  accountId: string,
): Promise<Authorization | null> {
  const [found] = await run<Authorization>(
    on,
    `select ${columns} from quote_authorizations s join posts p on p.id = s.post_id
     where s.id = $1::uuid and p.account_id = $2::uuid for update of s`,
    [id, accountId],
  );
  return found ?? null;
}

export async function setAuthorization(
  on: Runner,
  id: string,
  state: AuthorizationState,
  now: Date,
): Promise<void> {
  await run(
    on,
    "update quote_authorizations set state = $2::text, answered_at = $3::timestamptz where id = $1::uuid",
    [id, state, now],
  );
}

/**
 * How a quote stands, when the post that quotes is known here. Found by a consent, it is only that account's post, and only
 * while it quotes what the consent is for: a stamp says nothing of any other quote.
 */
export async function setQuoteState(
  on: Runner,
  quoting: { id: string } | Pick<Authorization, "postId" | "quotingIri" | "quotingAccountIri">,
  state: AuthorizationState,
  stamp: string | null,
): Promise<void> {
  const consent = "postId" in quoting ? quoting : null;
  await run(
    on,
    `update posts set quote_state = $2::text, quote_authorization = coalesce($3::text, quote_authorization)
     where quote_iri is not null and deleted_at is null and (id = $1::uuid or (iri = $4::text
       and quote_iri = (select p.iri from posts p where p.id = $5::uuid)
       and account_id = (select a.id from accounts a where a.iri = $6::text)))`,
    [
      "postId" in quoting ? null : quoting.id,
      state,
      stamp,
      consent?.quotingIri ?? null,
      consent?.postId ?? null,
      consent?.quotingAccountIri ?? null,
    ],
  );
}

/** Withdraws the stamp of whoever is quoted from the posts that show it; returns how many did. */
export async function revokeStamp(on: Runner, stamp: string, quotedAccountId: string): Promise<number> {
  const rows = await run(
    on,
    `update posts q set quote_state = 'revoked' from posts p
     where p.account_id = $2::uuid and q.quote_id = p.id and q.quote_authorization = $1::text returning q.id`,
    [stamp, quotedAccountId],
  );
  return rows.length;
}

/** Whether the post that another one quotes is this account's. */
export async function quotesAccount(on: Runner, quotingId: string, accountId: string): Promise<boolean> {
  const rows = await run(
    on,
    `select q.id from posts q join posts p on p.id = q.quote_id where q.id = $1::uuid and p.account_id = $2::uuid`,
    [quotingId, accountId],
  );
  return rows.length > 0;
}

export async function setPolicy(on: Runner, postId: string, policy: string): Promise<void> {
  await run(on, "update posts set quote_policy = $2::text where id = $1::uuid", [postId, policy]);
}

/** What a post of this account that is quoted, and the post that quotes it, have between them. */
export interface Quoting {
  quotedAccountId: string;
  /** The consent that stands; null where none was needed, since it is the same author. */
  authorizationId: string | null;
}

/** A quote that its author sees as accepted, the quoting post locked until the transaction ends. */
export async function findQuoting(on: Runner, quotedId: string, quotingId: string): Promise<Quoting | null> {
  const [found] = await run<Quoting>(
    on,
    `select p.account_id as "quotedAccountId", (
       select s.id from quote_authorizations s join accounts a on a.iri = s.quoting_account_iri
       where s.post_id = p.id and s.quoting_iri = q.iri and a.id = q.account_id and s.state = 'accepted'
       order by s.id desc limit 1) as "authorizationId"
     from posts q join posts p on p.id = q.quote_id
     where q.id = $2::uuid and p.id = $1::uuid and q.quote_state = 'accepted'
       and q.deleted_at is null and p.deleted_at is null
     for update of q`,
    [quotedId, quotingId],
  );
  return found ?? null;
}
