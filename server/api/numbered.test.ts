import { expect, it } from "vitest";
import { numbered } from "./numbered.ts";

const read = (query: string) => [...new URLSearchParams(numbered(query))];

it("begins another record when a key comes again", () => {
  expect(read("k[][word]=a&k[][whole]=false&k[][word]=b")).toEqual([
    ["k[0][word]", "a"],
    ["k[0][whole]", "false"],
    ["k[1][word]", "b"],
  ]);
  expect(read("k%5B%5D%5Bid%5D=1&k%5B%5D%5B_destroy%5D=true&k%5B%5D%5Bid%5D=2")).toEqual([
    ["k[0][id]", "1"],
    ["k[0][_destroy]", "true"],
    ["k[1][id]", "2"],
  ]);
});

it("tells arrays apart and keeps lists within records", () => {
  expect(read("a[][x][]=1&a[][x][]=2&b[][x]=3&a[][y]=4&a[][y]=5").map(([name]) => name)).toEqual([
    "a[0][x][]",
    "a[0][x][]",
    "b[0][x]",
    "a[0][y]",
    "a[1][y]",
  ]);
});

it("leaves everything else as it is", () => {
  for (const query of ["", "a=1&b[]=2&b[]=3", "a[0][b]=1", "a%", "[][b]=1"])
    expect(numbered(query)).toBe(query);
});
