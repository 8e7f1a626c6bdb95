import { writeCollection } from "#protocol/vocab/write/collection.ts";
import { isOpen } from "../post-document.ts";
import { isUuid } from "../uuid.ts";
import type { Asked, ServingPorts } from "./asked.ts";
import { findPage } from "./collection.ts";
import { type Found, missing } from "./found.ts";
import { readablePost } from "./posts.ts";

type Deps = Pick<ServingPorts, "uris" | "posts" | "settings" | "collections">;

/** Public and unlisted answers to a post, from anywhere, in the order in which they came. */
export async function findReplies(deps: Deps, asked: Asked): Promise<Found> {
  const outgoing = await readablePost(deps, asked);
  if (!outgoing.ok) return outgoing.error;
  const { id, counts } = outgoing.value;
  const read = (cursor: string | null) => deps.collections.replies(id, cursor);
  const collection = {
    iri: deps.uris.replies(id),
    total: counts.replies,
    read,
    isPublic: isOpen(outgoing.value),
  };
  return findPage(collection, asked.query.get("page"));
}

/** How many; who it was stays here. */
export async function findLikes(deps: Deps, asked: Asked): Promise<Found> {
  return findCount(deps, asked, "likes");
}

export async function findShares(deps: Deps, asked: Asked): Promise<Found> {
  return findCount(deps, asked, "shares");
}

async function findCount(deps: Deps, asked: Asked, name: "likes" | "shares"): Promise<Found> {
  const outgoing = await readablePost(deps, asked);
  if (!outgoing.ok) return outgoing.error;
  const { id } = outgoing.value;
  const document = writeCollection({
    iri: deps.uris[name](id),
    totalItems: await deps.collections[name](id),
  });
  return { is: "document", document, isPublic: isOpen(outgoing.value) };
}

/** The public and unlisted posts of one conversation, oldest first (FEP-7888). */
export async function findContext(deps: Deps, { id, query }: Asked): Promise<Found> {
  if (!isUuid(id)) return missing;
  const read = (cursor: string | null) => deps.collections.context(id, cursor);
  // A conversation without a post that anybody may read looks like none.
  const { items } = await read(null);
  if (items.length === 0) return missing;
  return findPage({ iri: deps.uris.context(id), total: null, read, isPublic: true }, query.get("page"));
}
