import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { signCavage } from "./cavage.ts";
import { digestBody } from "./digest.ts";
import { generateEd25519KeyPair, generateRsaKeyPair, type KeyPair } from "./keys.ts";
import { type SignableRequest, utf8 } from "./message.ts";
import { readSignature, type SignatureError, signRequest, verifyRequest } from "./requests.ts";

const now = new Date("2026-11-21T12:00:00Z");
const keyId = "https://a.example/actor#main-key";
const styles = ["cavage", "rfc9421"] as const;
const body = utf8('{"type":"Create"}');
const post: SignableRequest = {
  method: "POST",
  url: "https://b.example/inbox?shared=1",
  headers: { host: "b.example", "content-type": "application/activity+json" },
  body,
};
const get: SignableRequest = {
  method: "GET",
  url: "https://b.example/a",
  headers: { host: "b.example" },
  body: null,
};

let rsa: KeyPair;
let ed25519: KeyPair;
beforeAll(async () => {
  [rsa, ed25519] = await Promise.all([generateRsaKeyPair(), generateEd25519KeyPair()]);
});

async function signed(
  request: SignableRequest,
  style: (typeof styles)[number],
  pair: KeyPair = rsa,
): Promise<SignableRequest> {
  const added = await signRequest(request, { keyId, privateKey: pair.privateKey }, { style, now });
  return { ...request, headers: { ...request.headers, ...added } };
}

/** A cavage signature over just those headers, as a peer with other habits makes it. */
async function cavage(request: SignableRequest, ...covered: string[]): Promise<SignableRequest> {
  const digest = await digestBody(request.body ?? new Uint8Array());
  const headers = { date: now.toUTCString(), digest: digest.digest, ...request.headers };
  const signature = await signCavage({ ...request, headers }, covered, { keyId, privateKey: rsa.privateKey });
  if (!signature.ok) throw new Error(signature.error.type);
  return { ...request, headers: { ...headers, signature: signature.value } };
}

/** What is signed of the signature's own headers: not the label, and in draft-cavage neither keyId nor algorithm. */
function meaning(request: SignableRequest): string {
  const read = readSignature(request);
  if (!read.ok) return read.error.type;
  const unsigned = read.value.style === "cavage" ? { keyId: "", algorithm: "" } : { label: "" };
  return JSON.stringify({ ...read.value, ...unsigned });
}

async function failure(request: SignableRequest, at = now): Promise<SignatureError | null> {
  const verified = await verifyRequest(request, { key: rsa.publicKey, now: at });
  return verified.ok ? null : verified.error;
}

const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);

describe.each(styles)("a request signed in the %s style", (style) => {
  it.each([
    ["rsa", "POST", () => rsa, post],
    ["ed25519", "POST", () => ed25519, post],
    ["rsa", "GET", () => rsa, get],
  ])("with %s, %s, is verified with its key and no other", async (_, __, pair, request) => {
    const sent = await signed(request, style, pair());
    const read = readSignature(sent);
    expect(read.ok && [read.value.style, read.value.keyId]).toEqual([style, keyId]);
    const verified = await verifyRequest(sent, { key: pair().publicKey, now });
    expect(verified).toEqual(read);
    const stranger = await generateEd25519KeyPair();
    expect((await verifyRequest(sent, { key: stranger.publicKey, now })).ok).toBe(false);
  });

  it("takes a digest that was made before", async () => {
    const digest = await digestBody(body);
    const added = await signRequest(post, { keyId, privateKey: rsa.privateKey }, { style, now, digest });
    expect(added).toEqual(await signRequest(post, { keyId, privateKey: rsa.privateKey }, { style, now }));
  });

  it("counts for five minutes and an hour of skew, in either direction", async () => {
    const sent = await signed(post, style);
    expect(await failure(sent, later(3600 + 299))).toBeNull();
    expect(await failure(sent, later(3600 + 301))).toEqual({ type: "signature/expired" });
    expect(await failure(sent, later(-3599))).toBeNull();
    expect(await failure(sent, later(-3601))).toEqual({ type: "signature/from-the-future" });
  });

  it("is refused when the body, method, path, query or host is another", async () => {
    const sent = await signed(post, style);
    const bytes = Uint8Array.from(body, (byte, i) => (i === 3 ? byte ^ 1 : byte));
    expect(await failure({ ...sent, body: bytes })).toEqual({ type: "signature/digest-mismatch" });
    expect(await failure({ ...sent, method: "PUT" })).toEqual({ type: "signature/invalid" });
    expect(await failure({ ...sent, url: "https://b.example/outbox?shared=1" })).toEqual({
      type: "signature/invalid",
    });
    expect(await failure({ ...sent, url: "https://b.example/inbox?shared=2" })).toEqual({
      type: "signature/invalid",
    });
    expect(await failure({ ...sent, url: "https://c.example/inbox?shared=1" })).not.toBeNull();
  });

  it("is refused when any one byte of what is covered is flipped", async () => {
    const sent = await signed(post, style);
    const names = Object.keys(sent.headers).filter((name) => name !== "host" || style === "cavage");
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.nat(),
        fc.integer({ min: 1, max: 127 }),
        async (name, at, mask) => {
          const value = String(sent.headers[name]);
          const index = at % value.length;
          const flipped =
            value.slice(0, index) +
            String.fromCharCode(value.charCodeAt(index) ^ mask) +
            value.slice(index + 1);
          const changed = { ...sent, headers: { ...sent.headers, [name]: flipped } };
          if (name.startsWith("signature") && meaning(changed) === meaning(sent)) return;
          expect(await failure(changed)).not.toBeNull();
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("a draft-cavage signature", () => {
  it("may leave the query out of (request-target), as Fedify's does", async () => {
    const bare = await cavage(
      { ...post, url: "https://b.example/inbox" },
      "(request-target)",
      "host",
      "date",
      "digest",
    );
    expect(await failure({ ...bare, url: post.url })).toBeNull();
  });

  it.each([
    [["host", "date", "digest"], "target"],
    [["(request-target)", "date", "digest"], "authority"],
    [["(request-target)", "host", "digest"], "date"],
    [["(request-target)", "host", "date"], "digest"],
  ])("over %j is refused: it leaves out the %s", async (covered, missing) => {
    expect(await failure(await cavage(post, ...covered))).toEqual({ type: "signature/uncovered", missing });
  });

  it("for another host is refused here", async () => {
    const elsewhere = { ...post, headers: { ...post.headers, host: "c.example" } };
    const sent = await cavage(elsewhere, "(request-target)", "host", "date", "digest");
    expect(await failure(sent)).toEqual({ type: "signature/wrong-host", host: "c.example" });
  });

  it("may name the default port in the Host", async () => {
    const port = { ...post, headers: { ...post.headers, host: "B.example:443" } };
    expect(await failure(await cavage(port, "(request-target)", "host", "date", "digest"))).toBeNull();
  });

  it("signs (created) and (expires) with hs2019, and a signed end may be twelve hours off", async () => {
    const created = now.getTime() / 1000;
    const covered = "(request-target) host (created) (expires)";
    const expires = created + 20 * 3600;
    const base = `(request-target): get /a\nhost: b.example\n(created): ${created}\n(expires): ${expires}`;
    const signature = Buffer.from(await rsa.privateKey.sign(utf8(base))).toString("base64");
    const header = `keyId="${keyId}", algorithm="hs2019", created=${created}, expires="${expires}", headers="${covered}", signature="${signature}"`;
    const sent = { ...get, headers: { ...get.headers, signature: header } };
    expect(await failure(sent)).toBeNull();
    expect(await failure(sent, later(12 * 3600))).toBeNull();
    expect(await failure(sent, later(14 * 3600))).toEqual({ type: "signature/expired" });
    const claimed = {
      ...sent,
      headers: { ...sent.headers, signature: header.replace("hs2019", "rsa-sha256") },
    };
    expect((await failure(claimed))?.type).toBe("signature/malformed");
  });

  it("does not last longer for an (expires) that is not signed", async () => {
    const sent = await signed(get, "cavage");
    const header = `${sent.headers.signature},expires=${now.getTime() / 1000 + 40_000}`;
    const replayed = { ...sent, headers: { ...sent.headers, signature: header } };
    expect(await failure(replayed, later(4000))).toEqual({ type: "signature/expired" });
  });

  it.each(["hmac-sha256", "rsa-sha1", "ed25519"])(
    "of algorithm %s is not supported for an RSA key",
    async (algorithm) => {
      const sent = await signed(get, "cavage");
      const signature = String(sent.headers.signature).replace("rsa-sha256", algorithm);
      expect(await failure({ ...sent, headers: { ...sent.headers, signature } })).toEqual({
        type: "signature/unsupported-algorithm",
        algorithm,
      });
    },
  );

  it.each([
    ["", "signature/missing"],
    ["nonsense", "signature/malformed"],
    ['keyId="k"', "signature/malformed"],
    ['signature="AAAA"', "signature/malformed"],
    ['keyId="k",keyId="l",signature="AAAA"', "signature/malformed"],
    ['keyId="k",signature="*"', "signature/malformed"],
    ['keyId="k",signature="AAAA",created=soon', "signature/malformed"],
  ])("%j is %s", (signature, type) => {
    const read = readSignature({ headers: { signature } });
    expect(!read.ok && read.error.type).toBe(type);
  });

  it("needs a date that names its zone", async () => {
    const zoneless = { ...get, headers: { ...get.headers, date: "Sat, 21 Nov 2026 12:00:00" } };
    const sent = await cavage(zoneless, "(request-target)", "host", "date");
    expect(await failure(sent)).toEqual({ type: "signature/malformed", detail: "date" });
  });
});

describe("an RFC 9421 signature", () => {
  it("that covers the path and not the query is refused", async () => {
    const params = `("@method" "@authority" "@path");created=${now.getTime() / 1000};keyid="k"`;
    const headers = { ...get.headers, "signature-input": `s=${params}`, signature: "s=:AAAA:" };
    expect(await failure({ ...get, url: `${get.url}?page=2`, headers })).toEqual({
      type: "signature/uncovered",
      missing: "target",
    });
    expect(await failure({ ...get, headers })).toEqual({ type: "signature/invalid" });
  });
});

describe("verifyRequest", () => {
  it("never throws, whatever the headers and the URL", async () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'keyId="k",signature="AAAA"',
        's=("@method" "@target-uri");created=1;keyid="k"',
        "s=:AAAA:",
      ),
      fc.stringMatching(
        /^[a-z]{1,4}=\(("[@a-z-]{0,8}"(;[a-z]{1,4}="?[a-z0-9]*"?)? ?)*\)(;[a-z]{1,7}=[@0-9"a-z:.?-]*)*$/,
      ),
    );
    const value = fc.oneof(text, fc.array(text, { maxLength: 2 }), fc.constant(undefined));
    const headers = fc.record(
      {
        signature: value,
        "signature-input": value,
        date: value,
        digest: value,
        "content-digest": value,
        host: value,
      },
      { requiredKeys: [] },
    );
    const url = fc.oneof(fc.constant(post.url), fc.webUrl({ withQueryParameters: true }), fc.string());
    const arbitrary = fc.record({ method: fc.string(), url, headers, body: fc.option(fc.uint8Array()) });
    await fc.assert(
      fc.asyncProperty(arbitrary, async (request) => (await failure(request)) !== null),
      { numRuns: 1000 },
    );
  });
});
