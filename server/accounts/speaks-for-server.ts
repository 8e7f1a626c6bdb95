import type { Iri } from "#protocol/ids/iri.ts";
import type { Ctx } from "../context.ts";
import { readById } from "./store/accounts.ts";

/**
 * Whether an account of another server speaks for that server itself: it is no person's, and is called as its domain is, as nodes' own
 * accounts are and Mastodon's.
 */
export function speaksForServer({
  kind,
  username,
  domain,
}: {
  readonly kind: string;
  readonly username: string;
  readonly domain: string | null;
}): boolean {
  if (domain === null || (kind !== "application" && kind !== "service")) return false;
  return URL.parse(`https://${domain}`)?.hostname === username.toLowerCase();
}

/** An account by its id, where it speaks for its server. */
export async function serverAccount(
  ctx: Pick<Ctx, "db">,
  id: string,
): Promise<{ id: string; iri: Iri } | null> {
  const account = await readById(ctx.db, id);
  return account !== null && speaksForServer(account) ? { id, iri: account.iri as Iri } : null;
}
