import { describe, expect, it } from "vitest";
import type { Iri } from "../ids/iri.ts";
import type { JsonObject } from "../signing/proofs.ts";
import { type ContextNote, readContextNote, verifyContextNote, writeContextNote } from "./context-note.ts";
import { METHOD, makeMoot, now, prove } from "./fixtures/moot.ts";

const { node, log, roster } = await makeMoot();
const note: ContextNote = {
  id: new URL("/moot/notes/7", roster.attributedTo).href as Iri,
  attributedTo: roster.attributedTo,
  published: "2026-11-01T12:00:00Z",
  updated: "2026-11-02T12:00:00Z",
  about: "https://peer.example/posts/7" as Iri,
  status: "helpful",
  content: "It was in 1969.",
  sources: ["https://archive.example/1969" as Iri],
  whyNoSource: null,
  language: "en",
  author: "Quiet Heron 12",
  ratings: 20,
};
const withdrawn = { ...note, status: "withdrawn", content: "", sources: [], author: null } as const;
const refused = (type: string, more: object = {}) => ({ ok: false, error: { type, ...more } });

describe("a context note", () => {
  it("is right with its node's proof, and with no other", async () => {
    const signatory = { node: { method: METHOD, key: node.publicKey }, now };
    for (const each of [note, withdrawn]) {
      const written = writeContextNote(each);
      expect(await verifyContextNote(await prove(written, METHOD, node), signatory)).toEqual({
        ok: true,
        value: each,
      });
      for (const wrong of [
        written,
        await prove(written, METHOD, log),
        { ...(await prove(written, METHOD, node)), ratings: 21 },
      ])
        expect(await verifyContextNote(wrong, signatory)).toEqual(refused("context-note/bad-signature"));
    }
  });

  it.each([
    ["a member too many", { ...note, rater: "ana" }, "rater"],
    ["another server's id", { ...note, id: "https://other.example/moot/notes/7" }, "id"],
    ["a script for a source", { ...note, sources: ["javascript:alert(1)"] }, "sources"],
    ["too many sources", { ...note, sources: Array(6).fill(note.sources[0]) }, "sources"],
    ["neither a source nor why", { ...note, sources: [] }, "sources"],
    ["nothing to say", { ...note, content: " " }, "content"],
    ["too much to say", { ...note, content: "x".repeat(2_001) }, "content"],
    ["a status that is none", { ...note, status: "needs-more" }, "status"],
    ["what was withdrawn", { ...withdrawn, content: "still here" }, "content"],
    ["less than no ratings", { ...note, ratings: -1 }, "ratings"],
    ["a status from before it was written", { ...note, updated: "2026-10-01T12:00:00Z" }, "updated"],
  ])("with %s is refused", (_, value, member) => {
    const whole = { type: ["Note", "ContextNote"], ...value } as unknown as JsonObject;
    expect(readContextNote(whole)).toMatchObject(refused("context-note/malformed", { member }));
  });
});
