import type { JsonObject } from "../model/activity.ts";
import { err, ok, type Result } from "../result.ts";
import { openDocument } from "./document.ts";
import { seeAccount } from "./inspect/account.ts";
import { seeActivity } from "./inspect/activity.ts";
import { seeDiscovery } from "./inspect/discovery.ts";
import { seePost } from "./inspect/post.ts";
import { type Extras, type Seen, seen } from "./inspect/seen.ts";
import { typesOf } from "./json.ts";
import { readAccount } from "./read/account.ts";
import { readAuthorization } from "./read/authorization.ts";
import { readCollection } from "./read/collection.ts";
import { readId } from "./read/id.ts";
import { readPost } from "./read/post.ts";
import { readTags } from "./read/tags.ts";
import { explain, type Refusal } from "./refusal.ts";
import { accountKinds, authorizationTypes, collectionTypes, postKinds } from "./types.ts";

export type Inspection = ({ ok: true } & Seen & Extras) | { ok: false; reason: string };

/**
 * What a node would make of a document, from the document alone: nothing is fetched, stored or verified.
 *
 * For `Create` and `Update`, also when a group announces them, it is the post or actor inside, with `activity: "create"`;
 * for other activities the activity with its `object`s. Activities without effect have `ignored: true`; objects of
 * another origin than their activity's actor `needsFetch: true`. A refusal's reason begins with its type.
 *
 * @example inspectDocument({ type: "Note", id: "https://a.example/1" }) // { ok: false, reason: "post/no-author: iri https://a.example/1" }
 */
export function inspectDocument(document: unknown): Inspection {
  const opened = openDocument(document);
  const result = opened.ok ? see(opened.value) : opened;
  return result.ok ? { ok: true, ...result.value } : { ok: false, reason: explain(result.error) };
}

function see(json: JsonObject): Result<Seen & Extras, Refusal> {
  const types = typesOf(json);
  if (types[0] === undefined) return seeDiscovery(json) ?? err({ type: "document/no-type" });
  const type = types.find(isKnown);
  if (type === undefined)
    return json.actor === undefined
      ? err({ type: "document/unknown-type", found: types[0] })
      : seeActivity(json);
  if (postKinds.has(type)) {
    const post = readPost(json);
    return post.ok ? ok(seePost(post.value)) : post;
  }
  if (accountKinds.has(type)) {
    const account = readAccount(json);
    const { hashtags } = readTags(json.tag);
    return account.ok ? ok(seeAccount(account.value, type.toLowerCase(), { tags: hashtags })) : account;
  }
  if (collectionTypes.has(type)) return seeCollection(json, type);
  if (authorizationTypes.has(type)) return seeAuthorization(json);
  const id = readId(json);
  return id.ok ? ok(seen({ kind: "tombstone" }, { id: id.value, object: [id.value] })) : id;
}

function isKnown(type: string): boolean {
  const isDocument = postKinds.has(type) || accountKinds.has(type) || collectionTypes.has(type);
  return isDocument || authorizationTypes.has(type) || type === "Tombstone";
}

function seeCollection(json: JsonObject, type: string): Result<Seen & Extras, Refusal> {
  const read = readCollection(json);
  if (!read.ok) return read;
  const { iri, name, owner, totalItems, items, first, next } = read.value;
  const extras = { id: iri, totalItems, items: items.length, first: first?.iri, next: next?.iri };
  return ok(seen({ kind: type.toLowerCase(), actor: owner, title: name, url: iri }, extras));
}

function seeAuthorization(json: JsonObject): Result<Seen & Extras, Refusal> {
  const read = readAuthorization(json);
  if (!read.ok) return read;
  const { iri, type, author, interactingObject, interactionTarget } = read.value;
  return ok(
    seen(
      { kind: type.toLowerCase(), actor: author },
      { id: iri, object: [interactingObject, interactionTarget] },
    ),
  );
}
