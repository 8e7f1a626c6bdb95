import { hostOf } from "#protocol/ids/iri.ts";
import type { JsonObject } from "#protocol/model/activity.ts";
import { writeCollection } from "#protocol/vocab/write/collection.ts";
import { postWithMediaContext } from "#protocol/vocab/write/context.ts";
import { announceOfBoost } from "../activities/announce/outbound.ts";
import { createOf } from "../activities/create/outbound.ts";
import type { KnownAccount, OutgoingPost } from "../ports.ts";
import { isOpen, postDocument } from "../post-document.ts";
import { activeAccount } from "./accounts.ts";
import type { Asked, ServingPorts } from "./asked.ts";
import { findPage } from "./collection.ts";
import type { Found } from "./found.ts";
import { mayReadOpen } from "./posts.ts";

type Deps = Pick<ServingPorts, "uris" | "accounts" | "posts" | "collections" | "settings">;

/** The count and the pages of followers; to a server that asks with `?domain=` its own part of them (FEP-8fcf). */
export async function findFollowers(deps: Deps, asked: Asked): Promise<Found> {
  const account = await activeAccount(deps, asked.id);
  if (!account.ok) return account.error;
  const host = asked.query.get("domain");
  return host === null
    ? relations(deps, "followers", asked)
    : findFollowersOn(deps, asked, account.value, host.toLowerCase());
}

export async function findFollowing(deps: Deps, asked: Asked): Promise<Found> {
  const account = await activeAccount(deps, asked.id);
  return account.ok ? relations(deps, "following", asked) : account.error;
}

async function relations(deps: Deps, side: "followers" | "following", { id, query }: Asked): Promise<Found> {
  const { [side]: total } = await deps.collections.counts(id);
  const read = (cursor: string | null) => deps.collections[side](id, cursor);
  return findPage({ iri: deps.uris[side](id), total, read, isPublic: true }, query.get("page"));
}

/** Who follows from one host is for that host alone: followers-only posts are sent to them. */
async function findFollowersOn(
  deps: Deps,
  { viewer }: Asked,
  account: KnownAccount,
  host: string,
): Promise<Found> {
  const asker = await viewer();
  if (asker === null || hostOf(asker.iri) !== host)
    return { is: "forbidden", reason: "followers/other-host" };
  const items = await deps.collections.followersOn(account.id, host);
  const iri = deps.uris.followers(account.id);
  const document = writeCollection({ iri, totalItems: items.length, items });
  const id = `${iri}?domain=${encodeURIComponent(host)}`;
  return { is: "document", document: { ...document, id }, isPublic: false };
}

/** `Create`s of public and unlisted posts and `Announce`s of public boosts, newest first. */
export async function findOutbox(deps: Deps, { id, query, viewer }: Asked): Promise<Found> {
  const account = await activeAccount(deps, id);
  if (!account.ok) return account.error;
  const { posts: total } = await deps.collections.counts(id);
  const read = async (cursor: string | null) => {
    const page = await deps.collections.outbox(id, cursor);
    const items = await Promise.all(
      page.items.map(({ kind, id: item }) =>
        kind === "post" ? published(deps, item, viewer) : boosted(deps, item),
      ),
    );
    return { items: items.filter((item) => item !== null), next: page.next };
  };
  const iri = deps.uris.outbox(id);
  return findPage({ iri, total, read, context: postWithMediaContext, isPublic: true }, query.get("page"));
}

async function published(deps: Deps, id: string, viewer: Asked["viewer"]): Promise<JsonObject | null> {
  const outgoing = await shown(deps, id, viewer);
  return outgoing && createOf(deps, outgoing);
}

/** A post of a page that was read before: it may have been deleted since. */
async function shown(deps: Deps, id: string, viewer: Asked["viewer"]): Promise<OutgoingPost | null> {
  const outgoing = await deps.posts.byId(id);
  if (outgoing === null || outgoing.deletedAt !== null || !isOpen(outgoing)) return null;
  return (await mayReadOpen(deps, id, viewer)) ? outgoing : null;
}

async function boosted(deps: Deps, id: string): Promise<JsonObject | null> {
  const boost = await deps.posts.boost(id);
  return boost && announceOfBoost(deps, boost);
}

/** Pinned posts, whole: peers show them without a request for each. They are few, so there are no pages. */
export async function findFeatured(deps: Deps, { id, viewer }: Asked): Promise<Found> {
  const account = await activeAccount(deps, id);
  if (!account.ok) return account.error;
  const pinned = await Promise.all(
    (await deps.collections.featured(id)).map((post) => pinnedItem(deps, post, viewer)),
  );
  const items = pinned.filter((item) => item !== null);
  const iri = deps.uris.featured(id);
  const document = writeCollection({
    iri,
    attributedTo: account.value.iri,
    totalItems: items.length,
    items,
    context: postWithMediaContext,
  });
  return { is: "document", document, isPublic: true };
}

async function pinnedItem(deps: Deps, id: string, viewer: Asked["viewer"]): Promise<JsonObject | null> {
  const outgoing = await shown(deps, id, viewer);
  return outgoing?.isLocal ? postDocument(deps.uris, outgoing) : null;
}
