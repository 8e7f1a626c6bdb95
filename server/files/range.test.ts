import { expect, it } from "vitest";
import { readRange } from "./range.ts";

it.each([
  ["bytes=0-0", { start: 0, end: 0 }],
  ["bytes=10-19", { start: 10, end: 19 }],
  ["bytes=90-", { start: 90, end: 99 }],
  ["bytes=90-1000", { start: 90, end: 99 }],
  ["bytes=-10", { start: 90, end: 99 }],
  ["bytes=-1000", { start: 0, end: 99 }],
  ["Bytes=5-6", { start: 5, end: 6 }],
] as const)("reads %s as a part", (header, part) => {
  expect(readRange(header, 100)).toEqual(part);
});

it.each([
  undefined,
  "",
  "bytes=",
  "bytes=-",
  "bytes=5-4",
  "bytes=a-b",
  "lines=1-2",
  "bytes=0-1,5-6",
  "bytes=1.5-2",
])("takes %s for no range", (header) => {
  expect(readRange(header, 100)).toBeNull();
});

it("finds nothing behind the end, in nothing, and in the last no bytes", () => {
  expect(readRange("bytes=100-", 100)).toBe("unsatisfiable");
  expect(readRange("bytes=-0", 100)).toBe("unsatisfiable");
  expect(readRange("bytes=0-", 0)).toBe("unsatisfiable");
  expect(readRange("bytes=-5", 0)).toBe("unsatisfiable");
});
