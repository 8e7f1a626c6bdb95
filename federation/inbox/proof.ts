import { type Iri, parseIri, sameOrigin } from "#protocol/ids/iri.ts";
import type { JsonObject } from "#protocol/model/activity.ts";
import { type Proof, readProofs, verifyProof } from "#protocol/signing/proofs.ts";
import type { Ports } from "../ports.ts";
import type { KeyOwner, KeyOwners } from "./key-owner.ts";

type Deps = Pick<Ports, "clock"> & { keyOwners: KeyOwners };

/** As many of an actor's own proofs as are looked at: each may cost a request for its key. */
const MOST_PROOFS = 3;

/** Whether an actor proves an activity (FEP-8b32) with a key that its own document publishes. */
export async function isProved(deps: Deps, json: JsonObject, actor: Iri): Promise<boolean> {
  const proofs = readProofs(json);
  if (!proofs.ok) return false;
  const own = proofs.value
    .flatMap((proof) => (proof.ok ? [proof.value] : []))
    // Nobody's key but the actor's is asked for: anybody could write anything here.
    .filter(({ verificationMethod }) => isOfOrigin(verificationMethod, actor))
    .slice(0, MOST_PROOFS);
  for (const proof of own) if (await holds(deps, json, proof, actor)) return true;
  return false;
}

async function holds(deps: Deps, json: JsonObject, proof: Proof, actor: Iri): Promise<boolean> {
  const { keyOwners, clock } = deps;
  const fits = async ({ key, owner }: KeyOwner) =>
    owner.iri === actor && (await verifyProof(json, proof, { key, now: clock.now() })).ok;
  const known = await keyOwners.find(proof.verificationMethod);
  if (!known.ok) return false;
  if (await fits(known.value)) return true;
  const fresh = await keyOwners.refresh(proof.verificationMethod);
  return fresh?.ok === true && fits(fresh.value);
}

function isOfOrigin(keyId: string, actor: Iri): boolean {
  const iri = parseIri(keyId);
  return iri !== null && sameOrigin(iri, actor);
}
