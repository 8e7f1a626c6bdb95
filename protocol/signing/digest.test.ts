import { describe, expect, it } from "vitest";
import { digestBody, digestMatches } from "./digest.ts";
import { utf8 } from "./message.ts";

// RFC 9530 appendix B.1: the same content in both algorithms
const body = utf8('{"hello": "world"}\n');
const SHA_256 = "RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=";
const SHA_512 = "YMAam51Jz/jOATT6/zvHrLVgOYTGFy1d6GJiOHTohq4yP+pgk4vf2aCsyRZOtw8MjkM7iw7yZ/WkppmM44T3qg==";

describe("body digests", () => {
  it("are written for both header fields from one hash", async () => {
    expect(await digestBody(body)).toEqual({
      digest: `SHA-256=${SHA_256}`,
      contentDigest: `sha-256=:${SHA_256}:`,
    });
  });

  it.each([
    ["digest", `SHA-256=${SHA_256}`],
    ["digest", `sha-256=${SHA_256}`],
    ["digest", `unixsum=30637, SHA-256=${SHA_256}`],
    ["digest", `SHA-512=${SHA_512},SHA-256=${SHA_256}`],
    ["content-digest", `sha-256=:${SHA_256}:`],
    ["content-digest", `sha-512=:${SHA_512}:, sha-256=:${SHA_256}:`],
  ] as const)("accepts %s: %s", async (field, value) => {
    expect(await digestMatches({ [field]: value }, field, body)).toBe(true);
  });

  it.each([
    ["no field", undefined],
    ["no algorithm that is known", "md5=Sd/dVLAcvNLSq16eXua5uQ=="],
    ["another body's digest", "SHA-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="],
    ["one right and one wrong digest", `SHA-256=${SHA_256}, SHA-512=${SHA_256}`],
    ["base64 that is none", "SHA-256=%%%"],
    ["nothing", ""],
  ])("refuses %s", async (_, value) => {
    expect(await digestMatches({ digest: value }, "digest", body)).toBe(false);
  });
});
