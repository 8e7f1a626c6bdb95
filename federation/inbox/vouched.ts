import { hasSignatureLike, verifySignature } from "@fedify/fedify/sig";
import type { DocumentLoader } from "@fedify/vocab-runtime";
import { type Iri, parseIri, sameOrigin } from "#protocol/ids/iri.ts";
import type { JsonObject } from "#protocol/model/activity.ts";
import type { Result } from "#protocol/result.ts";
import { readProofs, verifyProof } from "#protocol/signing/proofs.ts";
import { isPlain } from "#protocol/vocab/context.ts";
import type { Ports } from "../ports.ts";
import type { FetchProblem } from "../resolving/errors.ts";
import type { KeyOwners } from "./key-owner.ts";

interface Deps extends Pick<Ports, "clock"> {
  keyOwners: KeyOwners;
  fetchDocument(iri: Iri): Promise<Result<JsonObject, FetchProblem>>;
  contextLoader: DocumentLoader;
  documentLoader: DocumentLoader;
  compact(document: JsonObject): Promise<JsonObject | null>;
}

/**
 * An activity that somebody else brought (a relay, a community, a server that forwards), as its own actor vouches for it:
 * by an object proof (FEP-8b32), by a Linked Data Signature, or by serving it under its id. What comes back can be read
 * plainly; `null` when nobody vouches.
 *
 * @param options.mayAsk whether the actor's server may be asked for it
 */
export async function vouchedFor(
  deps: Deps,
  json: JsonObject,
  actor: Iri,
  { mayAsk }: { mayAsk: boolean },
): Promise<JsonObject | null> {
  if (await isProved(deps, json, actor)) return isPlain(json) ? json : deps.compact(json);
  const signed = await signedDocument(deps, json, actor);
  if (signed !== null || !mayAsk) return signed;
  const id = parseIri(json.id);
  if (id === null || !sameOrigin(id, actor)) return null;
  const served = await deps.fetchDocument(id);
  return served.ok && served.value.id === id ? served.value : null;
}

async function isProved(deps: Deps, json: JsonObject, actor: Iri): Promise<boolean> {
  const proofs = readProofs(json);
  if (!proofs.ok) return false;
  for (const proof of proofs.value) {
    if (!proof.ok) continue;
    const found = await deps.keyOwners.find(proof.value.verificationMethod);
    if (!found.ok || found.value.owner.iri !== actor) continue;
    const verified = await verifyProof(json, proof.value, { key: found.value.key, now: deps.clock.now() });
    if (verified.ok) return true;
  }
  return false;
}

/** What a Linked Data Signature covers is the RDF, not the JSON: only what compacting gives back may be read. */
async function signedDocument(deps: Deps, json: JsonObject, actor: Iri): Promise<JsonObject | null> {
  if (!hasSignatureLike(json)) return null;
  const creator = (json.signature as { creator?: unknown } | null)?.creator;
  const found = typeof creator === "string" ? await deps.keyOwners.find(creator) : null;
  if (found === null || !found.ok || found.value.owner.iri !== actor) return null;
  try {
    const { contextLoader, documentLoader } = deps;
    const key = await verifySignature(json, { contextLoader, documentLoader });
    if (key === null || (key.ownerId !== null && key.ownerId.href !== actor)) return null;
    const { signature: _, ...unsigned } = json;
    return await deps.compact(unsigned);
  } catch {
    // Fedify throws on documents that JSON-LD cannot process; nobody vouches for those.
    return null;
  }
}
