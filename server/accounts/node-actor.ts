import type { Ctx } from "../context.ts";
import { insertLocalAccount } from "./insert.ts";
import { newKeyPairs } from "./key-pairs.ts";
import { orRollBack } from "./rollback.ts";
import { readByIri, readNodeActorIri } from "./store/accounts.ts";

/**
 * Makes sure that the account exists that speaks for the node: it signs fetches, sends reports and follows relays. It is
 * called as the node's domain is, as on Mastodon, and needs approval to be followed, which nobody gives.
 *
 * @returns its id
 */
export async function ensureNodeActor(
  ctx: Pick<Ctx, "db" | "ids" | "clock" | "uris" | "handleHost">,
): Promise<string> {
  const iri = ctx.uris.nodeActor();
  const existing = await readByIri(ctx.db, iri);
  if (existing !== null) return existing.id;
  const keys = await newKeyPairs(ctx);
  const username = new URL(`http://${ctx.handleHost}`).hostname;
  const made = await orRollBack(ctx, (tx) =>
    insertLocalAccount(ctx, tx, {
      username,
      displayName: username,
      kind: "application",
      locked: true,
      keys,
      login: null,
    }),
  );
  if (made.ok) return made.value.id;
  // Another process of the node was faster.
  const theirs = await readByIri(ctx.db, iri);
  if (theirs === null) throw new Error(`the node's account cannot be made: ${made.error.type}`);
  return theirs.id;
}

/**
 * The origin that the stored accounts and posts belong to. Every id holds it, so data of one origin must never be served or
 * added to under another.
 *
 * @returns this node's own when nothing is stored yet
 */
export async function originOfData(
  ctx: Pick<Ctx, "db" | "ids" | "clock" | "uris" | "handleHost">,
): Promise<string> {
  const stored = await readNodeActorIri(ctx.db);
  if (stored !== null) return new URL(stored).origin;
  await ensureNodeActor(ctx);
  return ctx.uris.origin;
}
