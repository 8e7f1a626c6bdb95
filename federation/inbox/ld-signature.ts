import { type Iri, sameOrigin } from "#protocol/ids/iri.ts";
import type { JsonObject } from "#protocol/model/activity.ts";
import { isObject } from "#protocol/vocab/document.ts";
import { iri as readIri } from "#protocol/vocab/json.ts";
import { readFromRdf } from "../compact.ts";
import { fedifyVerifiesDocument } from "./fedify-verifier.ts";
import type { KeyOwners } from "./key-owner.ts";

interface Deps {
  keyOwners: KeyOwners;
}

/**
 * What an actor said with a Linked Data Signature (`RsaSignature2017`, as Mastodon puts on what may be forwarded), read from
 * the RDF that was signed: whoever forwards it may have written other JSON for the same RDF. `null` when it is not the
 * actor's, or says something else when it is read from that root.
 */
export async function signedMeaning(deps: Deps, json: JsonObject, actor: Iri): Promise<JsonObject | null> {
  const id = readIri(json.id);
  if (id === null || !sameOrigin(id, actor) || !isObject(json.signature)) return null;
  // Nobody's key but the actor's is asked for: anybody could write anything here.
  const keyId = readIri(json.signature.creator);
  if (keyId === null || !sameOrigin(keyId, actor)) return null;
  if (!(await isSignedBy(deps, json, keyId, actor))) return null;
  const { signature: _, ...unsigned } = json;
  return readFromRdf(unsigned, id);
}

async function isSignedBy(deps: Deps, json: JsonObject, keyId: Iri, actor: Iri): Promise<boolean> {
  const known = await deps.keyOwners.find(keyId);
  if (!known.ok || known.value.owner.iri !== actor) return false;
  if (await fedifyVerifiesDocument(json, keyId, known.value.owner)) return true;
  const fresh = await deps.keyOwners.refresh(keyId);
  return fresh?.ok === true && fedifyVerifiesDocument(json, keyId, fresh.value.owner);
}
