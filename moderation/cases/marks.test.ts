import { expect, it } from "vitest";
import { type Markable, marksOf } from "./marks.ts";

const nothing: Markable = { text: "", links: [], media: [], newcomerOf: null };
const valuesOf = (kind: string, of: Partial<Markable>) =>
  marksOf({ ...nothing, ...of }).flatMap((mark) => (mark.kind === kind ? [mark.value] : []));

it("takes a text for the same whoever it is sent to, with whichever number and link", () => {
  const one = "Hello @ana! You have won 1000 coins: https://a.example/?u=1";
  const two = "HELLO @ben@other.example you have won 77 coins — https://b.example/xyz";
  expect(valuesOf("text", { text: one })).toEqual(valuesOf("text", { text: two }));
  expect(valuesOf("text", { text: one })).toHaveLength(1);
});

it("takes short texts for nothing, as they are like many others", () => {
  expect(marksOf({ ...nothing, text: "good morning" })).toEqual([]);
});

it("finds a long text with a few other words near, and another text not", () => {
  const words = Array.from(
    { length: 60 },
    (_, n) => `word${String.fromCharCode(97 + (n % 26))}${"x".repeat(n % 7)}`,
  );
  const bits = (text: string) => {
    const mark = marksOf({ ...nothing, text }).find(({ kind }) => kind === "near");
    return BigInt.asUintN(64, mark?.hash ?? 0n);
  };
  const distance = (a: bigint, b: bigint) => [...(a ^ b).toString(2)].filter((bit) => bit === "1").length;
  const whole = bits(words.join(" "));
  expect(distance(whole, bits([...words.slice(0, 59), "other"].join(" ")))).toBeLessThan(10);
  expect(distance(whole, bits([...words].reverse().join(" ")))).toBeGreaterThan(10);
});

it("knows a link without what tells readers apart", () => {
  expect(
    valuesOf("link", {
      links: ["https://www.shop.example/sale/?ref=1", "https://shop.example/sale#top", "mailto:a@b.example"],
    }),
  ).toEqual(["shop.example/sale"]);
});

it("is bounded, whatever comes", () => {
  const links = Array.from({ length: 1_000 }, (_, n) => `https://a.example/${n}`);
  const media = Array.from({ length: 1_000 }, (_, n) => `${n}`);
  expect(
    marksOf({ text: "many words ".repeat(100_000), links, media, newcomerOf: "a.example" }).length,
  ).toBeLessThan(60);
});
