import { beforeAll, describe, expect, it } from "vitest";
import type { Iri } from "../ids/iri.ts";
import type { KeyPair } from "../signing/crypto.ts";
import { exportMultikey, generateEd25519KeyPair } from "../signing/keys.ts";
import { addProof, createProof, type JsonObject } from "../signing/proofs.ts";
import {
  type Ballot,
  type Commitment,
  commitmentTo,
  isAsCommitted,
  methodOf,
  readBallot,
  verifyBallot,
  writeBallot,
} from "./ballot.ts";
import type { Vote } from "./vote.ts";

const panel = "https://moot.example/panels/7" as Iri;
const now = new Date("2026-11-26T12:00:00Z");
const nonce = "A".repeat(43);
const vote: Vote = { verdict: "remove", days: null, rules: ["https://moot.example/rules/1"] };
let keys: KeyPair;
let trustee: string;
let commitment: Commitment;
let ballot: Ballot;

beforeAll(async () => {
  keys = await generateEd25519KeyPair();
  trustee = `did:key:${exportMultikey(keys.publicKey)}`;
  const of = { panel, trustee, keptBy: "trustee", published: "2026-11-26T12:00:00Z" } as const;
  const id = (name: string) => `https://moot.example/ballots/${name}` as Iri;
  commitment = {
    ...of,
    id: id("1"),
    stage: "commit",
    commitment: commitmentTo({ panel, trustee, vote, nonce }),
  };
  ballot = { ...of, id: id("2"), stage: "reveal", vote, nonce };
});

async function signed(document: JsonObject, by = keys, name = trustee): Promise<JsonObject> {
  const method = { verificationMethod: methodOf(name), privateKey: by.privateKey, created: now };
  const proof = await createProof(document, method);
  if (!proof.ok) throw new Error(proof.error.type);
  return addProof(document, proof.value);
}
const verify = (document: JsonObject, more = {}) =>
  verifyBallot(document, { panel, key: keys.publicKey, now, ...more });

describe("a ballot", () => {
  it("is read as it was written, at each stage", async () => {
    const { nonce: _, ...final } = { ...ballot, stage: "final" } as const;
    for (const each of [commitment, ballot, final]) {
      const document = await signed(writeBallot(each));
      expect(await verify(document)).toEqual({ ok: true, value: each });
      expect(readBallot(JSON.parse(JSON.stringify(document)))).toEqual({ ok: true, value: each });
    }
  });

  it("shows nothing of the vote before it is revealed, and binds to it then", () => {
    expect(JSON.stringify(writeBallot(commitment))).not.toContain("remove");
    expect(isAsCommitted(ballot, commitment)).toBe(true);
    for (const other of [
      { ...ballot, vote: { ...vote, verdict: "warn" } },
      { ...ballot, vote: { ...vote, days: 7 } },
      { ...ballot, nonce: `${"A".repeat(42)}E` },
      { ...ballot, panel: "https://moot.example/panels/8" as Iri },
      { ...ballot, trustee: trustee.replace(/.$/, "1") },
      { ...ballot, nonce: undefined },
    ] as Ballot[])
      expect(isAsCommitted(other, commitment)).toBe(false);
    const again = commitmentTo({ panel, trustee, vote, nonce: `${"A".repeat(42)}E` });
    expect(again).not.toBe(commitment.commitment);
  });

  it("of another panel, by another key or changed by a byte is none", async () => {
    const document = await signed(writeBallot(ballot));
    const elsewhere = { panel: "https://moot.example/panels/8" as Iri };
    expect(await verify(document, elsewhere)).toMatchObject({ error: { type: "ballot/other-panel" } });
    const other = await generateEd25519KeyPair();
    const bad = { error: { type: "ballot/bad-signature" } };
    expect(await verify(await signed(writeBallot(ballot), other))).toMatchObject(bad);
    const name = `did:key:${exportMultikey(other.publicKey)}`;
    expect(await verify(await signed(writeBallot(ballot), other, name))).toMatchObject(bad);
    expect(await verify({ ...document, published: "2026-11-26T12:00:01Z" })).toMatchObject(bad);
    expect(await verify(writeBallot(ballot))).toMatchObject(bad);
    expect(await verify(await signed(document))).toMatchObject(bad);
  });

  it.each<[string, (of: JsonObject) => JsonObject, string]>([
    ["a member too many", (of) => ({ ...of, mark: "x" }), "mark"],
    ["a vote that there is not", (of) => ({ ...of, vote: { ...vote, verdict: "ban" } }), "vote"],
    ["a member too many in its vote", (of) => ({ ...of, vote: { ...vote, mark: 1 } }), "vote"],
    ["days that are none", (of) => ({ ...of, vote: { ...vote, days: 0 } }), "vote"],
    ["a nonce of another length", (of) => ({ ...of, nonce: "A" }), "nonce"],
    ["no nonce", ({ nonce: _, ...of }) => of, "nonce"],
    ["another type", (of) => ({ ...of, type: ["Object", "Note"] }), "type"],
    ["another stage", (of) => ({ ...of, stage: "maybe" }), "stage"],
    ["no key as its trustee", (of) => ({ ...of, attributedTo: "https://moot.example/ana" }), "attributedTo"],
    ["a time to the millisecond", (of) => ({ ...of, published: "2026-11-26T12:00:00.5Z" }), "published"],
  ])("with %s is refused", (_, change, member) => {
    expect(readBallot(change(writeBallot(ballot)))).toMatchObject({
      ok: false,
      error: { type: "ballot/malformed", member },
    });
  });
});
