import { normaliseDomain } from "#protocol/ids/domain.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { deleteRejection, readRejectedDomains, readRejections, saveRejection } from "./store.ts";

type Deps = Pick<Ctx, "db" | "clock">;

export type DomainError = { type: "domain/invalid"; domain: string };

/** The node's rules about domains, held in memory so that asking costs nothing. */
export interface DomainGate {
  /** Whether this node deals with a host (its port, if any, is not looked at). Subdomains follow their domain. */
  allows(host: string): boolean;
  /** Reads the rules again: at start, after a change, and now and then for changes by another process. */
  refresh(): Promise<void>;
}

/** @example gate.allows("media.bad.example") // false, once "bad.example" is rejected */
export async function createDomainGate(ctx: Deps): Promise<DomainGate> {
  let rejected = new Set<string>();
  const refresh = async () => {
    rejected = new Set(await readRejectedDomains(ctx));
  };
  await refresh();
  return {
    refresh,
    allows(host) {
      if (rejected.size === 0) return true;
      let domain = host.replace(/\.*(?::\d+)?$/, "").toLowerCase();
      while (domain !== "") {
        if (rejected.has(domain)) return false;
        const dot = domain.indexOf(".");
        domain = dot < 0 ? "" : domain.slice(dot + 1);
      }
      return true;
    },
  };
}

export const listRejections = readRejections;

/** Nothing is taken from or sent to this domain and its subdomains any more. */
export async function rejectDomain(
  ctx: Deps,
  domain: string,
  reason: string,
): Promise<Result<{ domain: string }, DomainError>> {
  const name = nameOf(domain);
  if (name === null) return err({ type: "domain/invalid", domain });
  await saveRejection(ctx, name, reason);
  return ok({ domain: name });
}

/** Lifts a rejection. */
export async function allowDomain(
  ctx: Deps,
  domain: string,
): Promise<Result<{ domain: string }, DomainError>> {
  const name = nameOf(domain);
  if (name === null) return err({ type: "domain/invalid", domain });
  await deleteRejection(ctx, name);
  return ok({ domain: name });
}

/** Rules are about names: whoever is refused is refused on every port. */
function nameOf(domain: string): string | null {
  return normaliseDomain(domain)?.replace(/:\d+$/, "") ?? null;
}
