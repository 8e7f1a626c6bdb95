import type { Iri } from "#protocol/ids/iri.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx, ResolveError } from "../context.ts";
import { receiveMove } from "../relations/receive-move.ts";
import { changeAccount, lockLocal, readById } from "./store/accounts.ts";

export type MoveError =
  | ResolveError
  | { type: "account/not-found"; accountId: string }
  | { type: "move/self" }
  /** The other account does not name this one among its aliases: add it there first. */
  | { type: "move/not-an-alias"; target: Iri }
  | { type: "move/already-moved"; target: Iri };

/**
 * Moves a local account to another one, here or elsewhere: followers are told to follow that one, and those on this node
 * do. Posts stay. Moving again to the same account finishes what was broken off: nobody is told twice.
 *
 * @param query the new account's handle or IRI; it must name this one among its aliases
 */
export async function moveAccount(
  ctx: Pick<Ctx, "db" | "sql" | "ids" | "clock" | "uris" | "outbox" | "resolve">,
  accountId: string,
  query: string,
): Promise<Result<{ target: Iri }, MoveError>> {
  // The alias may have been added there a moment ago.
  const found = await ctx.resolve.account(query, { fresh: true });
  if (!found.ok) return found;
  const target = await readById(ctx.db, found.value.id);
  if (target === null) return err({ type: "remote/not-found", query });
  if (target.id === accountId) return err({ type: "move/self" });
  const targetIri = target.iri as Iri;

  const outcome = await ctx.db.transaction(async (tx): Promise<Result<{ target: Iri }, MoveError>> => {
    const account = await lockLocal(tx, accountId);
    if (account === null) return err({ type: "account/not-found", accountId });
    if (!target.aliases.includes(account.iri)) return err({ type: "move/not-an-alias", target: targetIri });
    if (account.movedTo === targetIri) return ok({ target: targetIri });
    if (account.movedTo !== null) return err({ type: "move/already-moved", target: account.movedTo as Iri });
    await changeAccount(tx, accountId, { movedTo: target.iri, updatedAt: ctx.clock.now() });
    await ctx.outbox.append(tx, { kind: "account.moved", accountId, target: targetIri });
    return ok({ target: targetIri });
  });
  if (!outcome.ok) return outcome;
  ctx.outbox.wake();
  await receiveMove(ctx, {
    from: { id: accountId, isLocal: true },
    to: { id: target.id, isLocal: target.domain === null },
  });
  return outcome;
}
