import type { JsonObject } from "#protocol/model/activity.ts";
import { iri as idOf } from "#protocol/vocab/json.ts";
import { announceOfBoost } from "../activities/announce/outbound.ts";
import { createOf } from "../activities/create/outbound.ts";
import type { OutgoingPost } from "../ports.ts";
import { isOpen, postDocument, videoDocument } from "../post-document.ts";
import { isJsonObject } from "../remote/json.ts";
import { isUuid } from "../uuid.ts";
import type { Asked, ServingPorts } from "./asked.ts";
import { type Found, gone, missing } from "./found.ts";
import { mayReadOpen, readablePost } from "./posts.ts";

type Deps = Pick<ServingPorts, "uris" | "accounts" | "posts" | "settings" | "deliveries" | "moot">;

/**
 * An activity under its id: the signed bytes while they are kept, otherwise the `Create` of a post or the `Announce` of a
 * boost, made again. What it carries may be gone since: then it is gone too.
 */
export async function findActivity(deps: Deps, asked: Asked): Promise<Found> {
  if (!isUuid(asked.id)) return missing;
  const stored = await deps.deliveries.activity(asked.id);
  if (stored === null)
    return (
      (await findCreate(deps, asked)) ?? (await findDecision(deps, asked.id)) ?? findBoost(deps, asked.id)
    );
  if (!stored.isPublic) return missing;
  const json = JSON.parse(new TextDecoder().decode(stored.body)) as JsonObject;
  // What is left to say for an account that is gone is that it, or its posts, are gone.
  if (json.type !== "Delete" && !(await speaks(deps, json))) return missing;
  const carried = await carriedPost(deps, json);
  if (carried?.deletedAt)
    return gone(carried.post.iri, { type: carried.post.type, deletedAt: carried.deletedAt });
  if (carried !== null && !(await mayReadCarried(deps, carried, asked))) return missing;
  if (carried !== null && !isCurrent(deps, json, carried))
    return json.type === "Create" ? ((await findCreate(deps, asked)) ?? missing) : missing;
  return { is: "document", document: stored.body, isPublic: true };
}

/** Whether the actor is a local account that may still speak. */
async function speaks(deps: Deps, { actor }: JsonObject): Promise<boolean> {
  const iri = idOf(actor);
  const account = iri === null ? null : await deps.accounts.byIri(iri);
  return account?.isLocal === true && account.state === "active";
}

/** The local post whose text an activity holds: a group's `Announce` may hold a whole `Create` (FEP-1b12). */
async function carriedPost(deps: Deps, { type, object }: JsonObject): Promise<OutgoingPost | null> {
  if (!isJsonObject(object)) return null;
  if (type === "Announce") return carriedPost(deps, object);
  if (type !== "Create" && type !== "Update") return null;
  const local = deps.uris.parse(idOf(object) ?? "");
  return (local?.name === "post" || local?.name === "video") && isUuid(local.id)
    ? deps.posts.byId(local.id)
    : null;
}

async function mayReadCarried(deps: Deps, { id, author }: OutgoingPost, { viewer }: Asked): Promise<boolean> {
  return author.state === "active" && mayReadOpen(deps, id, viewer);
}

/** Whether what an activity holds is what its post says now: what an edit took away is not to be had here any more. */
function isCurrent(deps: Deps, { object }: JsonObject, carried: OutgoingPost): boolean {
  if (!isJsonObject(object)) return true;
  if (isJsonObject(object.object)) return isCurrent(deps, object, carried);
  const now = object.type === "Video" ? videoDocument(deps.uris, carried) : postDocument(deps.uris, carried);
  return now !== null && object.updated === now.updated;
}

/** A post's `Create` has the post's id; `null` when there is no such post. */
async function findCreate(deps: Deps, asked: Asked): Promise<Found | null> {
  const outgoing = await readablePost(deps, asked);
  if (!outgoing.ok) return outgoing.error.is === "missing" ? null : outgoing.error;
  return { is: "document", document: createOf(deps, outgoing.value), isPublic: isOpen(outgoing.value) };
}

/** What a panel decided is told for good, also when its delivery is long over. */
async function findDecision({ moot }: Deps, id: string): Promise<Found | null> {
  const announced = await moot.announcement(id);
  if (announced === null) return null;
  return announced.isPublic ? { is: "document", document: announced.body, isPublic: true } : missing;
}

async function findBoost(deps: Deps, id: string): Promise<Found> {
  const boost = await deps.posts.boost(id);
  if (boost === null || !boost.by.isLocal || boost.by.state !== "active") return missing;
  if (boost.visibility === "followers") return missing;
  return { is: "document", document: announceOfBoost(deps, boost), isPublic: true };
}
