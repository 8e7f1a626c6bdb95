import type { Because } from "#moderation/policy/verdict.ts";
import { type Runner, run } from "../../platform/statement.ts";
import { storableJson } from "../../posts/storable.ts";
import type { HeldContent } from "../holds/content.ts";
import type { HeldKind } from "../holds/decision.ts";
import type { heldItems } from "../schema.ts";

export type HeldItem = typeof heldItems.$inferSelect;

const columns = `h.id, h.kind, h.subject_iri as "subjectIri", h.account_id as "accountId", h.domain,
  h.community_id as "communityId", h.content, h.because, h.rule_ids as "ruleIds", h.state, h.held_at as "heldAt",
  h.expires_at as "expiresAt", h.decided_at as "decidedAt", h.decided_by as "decidedBy"`;

/**
 * Keeps something. What was decided stays decided for what it said then; where it says something else, it waits anew, with
 * another id: nobody decides about what they have not seen.
 */
export async function insertHeld(
  on: Runner,
  held: {
    id: string;
    kind: HeldKind;
    subjectIri: string;
    accountId: string;
    domain: string | null;
    communityId: string | null;
    content: HeldContent;
    fingerprint: string;
    because: readonly Because[];
    now: Date;
    expiresAt: Date;
  },
): Promise<{ id: string; state: HeldItem["state"]; isNew: boolean }> {
  const [row] = await run<Pick<HeldItem, "id" | "state">>(
    on,
    `insert into held_items as h (id, kind, subject_iri, account_id, domain, community_id, content, because, rule_ids,
       held_at, expires_at, fingerprint)
     values ($1::uuid, $2::text, $3::text, $4::uuid, $5::text, $6::uuid, $7::jsonb, $8::jsonb, $9::text[],
       $10::timestamptz, $11::timestamptz, $12::text)
     on conflict (subject_iri, kind) do update set
       id = excluded.id, content = excluded.content, because = excluded.because, rule_ids = excluded.rule_ids,
       fingerprint = excluded.fingerprint, state = 'held', held_at = excluded.held_at, expires_at = excluded.expires_at,
       decided_at = null, decided_by = null
     where h.fingerprint <> excluded.fingerprint
     returning h.id, h.state`,
    [
      held.id,
      held.kind,
      held.subjectIri,
      held.accountId,
      held.domain,
      held.communityId,
      storableJson(held.content),
      storableJson(held.because),
      `{${held.because.map(({ ruleId }) => JSON.stringify(ruleId)).join(",")}}`,
      held.now,
      held.expiresAt,
      held.fingerprint,
    ],
  );
  if (row !== undefined) return { ...row, isNew: true };
  const [known] = await run<Pick<HeldItem, "id" | "state">>(
    on,
    "select id, state from held_items where subject_iri = $1::text and kind = $2::text",
    [held.subjectIri, held.kind],
  );
  if (known === undefined) throw new Error("nothing was held");
  return { ...known, isNew: false };
}

/** Takes an item that waits, for the transaction; null when somebody else was faster. */
export async function takeHeld(on: Runner, id: string): Promise<HeldItem | null> {
  const [row] = await run<HeldItem>(
    on,
    `select ${columns} from held_items h where h.id = $1::uuid and h.state = 'held' for update`,
    [id],
  );
  return row ?? null;
}

/** Takes an item that waits for its release; null when somebody else was faster. */
export async function claimHeld(on: Runner, id: string, now: Date): Promise<HeldItem | null> {
  const [row] = await run<HeldItem>(
    on,
    `update held_items h set state = 'releasing', decided_at = $2::timestamptz
     where h.id = $1::uuid and h.state = 'held' returning ${columns}`,
    [id, now],
  );
  return row ?? null;
}

/** Lets what was taken for its release wait again: one item, or those whose release has broken off. */
export async function unclaimHeld(on: Runner, which: { id: string } | { before: Date }): Promise<void> {
  await run(
    on,
    `update held_items set state = 'held', decided_at = null
     where state = 'releasing' and (id = $1::uuid or decided_at < $2::timestamptz)`,
    ["id" in which ? which.id : null, "before" in which ? which.before : null],
  );
}

export async function findHeld(on: Runner, id: string): Promise<HeldItem | null> {
  const [row] = await run<HeldItem>(on, `select ${columns} from held_items h where h.id = $1::uuid`, [id]);
  return row ?? null;
}

/** What it held goes with the decision. */
export async function decideHeld(
  on: Runner,
  id: string,
  decision: { state: "released" | "refused" | "expired"; by: string | null; now: Date },
): Promise<void> {
  await run(
    on,
    `update held_items set state = $2::text, decided_by = $3::uuid, decided_at = $4::timestamptz, content = null
     where id = $1::uuid`,
    [id, decision.state, decision.by, decision.now],
  );
}

export interface HeldFilter {
  ruleId?: string | undefined;
  kind?: HeldKind | undefined;
  domain?: string | undefined;
  accountId?: string | undefined;
  communityId?: string | undefined;
}

const where = `h.state = 'held' and ($1::text is null or h.rule_ids @> array[$1::text]) and ($2::text is null or h.kind = $2::text)
  and ($3::text is null or h.domain = $3::text) and ($4::uuid is null or h.account_id = $4::uuid)
  and ($5::uuid is null or h.community_id = $5::uuid)
  and (h.kind <> 'registration' or exists (select from logins l where l.account_id = h.account_id and l.approved_at is null))`;

function parametersOf({ ruleId, kind, domain, accountId, communityId }: HeldFilter) {
  return [ruleId ?? null, kind ?? null, domain ?? null, accountId ?? null, communityId ?? null];
}

/** What waits, the longest first. */
export function listHeld(
  on: Runner,
  filter: HeldFilter,
  { after, limit }: { after: string | null; limit: number },
): Promise<(HeldItem & { handle: string })[]> {
  return run(
    on,
    `select ${columns}, a.username || coalesce('@' || a.domain, '') as handle
     from held_items h join accounts a on a.id = h.account_id
     where ${where} and ($6::uuid is null or h.id > $6::uuid) order by h.id limit $7::int`,
    [...parametersOf(filter), after, limit],
  );
}

/** @returns at most 10,000 */
export async function countHeld(on: Runner, filter: HeldFilter): Promise<number> {
  const [row] = await run<{ count: number }>(
    on,
    `select count(*)::int as count from (select from held_items h where ${where} limit 10000) n`,
    parametersOf(filter),
  );
  return row?.count ?? 0;
}

/** Whose time is over. */
export async function readExpired(on: Runner, now: Date, limit: number): Promise<string[]> {
  const rows = await run<{ id: string }>(
    on,
    `select id from held_items where state = 'held' and expires_at <= $1::timestamptz order by expires_at limit $2::int`,
    [now, limit],
  );
  return rows.map(({ id }) => id);
}

/** A post that its author deleted waits no longer; nor does what it said before an edit. */
export async function dropHeldPost(on: Runner, iri: string): Promise<void> {
  await run(
    on,
    `delete from held_items where subject_iri = $1::text and kind in ('post', 'edit') and state = 'held'`,
    [iri],
  );
}

/** What its author does not mean any more. */
export async function dropHeld(
  on: Runner,
  { iri, kind }: { iri: string; kind: "own-post" | "own-edit" | "own-profile" },
): Promise<void> {
  await run(
    on,
    "delete from held_items where subject_iri = $1::text and kind = $2::text and state = 'held'",
    [iri, kind],
  );
}

export async function eraseDecided(on: Runner, accountId: string): Promise<void> {
  await run(
    on,
    "delete from held_items where account_id = $1::uuid and state in ('released', 'refused', 'expired')",
    [accountId],
  );
}

/** Forgets what was decided long ago. */
export async function pruneHeld(on: Runner, before: Date): Promise<void> {
  await run(on, "delete from held_items where decided_at < $1::timestamptz", [before]);
}
