import { describe, expect, it } from "vitest";
import { checkUsername } from "./username.ts";

describe("a username", () => {
  it.each(["a", "ana", "Ana_1", "ana.b-c", "_ana", "9lives", "a".repeat(30)])("may be %j", (name) => {
    expect(checkUsername(name).ok).toBe(true);
  });

  it.each(["", ".ana", "ana.", "-ana", "ana-", "a b", "ána", "ana\u200b", "a/b", "@ana", "a".repeat(31)])(
    "may not be %j",
    (name) => {
      expect(checkUsername(name)).toMatchObject({ error: { type: "account/username-invalid" } });
    },
  );

  it("that speaks for the node is kept for those who run it, in any case", () => {
    expect(checkUsername("Admin")).toMatchObject({ error: { type: "account/username-reserved" } });
    expect(checkUsername("Admin", { mayBeReserved: true }).ok).toBe(true);
  });

  it.each(["ana.rss", "ana.b.Atom"])("may not be %j, which is the address of a feed", (name) => {
    expect(checkUsername(name, { mayBeReserved: true })).toMatchObject({
      error: { type: "account/username-reserved" },
    });
  });
});
