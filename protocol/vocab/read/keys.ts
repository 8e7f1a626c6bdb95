import type { Iri } from "../../ids/iri.ts";
import { parseIri, sameOrigin } from "../../ids/iri.ts";
import type { AccountKey } from "../../model/account.ts";
import type { JsonObject } from "../../model/activity.ts";
import { err, ok, type Result } from "../../result.ts";
import { iri, objects, text } from "../json.ts";
import { limits } from "../limits.ts";
import type { Refusal } from "../refusal.ts";

/**
 * The keys that an actor publishes: `publicKey` (PEM) and `assertionMethod` (Multikey, FEP-521a). An actor that shows
 * another's key as its own is refused; a Multikey with a foreign controller is left out.
 */
export function readKeys(json: JsonObject, actor: Iri): Result<AccountKey[], Refusal> {
  const keys: AccountKey[] = [];
  for (const key of objects(json.publicKey)) {
    const value = text(key.publicKeyPem);
    if (value === null || value.length > 10_000) continue;
    const id = iri(key.id) ?? (`${actor}#main-key` as Iri);
    const owner = text(key.owner) ?? text(key.controller) ?? actor;
    if (!isSame(owner, actor) || !sameOrigin(id, actor))
      return err({ type: "account/key-of-another", key: id, owner });
    keys.push({ id, format: "pem", value });
  }
  for (const key of objects(json.assertionMethod)) {
    const id = iri(key.id);
    const value = text(key.publicKeyMultibase);
    const controller = text(key.controller) ?? actor;
    if (id === null || value === null || value.length > 10_000) continue;
    if (isSame(controller, actor) && sameOrigin(id, actor)) keys.push({ id, format: "multikey", value });
  }
  return ok(keys.slice(0, limits.keys));
}

/** The same id, written the same or differing only in what URL parsing evens out (`https://a.example` and `…/`). */
function isSame(owner: string, actor: Iri): boolean {
  if (owner === actor) return true;
  const parsed = parseIri(owner);
  return parsed !== null && new URL(parsed).href === new URL(actor).href;
}
