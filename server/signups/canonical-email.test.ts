import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { canonicalEmailHash, emailDomain } from "./canonical-email.ts";

it("takes all spellings of a mailbox for one", () => {
  const plain = createHash("sha256").update("ana@example.org").digest("hex");
  for (const spelling of ["ana@example.org", "A.N.A@example.org", "ana+news+tea@EXAMPLE.org"])
    expect(canonicalEmailHash(spelling)).toBe(plain);
});

it("tells mailboxes apart", () => {
  expect(canonicalEmailHash("ana@example.org")).not.toBe(canonicalEmailHash("ana@example.com"));
  expect(canonicalEmailHash("ana@exam.ple.org")).not.toBe(canonicalEmailHash("ana@example.org"));
});

it("finds the domain of an address", () => {
  expect(emailDomain("ana@Example.ORG.")).toBe("example.org");
  expect(emailDomain("ana")).toBeNull();
});
