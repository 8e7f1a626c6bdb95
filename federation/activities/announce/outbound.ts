import type { Iri } from "#protocol/ids/iri.ts";
import { addressing } from "#protocol/ids/visibility.ts";
import type { JsonObject } from "#protocol/model/activity.ts";
import { writeAnnounce } from "#protocol/vocab/write/announce.ts";
import { inboxesOf } from "../../audience.ts";
import { type Build, derivedId, type OutboundDeps, type Outgoing } from "../../outgoing.ts";
import type { KnownAccount, PostPort } from "../../ports.ts";
import { isOpen } from "../../post-document.ts";
import { createOf } from "../create/outbound.ts";

type BoostVisibility = "public" | "unlisted" | "followers";

/** The `Announce` of a post, which names the post's author so that its server shows it to them. */
export function announceOf(
  deps: Pick<OutboundDeps, "uris">,
  boost: {
    iri: Iri;
    by: KnownAccount;
    object: Iri | JsonObject;
    author: Iri;
    visibility: BoostVisibility;
    publishedAt?: Date;
  },
): JsonObject {
  const { iri, by, object, author, visibility, publishedAt } = boost;
  const followers = by.followers ?? deps.uris.followers(by.id);
  const dated = publishedAt === undefined ? {} : { publishedAt };
  return writeAnnounce({
    iri,
    actor: by.iri,
    object,
    ...addressing(visibility, followers, [author]),
    ...dated,
  });
}

/** The `Announce` of a boost as it is stored. */
export function announceOfBoost(
  deps: Pick<OutboundDeps, "uris">,
  { iri, by, post, postAuthor, visibility, createdAt }: StoredBoost,
): JsonObject {
  return announceOf(deps, {
    iri,
    by,
    object: post,
    author: postAuthor.iri,
    visibility,
    publishedAt: createdAt,
  });
}

type StoredBoost = NonNullable<Awaited<ReturnType<PostPort["boost"]>>>;

export const boostCreated: Build<"boost.created"> = async (deps, { boostId }) => {
  const boost = await deps.posts.boost(boostId);
  if (boost === null || !boost.by.isLocal || boost.by.state !== "active") return null;
  const { iri, by, post, postAuthor, visibility, createdAt } = boost;
  const about = { by, author: postAuthor.iri, visibility, publishedAt: createdAt };
  const announced: Outgoing = {
    document: announceOf(deps, { ...about, iri, object: post }),
    sender: by,
    audience: await inboxesOf(deps, { followersOf: by, openly: [postAuthor] }),
    isPublic: visibility !== "followers",
    orderKey: iri,
  };
  const wrapped = by.kind === "group" ? await wrappedCreate(deps, post) : null;
  if (wrapped === null) return announced;
  const wrapping = deps.uris.activity(derivedId(boostId, "create"));
  const document = announceOf(deps, { ...about, iri: wrapping, object: wrapped });
  return [announced, { ...announced, document }];
};

/**
 * FEP-1b12: a group passes the whole `Create` on. Only that of a post of this node, whose bytes are ours to repeat; of any
 * other the plain `Announce` tells where to fetch it.
 */
async function wrappedCreate(deps: OutboundDeps, post: Iri): Promise<JsonObject | null> {
  const outgoing = await deps.posts.byIri(post);
  if (outgoing === null || !outgoing.isLocal || outgoing.deletedAt !== null || !isOpen(outgoing)) return null;
  return createOf(deps, outgoing);
}
