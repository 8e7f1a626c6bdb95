import { describe, expect, it } from "vitest";
import { normaliseEmail } from "./email.ts";

describe("an e-mail address", () => {
  it("is kept in small letters, without what stands around it", () => {
    expect(normaliseEmail("  Ana.B+news@Example.org ")).toEqual({
      ok: true,
      value: "ana.b+news@example.org",
    });
  });

  it("may be of this machine, and of a domain in any script", () => {
    for (const email of ["ana@localhost", "ana@müller.example", "o'neil@mail.example.org"])
      expect(normaliseEmail(email).ok, email).toBe(true);
  });

  it("has one name, one domain, and nothing that a header could take for more", () => {
    const wrong = [
      "ana",
      "@example.org",
      "ana@",
      "ana@b@c",
      "a b@example.org",
      "ana@example..org",
      "ana@-x.org",
    ];
    const sly = ["ana@example.org\nBcc: x@example.org", "<ana@example.org>", "ana@example.org,x@example.org"];
    for (const email of [...wrong, ...sly, `${"a".repeat(65)}@example.org`])
      expect(normaliseEmail(email), email).toMatchObject({ error: { type: "account/email-invalid" } });
    expect(normaliseEmail(" ")).toMatchObject({ error: { type: "account/email-missing" } });
  });
});
