import { createECDH, randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { readAuth, readPoint } from "./keys.ts";

const curve = createECDH("prime256v1");
curve.generateKeys();
const point = curve.getPublicKey();

it("takes a point of the curve in either alphabet of base64", () => {
  expect(readPoint(point.toString("base64url"))).toBe(point.toString("base64url"));
  expect(readPoint(point.toString("base64"))).toBe(point.toString("base64url"));
});

it("refuses what is no point of the curve", () => {
  const off = Buffer.from(point);
  off[64] = (off[64] ?? 0) ^ 1;
  expect(readPoint(off.toString("base64url"))).toBeNull();
  expect(readPoint(curve.getPublicKey(null, "compressed").toString("base64url"))).toBeNull();
  expect(readPoint(randomBytes(65).toString("base64url"))).toBeNull();
  expect(readPoint("")).toBeNull();
  expect(readPoint("no base64!")).toBeNull();
});

it("takes secrets of 16 bytes alone", () => {
  const secret = randomBytes(16);
  expect(readAuth(secret.toString("base64"))).toBe(secret.toString("base64url"));
  expect(readAuth(randomBytes(15).toString("base64url"))).toBeNull();
  expect(readAuth(randomBytes(17).toString("base64url"))).toBeNull();
});
