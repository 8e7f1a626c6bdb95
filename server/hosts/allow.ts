import { err, ok, type Result } from "#protocol/result.ts";
import { record } from "../admin/audit.ts";
import type { Ctx } from "../context.ts";
import { type DomainError, nameOf } from "./policy.ts";
import { type DomainAllow, deleteAllow, insertAllow, readAllows } from "./store/rules.ts";

export type AllowDomainError = { type: "domain/allow-not-found" };

type Deps = Pick<Ctx, "db" | "clock" | "ids">;

/** Puts a domain on the list of those that a node of limited federation deals with. Doing it again does nothing. */
export async function addAllowedDomain(
  ctx: Deps,
  by: string | null,
  domain: string,
): Promise<Result<DomainAllow, DomainError>> {
  const name = nameOf(domain);
  if (name === null) return err({ type: "domain/invalid", domain });
  return ok(
    await ctx.db.transaction(async (tx) => {
      const allow = await insertAllow(tx, { id: ctx.ids.next(), domain: name, createdAt: ctx.clock.now() });
      await record(ctx, tx, { by, action: "domain.allowed", target: name });
      return allow;
    }),
  );
}

/** Takes a domain off that list. */
export async function removeAllowedDomain(
  ctx: Deps,
  by: string | null,
  id: string,
): Promise<Result<DomainAllow, AllowDomainError>> {
  const removed = await ctx.db.transaction(async (tx) => {
    const allow = await deleteAllow(tx, id);
    if (allow !== null) await record(ctx, tx, { by, action: "domain.disallowed", target: allow.domain });
    return allow;
  });
  return removed === null ? err({ type: "domain/allow-not-found" }) : ok(removed);
}

/** The same by its name, for the command line. */
export async function removeAllowedDomainByName(
  ctx: Deps,
  domain: string,
): Promise<Result<DomainAllow, AllowDomainError>> {
  const name = nameOf(domain);
  const found = (await readAllows(ctx)).find((allow) => allow.domain === name);
  return found === undefined
    ? err({ type: "domain/allow-not-found" })
    : removeAllowedDomain(ctx, null, found.id);
}

/** In alphabetical order. */
export const listAllowedDomains = readAllows;
