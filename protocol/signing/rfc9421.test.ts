import { describe, expect, it } from "vitest";
import { type ComponentLookup, requestLookup } from "./components.ts";
import { platformCrypto } from "./crypto.platform.ts";
import { webCrypto } from "./crypto.web.ts";
import { type CryptoProvider, importPrivateKey, importPublicKey, type PublicKey } from "./keys.ts";
import { fieldValue, type SignableRequest, splitTarget, utf8 } from "./message.ts";
import { parseRfc9421, signatureBase, signRfc9421, verifyRfc9421 } from "./rfc9421.ts";

/** RFC 9421 appendix B.1. */
const KEYS = {
  "test-key-rsa-pss": `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAr4tmm3r20Wd/PbqvP1s2
+QEtvpuRaV8Yq40gjUR8y2Rjxa6dpG2GXHbPfvMs8ct+Lh1GH45x28Rw3Ry53mm+
oAXjyQ86OnDkZ5N8lYbggD4O3w6M6pAvLkhk95AndTrifbIFPNU8PPMO7OyrFAHq
gDsznjPFmTOtCEcN2Z1FpWgchwuYLPL+Wokqltd11nqqzi+bJ9cvSKADYdUAAN5W
Utzdpiy6LbTgSxP7ociU4Tn0g5I6aDZJ7A8Lzo0KSyZYoA485mqcO0GVAdVw9lq4
aOT9v6d+nb4bnNkQVklLQ3fVAvJm+xdDOp9LCNCN48V2pnDOkFV6+U9nV5oyc6XI
2wIDAQAB
-----END PUBLIC KEY-----`,
  "test-key-ecc-p256": `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lf
w0EkjqF7xB4FivAxzic30tMM4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==
-----END PUBLIC KEY-----`,
  "test-key-ed25519": `-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=
-----END PUBLIC KEY-----`,
};
const ED25519_PRIVATE = `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF
-----END PRIVATE KEY-----`;

/** The appendix's keys are allowed RSA-PSS by their alg parameter only, which the examples leave to the key. */
const PSS = /keyid="test-key-rsa-pss"/;

/** Appendix B.2, test-request. */
const request: SignableRequest = {
  method: "POST",
  url: "https://example.com/foo?param=Value&Pet=dog",
  headers: {
    host: "example.com",
    date: "Tue, 20 Apr 2021 02:07:55 GMT",
    "content-type": "application/json",
    "content-digest":
      "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:",
    "content-length": "18",
  },
  body: utf8('{"hello": "world"}'),
};

/** Appendix B.2, test-response: another lookup is all that a response needs. */
const responseHeaders = {
  "content-type": "application/json",
  "content-digest":
    "sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5aGgfLQ==:",
  "content-length": "23",
};
const responseLookup: ComponentLookup = ({ name }) =>
  name === "@status" ? "200" : fieldValue(responseHeaders, name);

async function key(name: keyof typeof KEYS, crypto: CryptoProvider = platformCrypto): Promise<PublicKey> {
  const imported = await importPublicKey(KEYS[name], crypto);
  if (!imported.ok) throw new Error(imported.error.type);
  return imported.value;
}

function lookupOf(of: SignableRequest): ComponentLookup {
  const target = splitTarget(of.url);
  if (target === null) throw new Error("url");
  return requestLookup(of, target);
}

const vectors: {
  section: string;
  key: keyof typeof KEYS;
  input: string;
  signature: string;
  lookup: ComponentLookup;
}[] = [
  {
    section: "B.2.1 minimal, rsa-pss-sha512",
    key: "test-key-rsa-pss",
    input: 'sig-b21=();created=1618884473;keyid="test-key-rsa-pss";nonce="b3k2pp5k7z-50gnwp.yemd"',
    signature:
      "sig-b21=:d2pmTvmbncD3xQm8E9ZV2828BjQWGgiwAaw5bAkgibUopemLJcWDy/lkbbHAve4cRAtx31Iq786U7it++wgGxbtRxf8Udx7zFZsckzXaJMkA7ChG52eSkFxykJeNqsrWH5S+oxNFlD4dzVuwe8DhTSja8xxbR/Z2cOGdCbzR72rgFWhzx2VjBqJzsPLMIQKhO4DGezXehhWwE56YCE+O6c0mKZsfxVrogUvA4HELjVKWmAvtl6UnCh8jYzuVG5WSb/QEVPnP5TmcAnLH1g+s++v6d4s8m0gCw1fV5/SITLq9mhho8K3+7EPYTU8IU1bLhdxO5Nyt8C8ssinQ98Xw9Q==:",
    lookup: lookupOf(request),
  },
  {
    section: "B.2.2 selective, rsa-pss-sha512, with a query parameter",
    key: "test-key-rsa-pss",
    input:
      'sig-b22=("@authority" "content-digest" "@query-param";name="Pet");created=1618884473;keyid="test-key-rsa-pss";tag="header-example"',
    signature:
      "sig-b22=:LjbtqUbfmvjj5C5kr1Ugj4PmLYvx9wVjZvD9GsTT4F7GrcQEdJzgI9qHxICagShLRiLMlAJjtq6N4CDfKtjvuJyE5qH7KT8UCMkSowOB4+ECxCmT8rtAmj/0PIXxi0A0nxKyB09RNrCQibbUjsLS/2YyFYXEu4TRJQzRw1rLEuEfY17SARYhpTlaqwZVtR8NV7+4UKkjqpcAoFqWFQh62s7Cl+H2fjBSpqfZUJcsIk4N6wiKYd4je2U/lankenQ99PZfB4jY3I5rSV2DSBVkSFsURIjYErOs0tFTQosMTAoxk//0RoKUqiYY8Bh0aaUEb0rQl3/XaVe4bXTugEjHSw==:",
    lookup: lookupOf(request),
  },
  {
    section: "B.2.3 full coverage, rsa-pss-sha512",
    key: "test-key-rsa-pss",
    input:
      'sig-b23=("date" "@method" "@path" "@query" "@authority" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-rsa-pss"',
    signature:
      "sig-b23=:bbN8oArOxYoyylQQUU6QYwrTuaxLwjAC9fbY2F6SVWvh0yBiMIRGOnMYwZ/5MR6fb0Kh1rIRASVxFkeGt683+qRpRRU5p2voTp768ZrCUb38K0fUxN0O0iC59DzYx8DFll5GmydPxSmme9v6ULbMFkl+V5B1TP/yPViV7KsLNmvKiLJH1pFkh/aYA2HXXZzNBXmIkoQoLd7YfW91kE9o/CCoC1xMy7JA1ipwvKvfrs65ldmlu9bpG6A9BmzhuzF8Eim5f8ui9eH8LZH896+QIF61ka39VBrohr9iyMUJpvRX2Zbhl5ZJzSRxpJyoEZAFL2FUo5fTIztsDZKEgM4cUA==:",
    lookup: lookupOf(request),
  },
  {
    section: "B.2.4 a response, ecdsa-p256-sha256",
    key: "test-key-ecc-p256",
    input:
      'sig-b24=("@status" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-ecc-p256"',
    signature:
      "sig-b24=:wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw==:",
    lookup: responseLookup,
  },
  {
    section: "B.2.6 ed25519",
    key: "test-key-ed25519",
    input:
      'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
    signature:
      "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:",
    lookup: lookupOf(request),
  },
];

describe.each([platformCrypto, webCrypto])("RFC 9421 appendix B.2 on $name cryptography", (crypto) => {
  it.each(vectors)("$section", async ({ key: name, input, signature, lookup }) => {
    const read = parseRfc9421(input, signature);
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    const algorithm = PSS.test(input) ? "rsa-pss-sha512" : null;
    expect(read.value.params).toBe(input.slice(input.indexOf("=") + 1)); // canonical as it stands
    expect(await verifyRfc9421({ ...read.value, algorithm }, await key(name, crypto), lookup)).toEqual({
      ok: true,
      value: undefined,
    });
    const other: ComponentLookup = (component) =>
      component.name === "@path" ? "/bar" : `${lookup(component)} `;
    const base = signatureBase(read.value, other);
    if (read.value.components.length > 0) {
      expect(
        base.ok && (await verifyRfc9421({ ...read.value, algorithm }, await key(name, crypto), other)).ok,
      ).toBe(false);
    }
  });

  it("B.2.6: the signature base is what the appendix prints, and signs to the same bytes", async () => {
    const signingKey = await importPrivateKey(ED25519_PRIVATE);
    if (!signingKey.ok) throw new Error(signingKey.error.type);
    const read = parseRfc9421(vectors[4]?.input ?? "", vectors[4]?.signature ?? "");
    if (!read.ok) throw new Error(read.error.type);
    const base = signatureBase(read.value, lookupOf(request));
    expect(base.ok && base.value).toBe(
      [
        '"date": Tue, 20 Apr 2021 02:07:55 GMT',
        '"@method": POST',
        '"@path": /foo',
        '"@authority": example.com',
        '"content-type": application/json',
        '"content-length": 18',
        '"@signature-params": ("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
      ].join("\n"),
    );
    const signature = await signingKey.value.sign(utf8(base.ok ? base.value : ""));
    expect(Buffer.from(signature).equals(read.value.signature)).toBe(true);
  });
});

describe("RFC 9421 appendix B.4", () => {
  const input =
    'transform=("@method" "@path" "@authority" "accept");created=1618884473;keyid="test-key-ed25519"';
  const signature =
    "transform=:ZT1kooQsEHpZ0I1IjCqtQppOmIqlJPeo7DHR3SoMn0s5JZ1eRGS0A+vyYP9t/LXlh5QMFFQ6cpLt2m0pmj3NDA==:";
  const url = "https://example.org/demo?name1=Value1&Name2=value2";
  const get = (over: Partial<SignableRequest>): SignableRequest => ({
    method: "GET",
    url,
    headers: { accept: ["application/json", "*/*"] },
    body: null,
    ...over,
  });

  it.each([
    ["an added query parameter, which is not covered", get({ url: `${url}&param=added` }), true],
    ["joined field lines", get({ headers: { accept: "application/json, */*" } }), true],
    ["another method and authority", get({ method: "POST", url: "https://example.com/demo" }), false],
    ["field lines in another order", get({ headers: { accept: "*/*, application/json" } }), false],
  ])("%s", async (_, changed, valid) => {
    const read = parseRfc9421(input, signature);
    if (!read.ok) throw new Error(read.error.type);
    expect((await verifyRfc9421(read.value, await key("test-key-ed25519"), lookupOf(changed))).ok).toBe(
      valid,
    );
  });
});

describe("RFC 9421 signatures", () => {
  it("are written with their parameters in one order, and read back", async () => {
    const privateKey = await importPrivateKey(ED25519_PRIVATE);
    if (!privateKey.ok) throw new Error(privateKey.error.type);
    const options = {
      label: "sig1",
      covered: ["@method", "@target-uri"],
      created: 1618884473,
      keyId: "https://a.example/actor#main-key",
      privateKey: privateKey.value,
    };
    const signed = await signRfc9421(options, lookupOf(request));
    if (!signed.ok) throw new Error(signed.error.type);
    expect(signed.value.signatureInput).toBe(
      'sig1=("@method" "@target-uri");created=1618884473;keyid="https://a.example/actor#main-key";alg="ed25519"',
    );
    const read = parseRfc9421(signed.value.signatureInput, signed.value.signature);
    expect(read.ok && read.value.covered).toEqual(["@method", "@target-uri"]);
    expect(
      read.ok && (await verifyRfc9421(read.value, await key("test-key-ed25519"), lookupOf(request))).ok,
    ).toBe(true);
  });

  it("pass over a signature that cannot be read, when there is another", () => {
    const read = parseRfc9421('a="x", b=("@method");keyid="k"', "a=:AAAA:, b=:AAAA:");
    expect(read.ok && read.value.label).toBe("b");
  });

  it.each([
    ["a component twice", 's=("@method" "@method");keyid="k"', "s=:AAAA:"],
    ["a parameter that is not known", 's=("accept";sf);keyid="k"', "s=:AAAA:"],
    ["a request's component in a request", 's=("@method";req);keyid="k"', "s=:AAAA:"],
    ["no keyid", 's=("@method");created=1', "s=:AAAA:"],
    ["no signature of that label", 's=("@method");keyid="k"', "t=:AAAA:"],
    ["a signature that is a string", 's=("@method");keyid="k"', 's="AAAA"'],
    ["upper-case names", 's=("Date");keyid="k"', "s=:AAAA:"],
    ["no structured field", 's=("@method', "s=:AAAA:"],
    ["bad base64", 's=("@method");keyid="k"', "s=:A*:"],
  ])("are malformed with %s", (_, input, signature) => {
    const read = parseRfc9421(input, signature);
    expect(!read.ok && read.error.type).toBe("signature/malformed");
  });

  it("have no value for a query parameter that occurs twice, and encode what they find", () => {
    const lookup = lookupOf({
      ...request,
      url: "https://example.com/?a=1&a=2&var=this%20is%20a%20big%0Amultiline%20value&bar=with+plus",
    });
    const value = (queryParam: string) => lookup({ id: "", name: "@query-param", queryParam });
    expect(value("a")).toBeNull();
    expect(value("var")).toBe("this%20is%20a%20big%0Amultiline%20value"); // §2.2.8's example
    expect(value("bar")).toBe("with%20plus");
    expect(value("none")).toBeNull();
  });
});
