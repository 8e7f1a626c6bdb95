import { describe, expect, it } from "vitest";
import { checkPassword, hashPassword, verifyPassword } from "./password.ts";

describe("a password", () => {
  it("is known again by its hash, and no other is", async () => {
    const hash = await hashPassword("correct horse");
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword("correct horse", hash)).toBe(true);
    expect(await verifyPassword("correct horsf", hash)).toBe(false);
    expect(await verifyPassword("correct horse", "not a hash")).toBe(false);
  });

  it("is hashed with a salt of its own", async () => {
    expect(await hashPassword("correct horse")).not.toBe(await hashPassword("correct horse"));
  });

  it("may be typed in composed or decomposed letters", async () => {
    expect(await verifyPassword("cafe\u0301 cafe\u0301", await hashPassword("caf\u00e9 caf\u00e9"))).toBe(
      true,
    );
  });

  it("has at least ten characters and at most 256 bytes", () => {
    expect(checkPassword("123456789")).toMatchObject({ error: { type: "password/too-short", least: 10 } });
    expect(checkPassword("1234567890").ok).toBe(true);
    expect(checkPassword("é".repeat(129))).toMatchObject({ error: { type: "password/too-long", most: 256 } });
  });
});
