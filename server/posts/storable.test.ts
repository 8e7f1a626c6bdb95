import { expect, it } from "vitest";
import { storableJson } from "./storable.ts";

it("takes out NUL and mends half surrogates, deep inside too", () => {
  expect(JSON.parse(storableJson({ a: ["x\u0000y", { b: "\ud83d" }] }))).toEqual({
    a: ["xy", { b: "\ufffd" }],
  });
});

it("leaves text alone that only looks like an escape", () => {
  expect(JSON.parse(storableJson({ a: "\\u0000 🎉" }))).toEqual({ a: "\\u0000 🎉" });
});
