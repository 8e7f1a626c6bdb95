import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exportMultikey, generateEd25519KeyPair } from "#protocol/signing/keys.ts";
import { signRequest } from "#protocol/signing/requests.ts";
import { activity } from "#test/support/network-activities.ts";
import type { PeerActor } from "#test/support/network-peer.ts";
import { createInboxRig, type InboxRig, ORIGIN, signedBytes } from "./rig.ts";

/* How requests are signed, by an actor that this node meets for the first time or knows. */

let rig: InboxRig;
let pat: PeerActor;
let mallory: PeerActor;
/** Pat with the Ed25519 key that the actor publishes beside the RSA one (FEP-521a). */
let patEd25519: PeerActor;
let ana: string;

beforeAll(async () => {
  rig = await createInboxRig();
  [pat, mallory] = await Promise.all([rig.peer.actor("pat"), rig.other.actor("mallory")]);
  const { publicKey, privateKey } = await generateEd25519KeyPair();
  const keyId = `${pat.iri}#ed25519`;
  const publicKeyMultibase = exportMultikey(publicKey);
  Object.assign(pat.document, {
    assertionMethod: [{ id: keyId, type: "Multikey", controller: pat.iri, publicKeyMultibase }],
  });
  patEd25519 = { ...pat, key: { keyId, privateKey } };
  ana = `${ORIGIN}/users/${await rig.local("ana")}`;
});
afterAll(() => rig?.close());

const like = () => activity(rig.peer, "Follow", pat, ana);
const ACCEPTED = { status: 202, outcome: "accepted" };

/** The request as `signedBytes` makes it, with its headers changed afterwards. */
async function deliverWith(change: (headers: Record<string, string>) => void) {
  const signed = await signedBytes(pat, `${ORIGIN}/inbox`, like(), { now: rig.clock.now() });
  change(signed.headers);
  return rig.federation.receive({ method: "POST", path: "/inbox", ...signed });
}

describe("a signature", () => {
  test.each(["cavage", "rfc9421"] as const)("with RSA in the style %s is believed", async (style) => {
    expect(await rig.deliver(pat, like(), { style })).toMatchObject(ACCEPTED);
  });

  test.each(["cavage", "rfc9421"] as const)("with Ed25519 in the style %s is believed", async (style) => {
    expect(await rig.deliver(patEd25519, like(), { style })).toMatchObject(ACCEPTED);
  });

  test.each([
    ["hs2019", 'algorithm="hs2019",'],
    ["nothing", ""],
  ])("that names %s for its algorithm is believed as what its key is for", async (_, algorithm) => {
    const answer = await deliverWith((headers) => {
      headers.signature = (headers.signature ?? "").replace(/algorithm="[^"]*",/, algorithm);
    });
    expect(answer.status).toBe(202);
  });

  test("that names an algorithm nobody knows is refused", async () => {
    const answer = await deliverWith((headers) => {
      headers.signature = (headers.signature ?? "").replace(/algorithm="[^"]*"/, 'algorithm="unheard-of"');
    });
    expect(answer).toMatchObject({ status: 401, reason: "signature/unsupported-algorithm" });
  });

  test("is not replaced by another one of the request, which may be of last year and of no body", async () => {
    const url = `${ORIGIN}/inbox`;
    const lastYear = new Date(rig.clock.now().getTime() - 365 * 86_400_000);
    const once = { method: "POST", url, headers: { host: new URL(url).host }, body: null };
    const old = await signRequest(once, pat.key, { style: "rfc9421", now: lastYear });
    const { headers, body } = await signedBytes(mallory, url, like(), {
      now: rig.clock.now(),
      style: "rfc9421",
    });
    const input = (headers["signature-input"] ?? "")
      .replace(/alg="[^"]*"/, 'alg="unheard-of"')
      .replace(mallory.key.keyId, pat.key.keyId);
    headers["signature-input"] = `${input}, ${old["signature-input"]?.replace("sig1=", "sig2=")}`;
    headers.signature = `${headers.signature}, ${old.signature?.replace("sig1=", "sig2=")}`;
    const answer = await rig.federation.receive({ method: "POST", path: "/inbox", headers, body });
    expect(answer).toMatchObject({ status: 401, reason: "signature/unsupported-algorithm" });
  });

  test("for another inbox, host or body is refused", async () => {
    const inbox = `${ORIGIN}/inbox`;
    const signed = await signedBytes(pat, inbox, like(), { now: rig.clock.now() });
    const elsewhere = { method: "POST", path: "/users/somebody/inbox", ...signed };
    expect(await rig.federation.receive(elsewhere)).toMatchObject({ reason: "signature/invalid" });
    const tampered = JSON.stringify({ ...like(), actor: pat.iri });
    expect(await rig.deliver(pat, like(), { tampered })).toMatchObject({
      reason: "signature/digest-mismatch",
    });
    const other = await signedBytes(pat, "https://other.example/inbox", like(), { now: rig.clock.now() });
    const misdirected = { method: "POST", path: "/inbox", ...other };
    expect(await rig.federation.receive(misdirected)).toMatchObject({ reason: "signature/wrong-host" });
  });

  test.each([
    ["a day old", -86_400_000, "signature/expired"],
    ["of tomorrow", 86_400_000, "signature/from-the-future"],
  ])("%s is refused", async (_, shift, reason) => {
    const now = new Date(rig.clock.now().getTime() + shift);
    expect(await rig.deliver(pat, like(), { now })).toMatchObject({ status: 401, reason });
  });

  test.each(["date", "digest", "signature"])("without its %s is refused", async (name) => {
    expect(await rig.deliver(pat, like(), { without: [name] })).toMatchObject({ status: 401 });
  });
});
