import { eraseReasons } from "#moderation/actions/erase.ts";
import { eraseWords } from "#moderation/cases/erase.ts";
import { eraseEvidence } from "#moderation/evidence/erase.ts";
import { eraseKey } from "#moderation/ledger/erase.ts";
import type { ApiCtx, Tx } from "../context.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";
import { removeUnusedFiles } from "../files/sweep.ts";
import { run } from "../platform/statement.ts";
import { eraseReportWords } from "../reports/erase.ts";

type Deps = Pick<ApiCtx, "db" | "sql" | "clock" | "ids" | "files" | "uris" | "config">;

/**
 * Erases, on a legal request, what moderation keeps about somebody or something: the keys of what the ledger holds encrypted, the
 * evidence with its files, what was written in reports and notes of its cases. Of an account the cases about its posts are meant
 * too. Every entry stays, and both ledgers verify as before.
 *
 * @param about the IRI of a post, an account, a medium; an account's id; or whatever a key in the ledger is called by
 * @returns how many keys were destroyed, and how many cases were emptied
 */
export async function eraseAbout(
  ctx: Deps,
  about: string,
  { reason, by }: { reason: string; by: string | null },
): Promise<{ keys: number; cases: number }> {
  const moderation = moderationOf(ctx);
  const { files, ...erased } = await ctx.db.transaction(async (tx) => {
    const on = statementsOn(tx);
    const [account] = await run<{ id: string; iri: string }>(
      tx,
      "select id, iri from accounts where iri = $1::text or id::text = $1::text",
      [about],
    );
    const iri = account?.iri ?? about;
    const { caseIds, iris } = await eraseWords(on, { iri, accountId: account?.id ?? null });
    const own = await eraseReasons(on, { iris: [iri, ...iris], accountId: account?.id ?? null });
    const names = new Set([about, iri, ...iris, ...own, ...(await keysOf(tx, account?.id ?? null, iri))]);
    if (account !== undefined) names.add(account.id);
    await run(
      tx,
      "update audit_log set details = '{}' where target in (select jsonb_array_elements_text($1))",
      [JSON.stringify([...names])],
    );
    let keys = 0;
    for (const name of names) keys += await eraseKey(moderation, on, name, { reason, by });
    await eraseReportWords(tx, caseIds);
    const because = { by, because: "law" as const };
    const files = await eraseEvidence(moderation, on, { caseIds }, because);
    // What cases about others keep of it as well: their thread, their author.
    for (const name of new Set([iri, ...iris]))
      files.push(...(await eraseEvidence(moderation, on, { iri: name }, because)));
    return { files, keys, cases: caseIds.length };
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
