import { expect, it } from "vitest";
import { hashReceipt, newReceipt } from "./receipt.ts";

it("is 28 characters in groups of four, and never the same", () => {
  const some = new Set(Array.from({ length: 200 }, newReceipt));
  expect(some.size).toBe(200);
  for (const receipt of some) expect(receipt).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
});

it("is the same however it is typed", () => {
  const receipt = newReceipt();
  const typed = receipt.toLowerCase().replaceAll("0", "o").replaceAll("1", "l").replaceAll("-", " ");
  expect(hashReceipt(` ${typed}\n`)).toBe(hashReceipt(receipt));
  expect(hashReceipt(receipt)).not.toContain(receipt.slice(0, 4));
});

it("is refused with a mistake in it, or when it is something else", () => {
  const receipt = newReceipt();
  let refused = 0;
  for (const letter of "23456789ABCDEFGH")
    if (hashReceipt(`${letter}${receipt.slice(1)}`) === null) refused++;
  expect(refused).toBeGreaterThanOrEqual(14);
  for (const other of ["", "x".repeat(28), "\u0000", `${receipt}-0000`, "0".repeat(1_000_000)])
    expect(hashReceipt(other)).toBeNull();
});
