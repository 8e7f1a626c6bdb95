import { LRUCache } from "lru-cache";
import { hostOf, type Iri, parseIri, sameOrigin } from "#protocol/ids/iri.ts";
import type { JsonObject } from "#protocol/model/activity.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { PublicKey } from "#protocol/signing/keys.ts";
import { iri as readIri } from "#protocol/vocab/json.ts";
import { createParsedKeys } from "../keys.ts";
import type { KnownAccount, Ports } from "../ports.ts";
import { isTransient } from "../remote/errors.ts";
import type { Resolver } from "../resolver.ts";
import type { FetchProblem } from "../resolving/errors.ts";
import { createAdmission } from "./admission.ts";

/** How often a known actor may be read again because a signature did not fit: keys rotate, strangers forge. */
const REFRESH_EVERY_MS = 5 * 60_000;
/** Deliveries that may wait for their signers' servers at once. */
const WAITING = { perHost: 16, total: 200 };

export interface KeyOwner {
  key: PublicKey;
  owner: KnownAccount;
}

export type KeyError =
  | { type: "key/invalid-id"; keyId: string }
  | { type: "key/host-refused"; host: string }
  | { type: "key/not-found"; keyId: string; reason: string }
  /** The owner is gone for good: its key cannot be had any more. */
  | { type: "key/owner-gone"; keyId: string }
  /** The owner's server does not answer at the moment. */
  | { type: "key/unreachable"; keyId: string }
  /** Too many deliveries wait for the owner's server already. */
  | { type: "key/busy"; keyId: string };

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
  const admit = createAdmission(WAITING);
  const readAgain = new LRUCache<Iri, number>({ max: 10_000 });

  const keyOf = async (owner: KnownAccount, keyId: string): Promise<KeyOwner | null> => {
    const published = owner.keys.find((key) => key.id === keyId);
    const key = published === undefined ? null : await parse(published.value);
    return key === null ? null : { key, owner };
  };

  /** An actor that is known is read again now and then; one that is not, whenever its server did not just fail. */
  const mayRefresh = async (owner: Iri): Promise<boolean> => {
    if ((await deps.accounts.byIri(owner)) === null) return false;
    const now = deps.clock.now().getTime();
    const last = readAgain.get(owner);
    if (last !== undefined && now - last < REFRESH_EVERY_MS) return false;
    readAgain.set(owner, now);
    return true;
  };

  const fetchOwner = async (keyId: Iri, owner: Iri, fresh: boolean): Promise<Result<KeyOwner, KeyError>> => {
    const fetched = await deps.resolver.fetchAccount(owner, { fresh });
    if (!fetched.ok) return unavailable(keyId, fetched.error);
    const found = await keyOf(fetched.value, keyId);
    return found === null ? err({ type: "key/not-found", keyId, reason: "key/not-published" }) : ok(found);
  };

  const ask = (keyId: Iri, run: () => Promise<Result<KeyOwner, KeyError>>) =>
    admit(hostOf(keyId), run) ?? Promise.resolve(err({ type: "key/busy" as const, keyId }));

  return {
    async find(keyId) {
      const iri = parseIri(keyId);
      if (iri === null) return err({ type: "key/invalid-id", keyId: keyId.slice(0, 200) });
      if (!deps.gate(hostOf(iri))) return err({ type: "key/host-refused", host: hostOf(iri) });
      const known = await deps.accounts.byKeyId(keyId);
      const found = known === null ? null : await keyOf(known, keyId);
      if (found !== null) return ok(found);
      return ask(iri, async () => {
        const owner = await claimedOwner(deps, iri);
        return owner.ok ? fetchOwner(iri, owner.value, await mayRefresh(owner.value)) : owner;
      });
    },

    async refresh(keyId) {
      const iri = parseIri(keyId);
      const owner = iri === null ? null : await deps.accounts.byKeyId(keyId);
      if (iri === null || owner === null || !(await mayRefresh(owner.iri))) return null;
      return ask(iri, () => fetchOwner(iri, owner.iri, true));
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
  if (isGone) return err({ type: "key/owner-gone", keyId });
  if (isTransient(problem)) return err({ type: "key/unreachable", keyId });
  return err({ type: "key/not-found", keyId, reason: problem.type });
}
