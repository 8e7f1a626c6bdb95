import { err, ok, type Result } from "#protocol/result.ts";
import { readSignature, type SignableRequest, verifyRequest } from "#protocol/signing/requests.ts";
import type { KnownAccount, Ports } from "../ports.ts";
import type { KeyError, KeyOwners } from "./key-owner.ts";
import type { InboxRefusal } from "./refusal.ts";

type Deps = Pick<Ports, "clock"> & { keyOwners: KeyOwners };

/** The signature is missing, or is not one that this node can judge; somebody else's word may still do. */
export type Unauthenticated = InboxRefusal & { gone: boolean };

/**
 * Who signed a request (RFC 9421 or draft-cavage). A signature that does not fit is checked once more with the
 * signer's key as it is now, in case it was rotated.
 */
export async function authenticate(
  deps: Deps,
  request: SignableRequest,
): Promise<Result<KnownAccount, Unauthenticated>> {
  const signature = readSignature(request);
  if (!signature.ok) return refuse(signature.error.type);
  const { keyId } = signature.value;
  const found = await deps.keyOwners.find(keyId);
  if (!found.ok) return refuseKey(found.error);
  const options = { now: deps.clock.now(), signature: signature.value };
  const verified = await verifyRequest(request, { ...options, key: found.value.key });
  if (verified.ok) return ok(found.value.owner);
  if (verified.error.type !== "signature/invalid") return refuse(verified.error.type);
  const fresh = await deps.keyOwners.refresh(keyId);
  if (fresh === null) return refuse("signature/invalid");
  if (!fresh.ok) return refuseKey(fresh.error);
  const again = await verifyRequest(request, { ...options, key: fresh.value.key });
  return again.ok ? ok(fresh.value.owner) : refuse(again.error.type);
}

function refuse(reason: string): Result<never, Unauthenticated> {
  return err({ status: 401, reason, gone: false });
}

function refuseKey(error: KeyError): Result<never, Unauthenticated> {
  if (error.type === "key/host-refused") return err({ status: 403, reason: error.type, gone: false });
  if (error.type === "key/busy") return err({ status: 503, reason: error.type, gone: false });
  return err({ status: 401, reason: error.type, gone: error.type === "key/owner-gone" });
}
