import { describe, expect, it } from "vitest";
import type { JsonObject } from "../signing/proofs.ts";
import { METHOD, makeMoot, now, prove } from "./fixtures/moot.ts";
import { type Roster, readRoster, termsOf, verifyRoster, writeRoster } from "./roster.ts";

const { node, log, roster } = await makeMoot();
const refused = (type: string, more: object = {}) => ({ ok: false, error: { type, ...more } });

describe("a roster", () => {
  it("is right with its node's proof, and gives terms, those that are over too", async () => {
    const [first, ...others] = roster.trustees;
    if (first === undefined) throw new Error("nobody");
    const ended = { ...first, from: "2025-01-01T00:00:00Z", until: "2025-12-31T00:00:00Z" };
    const written = writeRoster({ ...roster, trustees: [ended, ...others] });
    const signatory = { node: { method: METHOD, key: node.publicKey }, now };
    const verified = await verifyRoster(await prove(written, METHOD, node), signatory);
    if (!verified.ok) throw new Error(verified.error.type);
    const termOf = termsOf(verified.value);
    expect(termOf(first.trustee)).toEqual({ from: new Date(ended.from), until: new Date(ended.until) });
    expect(termOf("did:key:zother")).toBeNull();
    for (const wrong of [
      written,
      await prove(written, METHOD, log),
      await prove(written, `${METHOD}2`, node),
      await prove(await prove(written, METHOD, node), METHOD, node),
    ])
      expect(await verifyRoster(wrong, signatory)).toEqual(refused("roster/bad-signature"));
  });

  it.each([
    ["a member too many", (of: Roster) => ({ ...of, note: 1 }), "note"],
    ["somebody twice", (of: Roster) => ({ ...of, trustees: [...of.trustees, of.trustees[0]] }), "trustees"],
    ["an account's name", (of: Roster) => changed(of, { account: "ana" }), "trustees"],
    [
      "a term that ends before it begins",
      (of: Roster) => changed(of, { until: "2025-01-01T00:00:00Z" }),
      "trustees",
    ],
    ["no key", (of: Roster) => changed(of, { trustee: "ana" }), "trustees"],
    [
      "a home that is an address",
      (of: Roster) => changed(of, { community: "https://a.example" }),
      "trustees",
    ],
    ["too many", (of: Roster) => ({ ...of, trustees: Array(10_001).fill(of.trustees[0]) }), "trustees"],
  ])("with %s is refused", (_, change, member) => {
    expect(
      readRoster(change(writeRoster(roster) as unknown as Roster) as unknown as JsonObject),
    ).toMatchObject(refused("roster/malformed", { member }));
  });

  const changed = (of: Roster, more: object) => ({ ...of, trustees: [{ ...of.trustees[0], ...more }] });
});
