import { expect, test } from "vitest";
import { normaliseDomain } from "./domain.ts";

test.each([
  ["Bad.Example", "bad.example"],
  ["b\u00fccher.example", "xn--bcher-kva.example"],
  [" spaced.example ", "spaced.example"],
  ["dotted.example.", "dotted.example"],
  ["local.example:8443", "local.example:8443"],
])("%j is %s", (written, domain) => {
  expect(normaliseDomain(written)).toBe(domain);
});

test.each(["", "two words.example", "https://a.example/x", "ana@a.example", "a.example/path"])(
  "%j is no domain",
  (written) => {
    expect(normaliseDomain(written)).toBeNull();
  },
);
