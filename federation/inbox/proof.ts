import { type Iri, parseIri, sameOrigin } from "#protocol/ids/iri.ts";
import type { JsonObject } from "#protocol/model/activity.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { type Proof, readProofs, verifyProof } from "#protocol/signing/proofs.ts";
import type { Ports } from "../ports.ts";
import { isCarriedTooLate } from "./carried.ts";
import type { KeyOwner, KeyOwners } from "./key-owner.ts";
import type { Unvouched } from "./unvouched.ts";

type Deps = Pick<Ports, "clock"> & { keyOwners: KeyOwners };

/** As many of an actor's own proofs as are looked at: each may cost a request for its key. */
const MOST_PROOFS = 3;

/** Whether an actor proves an activity (FEP-8b32), lately and with a key that its own document publishes. */
export async function checkProofs(
  deps: Deps,
  json: JsonObject,
  actor: Iri,
): Promise<Result<undefined, Unvouched>> {
  const proofs = readProofs(json);
  if (!proofs.ok) return err({ type: "vouching/nobody" });
  const own = proofs.value
    .flatMap((proof) => (proof.ok ? [proof.value] : []))
    // Nobody's key but the actor's is asked for: anybody could write anything here.
    .filter(({ verificationMethod }) => isOfOrigin(verificationMethod, actor))
    .slice(0, MOST_PROOFS);
  const recent = own.filter(({ created }) => !isCarriedTooLate(deps.clock, created));
  for (const proof of recent) if (await holds(deps, json, proof, actor)) return ok();
  return err({ type: recent.length < own.length ? "signature/expired-carried" : "vouching/nobody" });
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
