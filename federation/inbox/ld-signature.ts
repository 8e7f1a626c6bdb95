import { type Iri, sameOrigin } from "#protocol/ids/iri.ts";
import type { JsonObject } from "#protocol/model/activity.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { PublicKey } from "#protocol/signing/keys.ts";
import { isObject } from "#protocol/vocab/document.ts";
import { iri as readIri } from "#protocol/vocab/json.ts";
import { hashStatements, readFromRdf } from "../compact.ts";
import { hasFewContexts, measureJsonLd } from "../json-ld-size.ts";
import type { Ports } from "../ports.ts";
import { isCarriedTooLate } from "./carried.ts";
import type { KeyOwners } from "./key-owner.ts";
import { createTurns, type Turns } from "./turns.ts";
import type { Unvouched } from "./unvouched.ts";

interface Deps extends Pick<Ports, "clock"> {
  keyOwners: KeyOwners;
  /** Canonicalising is work for this node alone, asked for by anybody who has a key somewhere. */
  inTurn: Turns;
}

/** Of the JSON without its contexts. A post with ten mentions has 150; what this many can cost is measured in DECISIONS.md. */
const MOST_VALUES = 500;
const CONTEXT = "https://w3id.org/identity/v1";

/** The turns in which one node canonicalises documents. */
export const createSignatureTurns = (): Turns => createTurns({ atOnce: 2, waiting: 32 });

/**
 * What an actor said with a Linked Data Signature (`RsaSignature2017`, as Mastodon puts on what may be forwarded), read from
 * the RDF that was signed: whoever forwards it may have written other JSON for the same RDF. `vouching/nobody` when it is not
 * the actor's, or says something else when it is read from that root. Large and old documents are refused before anything
 * is done with them.
 */
export async function signedMeaning(
  deps: Deps,
  json: JsonObject,
  actor: Iri,
): Promise<Result<JsonObject, Unvouched>> {
  const id = readIri(json.id);
  const signature = readSignature(json.signature);
  if (id === null || !sameOrigin(id, actor) || signature === null) return nobody;
  // Nobody's key but the actor's is asked for: anybody could write anything here.
  const keyId = readIri(signature.creator);
  if (keyId === null || !sameOrigin(keyId, actor)) return nobody;
  const size = measureJsonLd(json);
  if (size.values > MOST_VALUES || !hasFewContexts(size))
    return err({ type: "signature/document-too-large" });
  if (isCarriedTooLate(deps.clock, signature.created)) return err({ type: "signature/expired-carried" });
  const key = await keyOf(deps, keyId, actor);
  if (key === null) return nobody;
  const { signature: _, ...unsigned } = json;
  const message = await (deps.inTurn(() => signedMessage(unsigned, signature)) ?? "busy");
  if (message === "busy") return err({ type: "signature/busy" });
  if (message === null || !(await isBy(deps, { key, keyId, actor }, message, signature))) return nobody;
  const meaning = await (deps.inTurn(() => readFromRdf(unsigned, id)) ?? "busy");
  if (meaning === "busy") return err({ type: "signature/busy" });
  return meaning === null ? nobody : ok(meaning);
}

const nobody: Result<never, Unvouched> = err({ type: "vouching/nobody" });

interface LinkedDataSignature {
  creator: string;
  created: string;
  bytes: Uint8Array;
}

function readSignature(value: unknown): LinkedDataSignature | null {
  if (!isObject(value) || value.type !== "RsaSignature2017") return null;
  const { creator, created, signatureValue } = value;
  if (typeof creator !== "string" || typeof created !== "string" || typeof signatureValue !== "string")
    return null;
  return { creator, created, bytes: Buffer.from(signatureValue, "base64") };
}

/** Made of the two members that are looked at, and not of whatever else is there: JSON-LD could make something else of it. */
async function signedMessage(
  unsigned: JsonObject,
  { creator, created }: LinkedDataSignature,
): Promise<Uint8Array | null> {
  const options = await hashStatements({ "@context": CONTEXT, creator, created });
  const document = options === null ? null : await hashStatements(unsigned);
  return document === null ? null : Buffer.from(`${options}${document}`);
}

interface Signer {
  key: PublicKey;
  keyId: Iri;
  actor: Iri;
}

async function isBy(
  { keyOwners }: Deps,
  { key, keyId, actor }: Signer,
  message: Uint8Array,
  { bytes }: LinkedDataSignature,
): Promise<boolean> {
  if (await key.verify("rsa-v1_5-sha256", message, bytes)) return true;
  const fresh = await keyOwners.refresh(keyId);
  if (fresh?.ok !== true || fresh.value.owner.iri !== actor) return false;
  return fresh.value.key.verify("rsa-v1_5-sha256", message, bytes);
}

async function keyOf({ keyOwners }: Deps, keyId: Iri, actor: Iri): Promise<PublicKey | null> {
  const known = await keyOwners.find(keyId);
  return known.ok && known.value.owner.iri === actor ? known.value.key : null;
}
