import type { SubjectKind } from "#moderation/subject.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import type { Decision } from "#protocol/moot/decision.ts";
import type { JsonObject } from "#protocol/signing/proofs.ts";
import { type Runner, run } from "../../platform/statement.ts";
import type { Treatment } from "../treatment.ts";

export const receivedStates = [
  "applied",
  "recommended",
  "shown",
  "ignored",
  "superseded",
  "reversed",
] as const;

/** A decision of another node, and what became of it here. */
export interface Received
  extends Pick<Decision, "level" | "verdict">,
    Readonly<{
      id: string;
      iri: Iri;
      /** The domain of whose panel it is. */
      peer: string;
      caseIri: string;
      subjectKind: Decision["subject"]["kind"];
      subjectIri: string | null;
      /** As it was signed; null for one that is ignored. */
      document: JsonObject | null;
      treatment: Treatment;
      state: (typeof receivedStates)[number];
      actionId: string | null;
      caseId: string | null;
      why: string | null;
      receivedAt: Date;
    }> {}

export type Became = Pick<Received, "state" | "actionId" | "caseId" | "why">;

const columns = `r.id, r.iri, r.peer, r.case_iri as "caseIri", r.level, r.verdict, r.subject_kind as "subjectKind",
  r.subject_iri as "subjectIri", r.document, r.treatment, r.state, r.action_id as "actionId", r.case_id as "caseId", r.why,
  r.received_at as "receivedAt"`;

/** @returns false for one that was received before */
export async function insertReceived(on: Runner, received: Received): Promise<boolean> {
  const rows = await run(
    on,
    `insert into received_decisions (id, iri, peer, case_iri, level, verdict, subject_kind, subject_iri, document, treatment,
       state, action_id, case_id, why, received_at)
     values ($1::uuid, $2::text, $3::text, $4::text, $5::int, $6::text, $7::text, $8::text, $9::jsonb, $10::text, $11::text,
       $12::uuid, $13::uuid, $14::text, $15::timestamptz) on conflict (iri) do nothing returning id`,
    [
      received.id,
      received.iri,
      received.peer,
      received.caseIri,
      received.level,
      received.verdict,
      received.subjectKind,
      received.subjectIri,
      received.document === null ? null : JSON.stringify(received.document),
      received.treatment,
      received.state,
      received.actionId,
      received.caseId,
      received.why,
      received.receivedAt,
    ],
  );
  return rows.length > 0;
}

export async function changeReceived(
  on: Runner,
  { id, state, actionId, caseId, why }: Pick<Received, "id"> & Became,
): Promise<void> {
  await run(
    on,
    `update received_decisions set state = $2::text, action_id = $3::uuid, case_id = $4::uuid, why = $5::text
     where id = $1::uuid`,
    [id, state, actionId, caseId, why],
  );
}

export async function isReceived(on: Runner, iri: string): Promise<boolean> {
  return (await run(on, "select from received_decisions where iri = $1::text", [iri])).length > 0;
}

/** Whether a decision of a peer about a case has come before. */
export async function isCaseKnown(on: Runner, peer: string, caseIri: string): Promise<boolean> {
  const rows = await run(
    on,
    "select from received_decisions where case_iri = $1::text and peer = $2::text limit 1",
    [caseIri, peer],
  );
  return rows.length > 0;
}

/** How many came from a peer since a time. */
export async function countReceived(on: Runner, peer: string, since: Date): Promise<number> {
  const [row] = await run<{ count: number }>(
    on,
    "select count(*)::int as count from received_decisions where peer = $1::text and received_at > $2::timestamptz",
    [peer, since],
  );
  return row?.count ?? 0;
}

/** Holds all that is known of a case of a peer until the transaction ends; that of the largest panel last. */
export async function lockReceivedOf(on: Runner, peer: string, caseIri: string): Promise<Received[]> {
  await run(
    on,
    "select pg_advisory_xact_lock(hashtextextended(current_schema || ':decisions:' || $1::text, 0))",
    [caseIri],
  );
  return run<Received>(
    on,
    `select ${columns} from received_decisions r where r.case_iri = $2::text and r.peer = $1::text order by r.level, r.id`,
    [peer, caseIri],
  );
}

/** A decision with what of it stands here. */
export interface ReceivedLine extends Received {
  readonly caseNumber: number | null;
  /** Who answers for what was done about it. */
  readonly actionOf: string | null;
  readonly isUndone: boolean;
}

/** Newest first. */
export function readReceived(
  on: Runner,
  { before, limit }: { before: string | null; limit: number },
): Promise<ReceivedLine[]> {
  return run<ReceivedLine>(
    on,
    `select ${columns}, c.number as "caseNumber", a.account_id as "actionOf", a.undone_at is not null as "isUndone"
     from received_decisions r left join cases c on c.id = r.case_id left join actions a on a.id = r.action_id
     where $1::uuid is null or r.id < $1::uuid order by r.id desc limit $2::int`,
    [before, limit],
  );
}

/** A post or an account by its address, as it is known here; what was removed and can come back is. */
export async function findKnown(
  on: Runner,
  iri: string,
): Promise<{ kind: SubjectKind; id: string; accountId: string; domain: string | null } | null> {
  const [row] = await run<{ kind: SubjectKind; id: string; accountId: string; domain: string | null }>(
    on,
    `select 'post' as kind, p.id, p.account_id as "accountId", a.domain from posts p join accounts a on a.id = p.account_id
     where p.iri = $1::text and (p.deleted_at is null or p.removed_at is not null) and a.state <> 'deleted'
     union all
     select 'account', a.id, a.id, a.domain from accounts a where a.iri = $1::text and a.state <> 'deleted' limit 1`,
    [iri],
  );
  return row ?? null;
}

/** Empties what decisions of other nodes say of some subjects, or somebody's, as the law may ask: that there was one stays. */
export async function emptyReceived(
  on: Runner,
  { iris, accountId }: { iris: readonly string[]; accountId: string | null },
): Promise<void> {
  await run(
    on,
    `update received_decisions set document = null, subject_iri = null
     where subject_iri in (select jsonb_array_elements_text($1::jsonb))
       or subject_iri in (select p.iri from posts p where p.account_id = $2::uuid)`,
    [JSON.stringify(iris), accountId],
  );
}
