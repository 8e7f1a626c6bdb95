import { describe, expect, it } from "vitest";
import { readActivity } from "./activity.ts";

const follow = {
  id: "https://a.example/f/1",
  type: "Follow",
  actor: "https://a.example/u",
  object: "https://b.example/v",
};

describe("readActivity", () => {
  it("reads an inlined actor and an array of objects", () => {
    const flag = {
      ...follow,
      type: "Flag",
      actor: { id: "https://a.example/u", type: "Person" },
      object: ["https://b.example/v", "https://b.example/p"],
    };
    expect(readActivity(flag)).toMatchObject({
      ok: true,
      value: {
        actor: "https://a.example/u",
        objects: [{ iri: "https://b.example/v" }, { iri: "https://b.example/p" }],
      },
    });
  });

  it("does not let an actor name its activity on another origin", () => {
    expect(readActivity({ ...follow, id: "https://c.example/f/1" })).toMatchObject({
      ok: true,
      value: { iri: null },
    });
  });

  it("takes a vote's array of notes without ids", () => {
    const create = { ...follow, type: "Create", object: [{ type: "Note", name: "A" }] };
    expect(readActivity(create)).toMatchObject({ value: { objects: [{ iri: null, type: "Note" }] } });
  });

  it("needs no object for what has no effect, such as snac's Ping", () => {
    expect(readActivity({ ...follow, type: "Ping", object: undefined })).toMatchObject({
      value: { type: "Ping", objects: [] },
    });
  });

  it.each([
    [{ actor: null }, "activity/no-actor"],
    [{ object: "" }, "activity/no-object"],
    [{ type: [] }, "document/no-type"],
    [{ object: Array.from({ length: 501 }, () => "https://b.example/v") }, "activity/too-many-objects"],
  ])("refuses %#", (change, reason) => {
    expect(readActivity({ ...follow, ...change })).toMatchObject({ ok: false, error: { type: reason } });
  });

  it("reads a reaction's emoji and a moderator's reason as text", () => {
    expect(readActivity({ ...follow, type: "Like", content: ":blob:" })).toMatchObject({
      value: { text: ":blob:" },
    });
    expect(readActivity({ ...follow, type: "Delete", summary: "spam" })).toMatchObject({
      value: { text: "spam" },
    });
  });
});
