import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatAcct, formatHandle, parseHandle, sameHandle } from "./handles.ts";

describe("parseHandle", () => {
  it.each([
    ["ana@example.social", "ana", "example.social"],
    ["@ana@example.social", "ana", "example.social"],
    ["acct:ana@example.social", "ana", "example.social"],
    ["  @Ana.B-c_d~1+x@EXAMPLE.social ", "Ana.B-c_d~1+x", "example.social"],
    ["blog.example@blog.example", "blog.example", "blog.example"],
    ["안녕@example.social", "안녕", "example.social"],
    ["ana@bücher.example", "ana", "xn--bcher-kva.example"],
    ["bob@127.0.0.2:9443", "bob", "127.0.0.2:9443"],
    ["bob@localhost:3000", "bob", "localhost:3000"],
    ["bob@[::1]:3000", "bob", "[::1]:3000"],
  ])("reads %s", (text, user, host) => {
    expect(parseHandle(text)).toEqual({ ok: true, value: { user, host } });
  });

  it.each([
    ["no host", "@ana"],
    ["no user", "@@example.social"],
    ["two hosts", "ana@example.social@evil.example"],
    ["a URL", "https://example.social/@ana"],
    ["a path in the host", "ana@example.social/evil"],
    ["a query in the host", "ana@example.social?x"],
    ["credentials in the host", "ana@x:y\\evil.example"],
    ["a percent sign in the host", "ana@example%2esocial"],
    ["a space", "an a@example.social"],
    ["a line break", "ana\n@example.social"],
    ["a right-to-left override", "ana\u202e@example.social"],
    ["a zero-width space in the user", "an\u200ba@example.social"],
    ["a zero-width joiner in the host", "ana@exam\u200dple.social"],
    ["a soft hyphen in the host", "ana@exam\u00adple.social"],
    ["an invisible letter", "ana\u3164@example.social"],
    ["a variation selector", "ana\ufe0f@example.social"],
    ["a byte order mark", "a\ufeffna@example.social"],
    ["a null", "ana\0@example.social"],
    ["an overlong user", `${"a".repeat(129)}@example.social`],
    ["an overlong host", `ana@${"a.".repeat(130)}example`],
    ["a trailing dot", "ana@example.social."],
    ["an impossible port", "ana@example.social:99999"],
    ["decomposed letters", "u\u0308ber@example.social"],
  ])("refuses %s", (_what, text) => {
    expect(parseHandle(text)).toMatchObject({ ok: false, error: { type: "handle/invalid" } });
  });

  it("never throws, and reads back what it writes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), (user, host) => {
        const parsed = parseHandle(`${user}@${host}`);
        if (!parsed.ok) return;
        expect(parseHandle(formatHandle(parsed.value))).toEqual(parsed);
        expect(parseHandle(formatAcct(parsed.value))).toEqual(parsed);
      }),
    );
  });

  it("compares users without case", () => {
    expect(sameHandle({ user: "Ana", host: "a.example" }, { user: "ana", host: "a.example" })).toBe(true);
    expect(sameHandle({ user: "ana", host: "a.example" }, { user: "ana", host: "b.example" })).toBe(false);
  });
});
