import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx, ResolveError } from "../context.ts";
import { changeAccount, lockLocal, readById } from "./store/accounts.ts";

type Deps = Pick<Ctx, "db" | "clock" | "outbox" | "resolve">;

export type AliasError =
  | ResolveError
  | { type: "account/not-found"; accountId: string }
  | { type: "alias/self" }
  | { type: "alias/too-many"; most: number };

const MAX_ALIASES = 20;

/**
 * Says that another account is the same person's, so that it can move here.
 *
 * @param query `@ana@old.example` or the actor's IRI
 */
export async function addAlias(
  ctx: Deps,
  accountId: string,
  query: string,
): Promise<Result<undefined, AliasError>> {
  const found = await ctx.resolve.account(query);
  if (!found.ok) return found;
  const other = await readById(ctx.db, found.value.id);
  if (other === null) return err({ type: "remote/not-found", query });
  if (other.id === accountId) return err({ type: "alias/self" });
  return changeAliases(ctx, accountId, (aliases) => [
    ...aliases.filter((iri) => iri !== other.iri),
    other.iri,
  ]);
}

/** Takes an alias back, by its IRI. */
export function removeAlias(
  ctx: Deps,
  accountId: string,
  iri: string,
): Promise<Result<undefined, AliasError>> {
  return changeAliases(ctx, accountId, (aliases) => aliases.filter((alias) => alias !== iri));
}

async function changeAliases(
  ctx: Deps,
  accountId: string,
  change: (aliases: string[]) => string[],
): Promise<Result<undefined, AliasError>> {
  const outcome = await ctx.db.transaction(async (tx): Promise<Result<undefined, AliasError>> => {
    const account = await lockLocal(tx, accountId);
    if (account === null) return err({ type: "account/not-found", accountId });
    const aliases = change(account.aliases);
    if (aliases.length > MAX_ALIASES) return err({ type: "alias/too-many", most: MAX_ALIASES });
    if (aliases.join() === account.aliases.join()) return ok();
    await changeAccount(tx, accountId, { aliases, updatedAt: ctx.clock.now() });
    await ctx.outbox.append(tx, { kind: "account.updated", accountId });
    return ok();
  });
  ctx.outbox.wake();
  return outcome;
}
