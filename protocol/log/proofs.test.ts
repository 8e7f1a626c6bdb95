import { sha256 as portable } from "@noble/hashes/sha2.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sha256 } from "../signing/sha256.ts";
import { EMPTY_ROOT, leafHash, nodeHash } from "./hash.ts";
import { consistencySpans, inclusionSpans, type Span, verifyConsistency, verifyInclusion } from "./proofs.ts";
import { createRange, rootOf } from "./range.ts";

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const hex = (hash: Uint8Array) => Buffer.from(hash).toString("hex");

/**
 * The tree of Certificate Transparency's reference implementations (C++, Go):
 * https://github.com/transparency-dev/merkle/blob/main/proof/verify_test.go and rfc6962/rfc6962_test.go
 */
const entries = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
].map(bytes);
const roots = [
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
const parts = {
  a: "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
  b: "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
  c: "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
  d: "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
  e: "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
  f: "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
  g: "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
};
const [root1 = "", root2 = "", , root4 = ""] = roots;

const leavesOf = (count: number) =>
  Array.from({ length: count }, (_, n) => leafHash(Uint8Array.of(n >> 8, n & 255)));
const hashesOf = (leaves: readonly Uint8Array[], spans: readonly Span[]) =>
  spans.map(({ begin, end }) => rootOf(leaves.slice(begin, end)));

describe("hashes of a tree", () => {
  it("are those of RFC 6962's reference implementation", () => {
    expect(hex(EMPTY_ROOT)).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(hex(leafHash(bytes("")))).toBe(root1);
    expect(hex(leafHash(Buffer.from("L123456")))).toBe(
      "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56",
    );
    expect(hex(nodeHash(Buffer.from("N123"), Buffer.from("N456")))).toBe(
      "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb",
    );
  });

  it("are the same in Node and in a browser", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (data) => {
        expect(hex(portable(data))).toBe(hex(sha256(data)));
      }),
    );
  });

  it("make the published roots of 1 to 8 entries", () => {
    const range = createRange();
    const made = entries.map((entry) => {
      range.append(leafHash(entry));
      return hex(range.root());
    });
    expect(made).toEqual(roots);
  });

  it("go on from the peaks of a tree as if it had never been put away", () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), (before, after) => {
        const leaves = leavesOf(before + after);
        const first = createRange();
        for (const leaf of leaves.slice(0, before)) first.append(leaf);
        const second = createRange(first.size, first.peaks());
        for (const leaf of leaves.slice(before)) second.append(leaf);
        expect(second.root()).toEqual(rootOf(leaves));
      }),
      { numRuns: 60 },
    );
  });
});

describe("inclusion", () => {
  it.each([
    [0, 1, []],
    [0, 8, [parts.a, parts.b, parts.c]],
    [5, 8, [parts.d, parts.e, root4]],
    [2, 3, [root2]],
    [1, 5, [root1, parts.b, parts.d]],
  ])("of entry %i among %i is proved as published", (index, size, proof) => {
    const leaves = entries.map(leafHash);
    expect(hashesOf(leaves, inclusionSpans(index, size)).map(hex)).toEqual(proof);
    const leaf = leafHash(entries[index] ?? bytes(""));
    const claim = { index, size, leaf, root: bytes(roots[size - 1] ?? ""), proof: proof.map(bytes) };
    expect(verifyInclusion(claim)).toBe(true);
    expect(verifyInclusion({ ...claim, root: EMPTY_ROOT })).toBe(false);
    expect(verifyInclusion({ ...claim, proof: [...claim.proof, claim.root] })).toBe(false);
    expect(verifyInclusion({ ...claim, proof: [claim.root, ...claim.proof] })).toBe(false);
    expect(verifyInclusion({ ...claim, index: size })).toBe(false);
  });

  it("is proved for every entry of every tree of up to 300 entries", () => {
    const leaves = leavesOf(300);
    for (let size = 1; size <= 300; size += size < 70 ? 1 : 23) {
      const root = rootOf(leaves.slice(0, size));
      for (let index = 0; index < size; index++) {
        const proof = hashesOf(leaves, inclusionSpans(index, size));
        const leaf = leaves[index] ?? root;
        if (!verifyInclusion({ index, size, leaf, proof, root })) expect.fail(`${index} of ${size}`);
      }
    }
  });

  it("is not proved by anything in which one bit was changed", () => {
    const leaves = leavesOf(300);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), fc.nat(), (size, at, bit) => {
        const index = at % size;
        const proof = hashesOf(leaves, inclusionSpans(index, size));
        const claim = { index, size, leaf: leaves[index] ?? EMPTY_ROOT, root: rootOf(leaves.slice(0, size)) };
        const all = [claim.leaf, claim.root, ...proof];
        const [leaf = EMPTY_ROOT, root = EMPTY_ROOT, ...changed] = flipped(all, bit);
        expect(verifyInclusion({ ...claim, proof })).toBe(true);
        expect(verifyInclusion({ ...claim, leaf, root, proof: changed })).toBe(false);
        expect(verifyInclusion({ ...claim, index: index + 1, proof })).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

describe("consistency", () => {
  it.each([
    [1, 1, []],
    [1, 8, [parts.a, parts.b, parts.c]],
    [6, 8, [parts.f, parts.e, root4]],
    [2, 5, [parts.b, parts.d]],
    [6, 7, [parts.f, parts.g, root4]],
  ])("of %i and %i entries is proved as published", (from, to, proof) => {
    expect(hashesOf(entries.map(leafHash), consistencySpans(from, to)).map(hex)).toEqual(proof);
    const [fromRoot, toRoot] = [bytes(roots[from - 1] ?? ""), bytes(roots[to - 1] ?? "")];
    const claim = { from, to, fromRoot, toRoot, proof: proof.map(bytes) };
    expect(verifyConsistency(claim)).toBe(true);
    expect(verifyConsistency({ ...claim, fromRoot: EMPTY_ROOT })).toBe(false);
    expect(verifyConsistency({ ...claim, proof: [...claim.proof, toRoot] })).toBe(false);
    expect(verifyConsistency({ ...claim, from: from + 1 })).toBe(false);
  });

  it("is proved between all trees of up to 300 entries, the empty one included", () => {
    const leaves = leavesOf(300);
    const all = Array.from({ length: 301 }, (_, size) => rootOf(leaves.slice(0, size)));
    for (let to = 0; to <= 300; to += to < 40 ? 1 : 37)
      for (let from = 0; from <= to; from++) {
        const proof = hashesOf(leaves, consistencySpans(from, to));
        const [fromRoot = EMPTY_ROOT, toRoot = EMPTY_ROOT] = [all[from], all[to]];
        if (!verifyConsistency({ from, to, fromRoot, toRoot, proof })) expect.fail(`${from} and ${to}`);
      }
  });

  it("is not proved by anything in which one bit was changed, nor back in time", () => {
    const leaves = leavesOf(300);
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }), fc.nat(), fc.nat(), (to, at, bit) => {
        const from = 1 + (at % (to - 1));
        const proof = hashesOf(leaves, consistencySpans(from, to));
        const [fromRoot, toRoot] = [rootOf(leaves.slice(0, from)), rootOf(leaves.slice(0, to))];
        const [older = EMPTY_ROOT, newer = EMPTY_ROOT, ...changed] = flipped(
          [fromRoot, toRoot, ...proof],
          bit,
        );
        expect(verifyConsistency({ from, to, fromRoot, toRoot, proof })).toBe(true);
        expect(verifyConsistency({ from, to, fromRoot: older, toRoot: newer, proof: changed })).toBe(false);
        expect(verifyConsistency({ from: to, to: from, fromRoot: toRoot, toRoot: fromRoot, proof })).toBe(
          false,
        );
      }),
      { numRuns: 300 },
    );
  });

  it("takes an empty tree for the beginning of any, but no other root for the empty tree's", () => {
    const claim = { from: 0, to: 8, fromRoot: EMPTY_ROOT, toRoot: bytes(roots[7] ?? ""), proof: [] };
    expect(verifyConsistency(claim)).toBe(true);
    expect(verifyConsistency({ ...claim, fromRoot: claim.toRoot })).toBe(false);
    expect(verifyConsistency({ ...claim, proof: [claim.toRoot] })).toBe(false);
  });
});

function flipped(hashes: readonly Uint8Array[], bit: number): Uint8Array[] {
  const copies = hashes.map((hash) => Uint8Array.from(hash));
  const chosen = copies[bit % copies.length];
  const at = Math.floor(bit / copies.length) % 256;
  if (chosen) chosen[at >> 3] = (chosen[at >> 3] ?? 0) ^ (1 << (at & 7));
  return copies;
}
