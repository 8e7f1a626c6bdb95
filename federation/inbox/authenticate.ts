import { err, ok, type Result } from "#protocol/result.ts";
import { readSignature, type SignableRequest, verifyRequest } from "#protocol/signing/requests.ts";
import type { KnownAccount, Ports } from "../ports.ts";
import type { KeyError, KeyOwner, KeyOwners } from "./key-owner.ts";
import type { InboxRefusal } from "./refusal.ts";

type Deps = Pick<Ports, "clock"> & { keyOwners: KeyOwners };

/** The signature is missing, or is not one that this node can judge; somebody else's word may still do. */
export type Unauthenticated = InboxRefusal & { gone: boolean };

/** What a key that was replaced since looks like. */
const mayBeRotated = new Set(["signature/invalid", "signature/unsupported-algorithm"]);

/**
 * Who signed a request (RFC 9421 or draft-cavage), by the one signature that `readSignature` takes from it: others are
 * nobody's. One that does not fit is checked once more with the signer's key as it is now, in case it was rotated.
 */
export async function authenticate(
  deps: Deps,
  request: SignableRequest,
): Promise<Result<KnownAccount, Unauthenticated>> {
  const read = readSignature(request);
  if (!read.ok) return refuse(read.error.type);
  const signature = read.value;
  const { keyId } = signature;
  const check = async ({ key, owner }: KeyOwner): Promise<Result<KnownAccount, Unauthenticated>> => {
    const verified = await verifyRequest(request, { now: deps.clock.now(), signature, key });
    return verified.ok ? ok(owner) : refuse(verified.error.type);
  };
  const known = await deps.keyOwners.find(keyId);
  if (!known.ok) return refuseKey(known.error);
  const checked = await check(known.value);
  if (checked.ok || !mayBeRotated.has(checked.error.reason)) return checked;
  const fresh = await deps.keyOwners.refresh(keyId);
  if (fresh === null) return checked;
  return fresh.ok ? check(fresh.value) : refuseKey(fresh.error);
}

function refuse(reason: string): Result<never, Unauthenticated> {
  return err({ status: 401, reason, gone: false });
}

function refuseKey(error: KeyError): Result<never, Unauthenticated> {
  if (error.type === "key/host-refused") return err({ status: 403, reason: error.type, gone: false });
  if (error.type === "key/busy") return err({ status: 503, reason: error.type, gone: false });
  return err({ status: 401, reason: error.type, gone: error.type === "key/owner-gone" });
}
