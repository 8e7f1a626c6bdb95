import { err, ok, type Result } from "#protocol/result.ts";
import { record } from "../admin/audit.ts";
import type { Ctx } from "../context.ts";
import { afterDecisions } from "../hosts/decide.ts";
import { run } from "../platform/statement.ts";
import { type ActorDeps, settleActors } from "./actors.ts";
import { settleLists } from "./settle.ts";
import { setAnswer } from "./store/entries.ts";

/** Something that a list recommends, and nobody has answered. */
export interface Draft {
  readonly listId: string;
  readonly list: string;
  /** Or an account's IRI. */
  readonly domain: string;
  readonly entity: "domain" | "actor";
  /** Of an account. */
  readonly accountId: string | null;
  readonly verdict: "none" | "limit" | "reject";
  readonly publicReason: string;
  readonly reason: string;
  /** How many subscriptions name the domain. */
  readonly voices: number;
  /** Accounts of it that are known here. */
  readonly accounts: number;
}

/**
 * What lists recommend and nobody has answered: domains about which no rule says as much already, and accounts that are known
 * here. Those that most lists name come first.
 */
export function listDrafts(
  ctx: Pick<Ctx, "sql">,
  { listId = null, offset, limit }: { listId?: string | null; offset: number; limit: number },
): Promise<Draft[]> {
  return run<Draft>(
    ctx.sql,
    `with voices as (
       select e.key, count(*)::int as voices from list_entries e
       join domain_lists l on l.id = e.list_id and l.kind = 'subscription'
       where e.verdict in ('none', 'limit', 'reject') group by e.key)
     select l.id as "listId", l.name as list, e.key as domain, e.entity, k.id as "accountId", e.verdict,
       e.public_reason as "publicReason", e.reason, v.voices,
       case when e.entity = 'actor' then 1 else (select count(*)::int from accounts a where a.domain = e.key) end as accounts
     from list_entries e join domain_lists l on l.id = e.list_id and l.kind = 'subscription' and l.mode = 'recommend'
     join voices v on v.key = e.key left join domain_policies p on p.domain = e.key
     left join accounts k on e.entity = 'actor' and k.iri = e.key and k.domain is not null and k.state <> 'deleted'
     where (e.entity = 'domain' or k.id is not null) and e.answer is null and e.verdict in ('none', 'limit', 'reject')
       and ($1::uuid is null or l.id = $1::uuid)
       and (p.domain is null or array_position(array['none','limit','reject'], p.verdict)
         < array_position(array['none','limit','reject'], e.verdict))
     order by v.voices desc, e.key, l.id offset $2::int limit $3::int`,
    [listId, offset, limit],
  );
}

/**
 * A moderator confirms what a list recommends, and it is done as that list's word: when the list takes it back, it is undone. Or
 * dismisses it, also of a list that applies, and the list has no say about that domain or account. `null` takes the answer back.
 */
export async function answerDraft(
  ctx: ActorDeps,
  by: string,
  { listId, domain, answer }: { listId: string; domain: string; answer: "confirmed" | "dismissed" | null },
): Promise<Result<undefined, { type: "domain-list/not-found" }>> {
  const found = await ctx.db.transaction(async (tx) => {
    if (!(await setAnswer(tx, listId, domain, answer))) return false;
    const action = answer === "confirmed" ? "domain-list.confirmed" : "domain-list.dismissed";
    await record(ctx, tx, { by, action, target: domain, details: { list: listId, answer } });
    return true;
  });
  if (!found) return err({ type: "domain-list/not-found" });
  await settleLists(ctx, [domain]);
  await settleActors(ctx);
  await afterDecisions(ctx);
  return ok();
}
