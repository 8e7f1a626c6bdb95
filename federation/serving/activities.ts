import type { JsonObject } from "#protocol/model/activity.ts";
import { iri as idOf } from "#protocol/vocab/json.ts";
import { announceOf } from "../activities/announce/outbound.ts";
import { createOf } from "../activities/create/outbound.ts";
import { isOpen } from "../post-document.ts";
import { isUuid } from "../uuid.ts";
import type { Asked, ServingPorts } from "./asked.ts";
import { type Found, gone, missing } from "./found.ts";
import { readablePost } from "./posts.ts";

type Deps = Pick<ServingPorts, "uris" | "posts" | "settings" | "deliveries">;

/**
 * An activity under its id: the signed bytes while they are kept, otherwise the `Create` of a post or the `Announce` of a
 * boost, made again. What it was about may be gone since: then it is gone too.
 */
export async function findActivity(deps: Deps, asked: Asked): Promise<Found> {
  if (!isUuid(asked.id)) return missing;
  const stored = await deps.deliveries.activity(asked.id);
  if (stored === null) return (await findCreate(deps, asked)) ?? findBoost(deps, asked.id);
  if (!stored.isPublic) return missing;
  const json = JSON.parse(new TextDecoder().decode(stored.body)) as JsonObject;
  const about = await subject(deps, json);
  if (about?.deletedAt) return gone(about.post.iri, { type: about.post.type, deletedAt: about.deletedAt });
  // The bytes of a Create that was edited, or narrowed by its author's suspension, are no longer what we say.
  if (json.type === "Create" && about !== null)
    return (await currentCreate(deps, asked, about.post.updatedAt, stored.body)) ?? missing;
  return { is: "document", document: stored.body, isPublic: true };
}

/** The local post that an activity carries; a `Delete` or `Like` names one and carries nothing of it. */
async function subject(deps: Deps, { type, object }: JsonObject) {
  if (type !== "Create" && type !== "Update") return null;
  const local = deps.uris.parse(idOf(object) ?? "");
  return local?.name === "post" && isUuid(local.id) ? deps.posts.byId(local.id) : null;
}

async function currentCreate(
  deps: Deps,
  asked: Asked,
  editedAt: Date | null,
  body: Uint8Array,
): Promise<Found | null> {
  const made = await findCreate(deps, asked);
  return made?.is === "document" && editedAt === null ? { ...made, document: body } : made;
}

/** A post's `Create` has the post's id; `null` when there is no such post. */
async function findCreate(deps: Deps, asked: Asked): Promise<Found | null> {
  const outgoing = await readablePost(deps, asked);
  if (!outgoing.ok) return outgoing.error.is === "missing" ? null : outgoing.error;
  return { is: "document", document: createOf(deps, outgoing.value), isPublic: isOpen(outgoing.value) };
}

async function findBoost(deps: Deps, id: string): Promise<Found> {
  const boost = await deps.posts.boost(id);
  if (boost === null || !boost.by.isLocal || boost.by.state !== "active" || boost.visibility === "followers")
    return missing;
  const { iri, by, post, postAuthor, visibility, createdAt } = boost;
  const about = { iri, by, object: post, author: postAuthor.iri, visibility, publishedAt: createdAt };
  return { is: "document", document: announceOf(deps, about), isPublic: true };
}
