import { describe, expect, it } from "vitest";
import { addressKey, readCsv } from "./read-csv.ts";

const read = (kind: Parameters<typeof readCsv>[0], text: string) =>
  readCsv(kind, new TextEncoder().encode(text), "node.example");

describe("rows of a file", () => {
  it("are read by the names of their columns, in any order", () => {
    expect(read("follows", "Account address,Languages,Show boosts\nAna@Far.example,en,false\n")).toEqual({
      ok: true,
      value: [
        {
          position: 2,
          fields: ["Ana@Far.example", "false", "", "en"],
          key: "ana@far.example",
          state: "waiting",
          reason: null,
        },
      ],
    });
  });

  it("are read without names as well, in quotes or not", () => {
    const rows = read("lists", '"Friends, near",ana\r\nWork,"ben@far.example"\r\n');
    expect(rows.ok && rows.value.map(({ fields, key }) => [fields[0], key])).toEqual([
      ["Friends, near", "ana"],
      ["Work", "ben@far.example"],
    ]);
  });

  it("fail when they name nothing", () => {
    const rows = read("bookmarks", "https://far.example/1\njavascript:alert(1)\n");
    expect(rows.ok && rows.value.map(({ state }) => state)).toEqual(["waiting", "failed"]);
  });
});

describe("an address", () => {
  it.each([
    ["@Ana@Node.example", "ana"],
    ["acct:ana@far.example", "ana@far.example"],
    ["ana", "ana"],
    ["", null],
    ["a b@far.example", null],
    ["ana@far.example/x", null],
  ])("%s is compared as %s", (written, key) => {
    expect(addressKey(written, "node.example")).toBe(key);
  });
});
