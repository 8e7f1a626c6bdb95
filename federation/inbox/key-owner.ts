import { LRUCache } from "lru-cache";
import { hostOf, type Iri, parseIri, sameOrigin } from "#protocol/ids/iri.ts";
import type { JsonObject } from "#protocol/model/activity.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { PublicKey } from "#protocol/signing/keys.ts";
import { iri as readIri } from "#protocol/vocab/json.ts";
import { createParsedKeys } from "../keys.ts";
import type { KnownAccount, Ports } from "../ports.ts";
import type { Resolver } from "../resolver.ts";
import type { FetchProblem } from "../resolving/errors.ts";

/** How often the actor behind one key may be read again because a signature did not fit: keys rotate, strangers forge. */
const REFRESH_EVERY_MS = 5 * 60_000;

export interface KeyOwner {
  key: PublicKey;
  owner: KnownAccount;
}

export type KeyError =
  | { type: "key/invalid-id"; keyId: string }
  | { type: "key/host-refused"; host: string }
  | { type: "key/not-found"; keyId: string; reason: string }
  /** The owner is gone for good: its key cannot be had any more. */
  | { type: "key/owner-gone"; keyId: string };

export interface KeyOwners {
  /** The key and the account that publishes it: from memory, the database, or the owner's server. */
  find(keyId: string): Promise<Result<KeyOwner, KeyError>>;
  /** Once more from the owner's server, when a signature did not fit; null when that was done lately. */
  refresh(keyId: string): Promise<Result<KeyOwner, KeyError> | null>;
}

type Deps = Pick<Ports, "accounts" | "gate" | "clock"> & {
  resolver: Pick<Resolver, "fetchAccount">;
  fetchDocument(iri: Iri): Promise<Result<JsonObject, FetchProblem>>;
};

/** Who signs with which key. A key counts as somebody's only when that somebody's actor document publishes it. */
export function createKeyOwners(deps: Deps): KeyOwners {
  const parse = createParsedKeys();
  const refreshed = new LRUCache<string, number>({ max: 10_000 });

  const keyOf = async (owner: KnownAccount, keyId: string): Promise<KeyOwner | null> => {
    const published = owner.keys.find((key) => key.id === keyId);
    const key = published === undefined ? null : await parse(published.value);
    return key === null ? null : { key, owner };
  };

  const fetchOwner = async (keyId: Iri): Promise<Result<KeyOwner, KeyError>> => {
    const claimed = await claimedOwner(deps, keyId);
    if (!claimed.ok) return claimed;
    const fetched = await deps.resolver.fetchAccount(claimed.value, { fresh: true });
    if (!fetched.ok) return unavailable(keyId, fetched.error);
    const found = await keyOf(fetched.value, keyId);
    return found === null ? err({ type: "key/not-found", keyId, reason: "key/not-published" }) : ok(found);
  };

  return {
    async find(keyId) {
      const iri = parseIri(keyId);
      if (iri === null) return err({ type: "key/invalid-id", keyId: keyId.slice(0, 200) });
      if (!deps.gate(hostOf(iri))) return err({ type: "key/host-refused", host: hostOf(iri) });
      const known = await deps.accounts.byKeyId(keyId);
      const found = known === null ? null : await keyOf(known, keyId);
      return found === null ? fetchOwner(iri) : ok(found);
    },

    async refresh(keyId) {
      const iri = parseIri(keyId);
      const now = deps.clock.now().getTime();
      const last = refreshed.get(keyId);
      if (iri === null || (last !== undefined && now - last < REFRESH_EVERY_MS)) return null;
      refreshed.set(keyId, now);
      return fetchOwner(iri);
    },
  };
}

/** Nearly always a key's id is its owner's with a fragment; some servers give keys documents of their own. */
async function claimedOwner(deps: Deps, keyId: Iri): Promise<Result<Iri, KeyError>> {
  const withoutFragment = keyId.replace(/#.*$/s, "") as Iri;
  if (withoutFragment !== keyId) return ok(withoutFragment);
  const document = await deps.fetchDocument(keyId);
  if (!document.ok) return unavailable(keyId, document.error);
  // A stub of the actor itself (GoToSocial), or a key with its owner's id (FEP-521a calls it the controller).
  const { owner, controller, id, publicKey } = document.value;
  const claimed = readIri(owner ?? controller ?? (publicKey === undefined ? null : id));
  // FEP-fe34: a key document speaks for accounts of its own origin alone.
  if (claimed === null || !sameOrigin(claimed, keyId))
    return err({ type: "key/not-found", keyId, reason: "key/foreign-owner" });
  return ok(claimed);
}

function unavailable(keyId: string, problem: FetchProblem): Result<never, KeyError> {
  const isGone = problem.type === "response/status" && (problem.status === 410 || problem.status === 404);
  return err(
    isGone ? { type: "key/owner-gone", keyId } : { type: "key/not-found", keyId, reason: problem.type },
  );
}
