import { describe, expect, it } from "vitest";
import { hammingDistance } from "./hamming.ts";
import { hashLuma } from "./pdq.ts";

/** Hills and valleys of a few sizes, the same at any resolution. */
function landscape(width: number, height: number, seed = 1): Uint8Array {
  const waves = Array.from({ length: 12 }, (_, k) => {
    const turn = (k + 1) * seed * 2.399963;
    return { across: 9 * Math.cos(turn), down: 9 * Math.sin(turn * 1.7), phase: turn * 3.1 };
  });
  return Uint8Array.from({ length: width * height }, (_, at) => {
    const [x, y] = [((at % width) + 0.5) / width, (Math.floor(at / width) + 0.5) / height];
    const sum = waves.reduce(
      (all, w) => all + Math.sin(2 * Math.PI * (w.across * x + w.down * y) + w.phase),
      0,
    );
    return Math.max(0, Math.min(255, 128 + 30 * sum));
  });
}

/** The hash's bits as 16 rows of 16, frequency 1 first: the text begins with the last. */
const toRows = (pdq: string) =>
  Array.from({ length: 16 }, (_, i) => {
    const word = Number.parseInt(pdq.slice(60 - 4 * i, 64 - 4 * i), 16);
    return Array.from({ length: 16 }, (_, j) => (word >> j) & 1);
  });
const toText = (rows: number[][]) =>
  rows
    .map((row) => row.reduce((word, bit, j) => word | (bit << j), 0))
    .map((word) => word.toString(16).padStart(4, "0"))
    .reverse()
    .join("");

describe("PDQ of luma", () => {
  it("is the reference's, bit for bit", () => {
    // Of pdqHash256FromFloatLuma in facebook/ThreatExchange (baefb4e), compiled and given the same bytes.
    const sizes = {
      "64x64": "081cf54ea01ecab5a05a8af0bae443f6a8e4c37ea8d4edaaf720ed35b7a0cd2a",
      "320x180": "1a5cf54ea01ecab5a05a8af0bae443f4a8e4c3f9a8d4cdaaf720cd35b7a0cd2a",
      "333x777": "081cf54ea01ecab5a05a8af0bae443f6a8e4c37ea8d4edaaf720ed35b7a0cd2a",
      "7x500": "9296318e60dd4a7560df4a757d2c9e726875927668dd35c89f207c783f809d2a",
    };
    for (const [size, pdq] of Object.entries(sizes)) {
      const [width = 0, height = 0] = size.split("x").map(Number);
      expect(hashLuma(landscape(width, height), width, height), size).toEqual({ pdq, quality: 100 });
    }
  });

  it("hardly changes with the picture's size", () => {
    const { pdq } = hashLuma(landscape(800, 600), 800, 600);
    for (const [width, height] of [
      [640, 500],
      [512, 384],
      [250, 190],
      [130, 99],
    ] as const) {
      expect(hammingDistance(pdq, hashLuma(landscape(width, height), width, height).pdq)).toBeLessThanOrEqual(
        31,
      );
    }
  });

  it("is far from that of another picture", () => {
    const [one, other] = [1, 2].map((seed) => hashLuma(landscape(256, 256, seed), 256, 256).pdq);
    expect(hammingDistance(one ?? "", other ?? "")).toBeGreaterThan(90);
  });

  it("is transposed with the picture", () => {
    const [width, height] = [300, 200];
    const luma = landscape(width, height);
    const turned = Uint8Array.from(
      luma,
      (_, at) => luma[(at % height) * width + Math.floor(at / height)] ?? 0,
    );
    const rows = toRows(hashLuma(luma, width, height).pdq);
    expect(hashLuma(turned, height, width).pdq).toBe(
      toText(rows.map((row, i) => row.map((_, j) => rows[j]?.[i] ?? 0))),
    );
  });

  it("is mirrored with the picture: every other column of frequencies changes sides", () => {
    const [width, height] = [320, 240];
    const luma = landscape(width, height);
    const mirrored = Uint8Array.from(
      luma,
      (_, at) => luma[at - (at % width) + width - 1 - (at % width)] ?? 0,
    );
    const expected = toText(
      toRows(hashLuma(luma, width, height).pdq).map((row) =>
        row.map((bit, j) => (j % 2 === 0 ? 1 - bit : bit)),
      ),
    );
    expect(hammingDistance(hashLuma(mirrored, width, height).pdq, expected)).toBeLessThanOrEqual(20);
  });

  it("has quality 0 where there is nothing to see", () => {
    expect(hashLuma(new Uint8Array(100 * 100).fill(77), 100, 100).quality).toBe(0);
  });

  it("takes any size, and says nothing of what is smaller than 5 pixels", () => {
    for (const [width, height] of [
      [1, 1],
      [1, 5000],
      [4, 4],
      [5000, 4],
    ] as const) {
      expect(hashLuma(landscape(width, height), width, height)).toEqual({ pdq: "0".repeat(64), quality: 0 });
    }
    for (const [width, height] of [
      [5, 5],
      [5, 20_000],
      [20_000, 5],
      [63, 65],
      [127, 129],
    ] as const) {
      expect(hashLuma(landscape(width, height), width, height).pdq).toMatch(/^(?!0{64})[0-9a-f]{64}$/);
    }
  });

  it("is refused to bytes that are no picture of the size given", () => {
    expect(() => hashLuma(new Uint8Array(99), 10, 10)).toThrow(RangeError);
  });
});
