import { eraseReasons } from "#moderation/actions/erase.ts";
import { eraseWords } from "#moderation/cases/erase.ts";
import { eraseEvidence } from "#moderation/evidence/erase.ts";
import { eraseKey } from "#moderation/ledger/erase.ts";
import { eraseSignals } from "#moderation/signals/erase.ts";
import { eraseJudgements } from "#moderation/trustees/erase.ts";
import { eraseStrikes } from "../admin/strikes.ts";
import type { ApiCtx, Tx } from "../context.ts";
import { eraseSent } from "../deliveries/erase.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";
import { removeUnusedFiles } from "../files/sweep.ts";
import { eraseDecisions } from "../moot/erase.ts";
import { type LeaveDeps, withdrawNotes } from "../notes/leave.ts";
import { run } from "../platform/statement.ts";
import { eraseHeld } from "../policy/holds/erase.ts";
import { eraseReports } from "../reports/erase.ts";

type Deps = Pick<ApiCtx, "files" | "config"> & LeaveDeps;

/**
 * Erases, on a legal request, what moderation keeps about somebody or something: the keys of what the ledger holds encrypted, the
 * evidence with its files, what was written in reports and notes of its cases, notes of context by them or about it, and whom all of it names. Of an account the cases
 * about its posts are meant too. Every entry stays, and both ledgers verify as before.
 *
 * @param about the IRI of a post, an account, a medium; an account's id; or whatever a key in the ledger is called by
 * @returns how many keys were destroyed, how many cases were emptied, and how many actions are in force and keep their subject: they
 *   are to be taken back first, if they shall go as well
 */
export async function eraseAbout(
  ctx: Deps,
  about: string,
  { reason, by }: { reason: string; by: string | null },
): Promise<{ keys: number; cases: number; inForce: number }> {
  const moderation = moderationOf(ctx);
  const { files, ...erased } = await ctx.db.transaction(async (tx) => {
    const on = statementsOn(tx);
    const [account] = await run<{ id: string; iri: string }>(
      tx,
      "select id, iri from accounts where iri = $1::text or id::text = $1::text",
      [about],
    );
    const iri = account?.iri ?? about;
    const accountId = account?.id ?? null;
    if (accountId !== null) await eraseStrikes(tx, accountId);
    await withdrawNotes(ctx, tx, { iris: [iri], accountId });
    const { caseIds, iris } = await eraseWords(on, { iri, accountId });
    const { names: own, inForce } = await eraseReasons(on, { iris: [iri, ...iris], accountId });
    const names = new Set([about, iri, ...iris, ...own, ...(await keysOf(tx, accountId, iri))]);
    if (accountId !== null) names.add(accountId);
    for (const name of await eraseSignals(on, { iris: [...names], accountId })) names.add(name);
    await run(
      tx,
      "update audit_log set details = '{}' where target in (select jsonb_array_elements_text($1))",
      [JSON.stringify([...names])],
    );
    let keys = 0;
    for (const name of names) keys += await eraseKey(moderation, on, name, { reason, by });
    await eraseJudgements(on, { caseIds, accountId });
    await eraseReports(tx, { caseIds, iris: [...names], accountId });
    // Whatever else a key is called by (ids, domains), only addresses stand in what was sent.
    const addresses = [...names].filter((name) => URL.canParse(name));
    await eraseDecisions(tx, { iris: addresses, accountId });
    await eraseSent(tx, { sender: ctx.uris.nodeActor(), iris: addresses });
    if (accountId !== null) await eraseHeld(tx, accountId);
    const because = { by, because: "law" as const };
    const files = await eraseEvidence(moderation, on, { caseIds }, because);
    // What cases about others keep of it as well: their thread, their author.
    for (const name of new Set([iri, ...iris]))
      files.push(...(await eraseEvidence(moderation, on, { iri: name }, because)));
    return { files, keys, cases: caseIds.length, inForce };
  });
  await removeUnusedFiles(ctx, [...new Set(files)]);
  return erased;
}

/** What keys about an account's posts, or about a post by its id, are called by. */
async function keysOf(tx: Tx, accountId: string | null, iri: string): Promise<string[]> {
  const rows = await run<{ about: string }>(
    tx,
    `select k.about from posts p join ledger_keys k on k.about in (p.iri, p.id::text)
     where p.account_id = $1::uuid or p.iri = $2::text`,
    [accountId, iri],
  );
  return rows.map(({ about }) => about);
}
