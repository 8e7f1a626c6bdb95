import { type Iri, parseIri } from "#protocol/ids/iri.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { deleteRelay, insertRelay, readInbox, readRelays } from "./store.ts";

type Deps = Pick<Ctx, "db" | "ids" | "clock" | "uris" | "outbox" | "resolve">;

export type RelayError =
  | { type: "relay/invalid-address"; address: string }
  | { type: "relay/already-subscribed"; address: string }
  | { type: "relay/not-found"; address: string };

/**
 * Asks a relay for its posts, and sends it the public ones from here once it has accepted.
 *
 * @param address a Mastodon-style relay's inbox (ends in `/inbox`), or a LitePub relay's actor
 * @example await subscribeToRelay(ctx, "https://relay.example/inbox")
 */
export async function subscribeToRelay(
  ctx: Deps,
  address: string,
): Promise<Result<{ id: string }, RelayError>> {
  const iri = parseIri(address);
  if (iri === null) return err({ type: "relay/invalid-address", address });
  const style = iri.endsWith("/inbox") ? "mastodon" : "litepub";
  const inbox = style === "mastodon" ? iri : await relayActorInbox(ctx, iri);
  if (inbox === null) return err({ type: "relay/not-found", address });
  const id = ctx.ids.next();
  const followIri = ctx.uris.activity(ctx.ids.next());
  const added = await ctx.db.transaction(async (tx) => {
    const isNew = await insertRelay(tx, {
      id,
      inbox,
      actorIri: style === "litepub" ? iri : null,
      style,
      state: "pending",
      followIri,
      createdAt: ctx.clock.now(),
    });
    if (isNew) await ctx.outbox.append(tx, { kind: "relay.followed", relayId: id });
    return isNew;
  });
  if (!added) return err({ type: "relay/already-subscribed", address });
  ctx.outbox.wake();
  return ok({ id });
}

export async function unsubscribeFromRelay(ctx: Deps, inbox: string): Promise<Result<undefined, RelayError>> {
  const removed = await ctx.db.transaction(async (tx) => {
    const row = await deleteRelay(tx, inbox);
    if (row === null) return false;
    await ctx.outbox.append(tx, {
      kind: "relay.unfollowed",
      inbox: row.inbox as Iri,
      followIri: row.followIri as Iri,
      relayActor: row.style === "litepub" ? (row.actorIri as Iri | null) : null,
    });
    return true;
  });
  if (!removed) return err({ type: "relay/not-found", address: inbox });
  ctx.outbox.wake();
  return ok();
}

export const listRelays = readRelays;

async function relayActorInbox(ctx: Deps, actor: Iri): Promise<Iri | null> {
  const found = await ctx.resolve.account(actor);
  return found.ok ? readInbox(ctx, found.value.id) : null;
}
