import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalize } from "./jcs.ts";

const vectors = new URL("../../../shared/vectors/jcs/", import.meta.url);

describe("canonicalize", () => {
  it("sorts members by UTF-16 code units, not by code points", () => {
    // U+1F600 is D83D DE00 in UTF-16 and therefore sorts before U+FB33 (RFC 8785 §3.2.3)
    const value = {
      "\u20ac": "euro",
      "\r": "cr",
      "\ufb33": "dalet",
      "1": "one",
      "\u{1f600}": "smile",
      "\u0080": "c1",
    };
    expect(canonicalize(value)).toEqual({
      ok: true,
      value: '{"\\r":"cr","1":"one","\u0080":"c1","\u20ac":"euro","\u{1f600}":"smile","\ufb33":"dalet"}',
    });
  });

  it("writes numbers as ECMAScript does (RFC 8785 appendix B)", () => {
    const numbers = [
      0, -0, 5e-324, -1.7976931348623157e308, 9007199254740992, 295147905179352830000, 1e21, 1e-7, 0.000001,
    ];
    expect(canonicalize(numbers)).toEqual({
      ok: true,
      value:
        "[0,0,5e-324,-1.7976931348623157e+308,9007199254740992,295147905179352830000,1e+21,1e-7,0.000001]",
    });
  });

  it("escapes control characters, quotes and backslashes only", () => {
    expect(canonicalize('\u0000\b\t\n\f\r\u001f"\\/\u007f€')).toEqual({
      ok: true,
      value: '"\\u0000\\b\\t\\n\\f\\r\\u001f\\"\\\\/\u007f€"',
    });
  });

  it.each([
    ["a lone surrogate in a string", { a: "\ud800" }, "json/lone-surrogate"],
    ["a lone surrogate in a name", { "\udc00": 1 }, "json/lone-surrogate"],
    ["NaN", [Number.NaN], "json/not-a-number"],
    ["an infinity", { a: -Infinity }, "json/not-a-number"],
    ["undefined as a member", { a: undefined }, "json/not-a-json-value"],
    ["a function", [() => 1], "json/not-a-json-value"],
    ["a bigint", 1n, "json/not-a-json-value"],
    ["a Date, which would come out as {}", { at: new Date(0) }, "json/not-a-json-value"],
  ])("refuses %s", (_, value, type) => {
    expect(canonicalize(value)).toEqual({ ok: false, error: { type } });
  });

  it("refuses cycles and deep nesting instead of overflowing the stack", () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    expect(canonicalize(cycle)).toEqual({ ok: false, error: { type: "json/too-deep" } });
    expect(canonicalize(JSON.parse(`${"[".repeat(5000)}${"]".repeat(5000)}`)).ok).toBe(false);
  });

  it("is parsed back to the same value, and does not depend on the order of members", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "grapheme" }), (value) => {
        const canonical = canonicalize(value);
        if (!canonical.ok) return false;
        const reversed: unknown = JSON.parse(canonical.value, (_, inner: unknown) =>
          typeof inner === "object" && inner !== null && !Array.isArray(inner)
            ? Object.fromEntries(Object.entries(inner).reverse())
            : inner,
        );
        const again = canonicalize(reversed);
        return again.ok && again.value === canonical.value;
      }),
    );
  });

  it.runIf(existsSync(vectors))("agrees with the published vectors of RFC 8785's author", () => {
    for (const name of readdirSync(new URL("input/", vectors))) {
      const input: unknown = JSON.parse(readFileSync(new URL(`input/${name}`, vectors), "utf8"));
      const hex = readFileSync(new URL(`outhex/${name.replace(".json", ".txt")}`, vectors), "utf8").replace(
        /\s/g,
        "",
      );
      const canonical = canonicalize(input);
      expect(canonical.ok && Buffer.from(canonical.value, "utf8").toString("hex"), name).toBe(hex);
    }
  });
});
