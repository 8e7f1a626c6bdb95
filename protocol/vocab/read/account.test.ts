import { describe, expect, it } from "vitest";
import { readAccount } from "./account.ts";

const actor = {
  id: "https://a.example/users/ana",
  type: "Person",
  preferredUsername: "ana",
  inbox: "https://a.example/users/ana/inbox",
};

describe("readAccount", () => {
  it("needs no more than an id, a type, a username and an inbox", () => {
    expect(readAccount(actor)).toMatchObject({
      ok: true,
      value: {
        kind: "person",
        username: "ana",
        domain: "a.example",
        displayName: "ana",
        url: actor.id,
        keys: [],
      },
    });
  });

  it.each([
    [{ inbox: null }, "account/no-inbox"],
    [{ preferredUsername: "" }, "account/no-username"],
    [{ preferredUsername: "an\u202ea" }, "account/bad-username"],
    [{ preferredUsername: "ana\u200b" }, "account/bad-username"],
    [{ preferredUsername: "ana@b.example" }, "account/bad-username"],
    [{ type: "Note" }, "document/unknown-type"],
    [
      { publicKey: { id: "https://a.example/k", owner: "https://b.example/eve", publicKeyPem: "x" } },
      "account/key-of-another",
    ],
    [
      { publicKey: { id: "https://b.example/k", owner: actor.id, publicKeyPem: "x" } },
      "account/key-of-another",
    ],
  ])("refuses %j with %s", (change, reason) => {
    expect(readAccount({ ...actor, ...change })).toMatchObject({ ok: false, error: { type: reason } });
  });

  it("calls a server's own actor by its host when it has no name", () => {
    const server = { ...actor, type: "Application", preferredUsername: undefined };
    expect(readAccount(server)).toMatchObject({ ok: true, value: { username: "a.example" } });
  });

  it("takes the handle's domain from webfinger only for the same username", () => {
    expect(readAccount({ ...actor, webfinger: "ana@example.org" })).toMatchObject({
      value: { domain: "example.org" },
    });
    expect(readAccount({ ...actor, webfinger: "eve@example.org" })).toMatchObject({
      value: { domain: "a.example" },
    });
  });

  it("leaves out a Multikey that another controls", () => {
    const multikey = { type: "Multikey", id: `${actor.id}#k`, publicKeyMultibase: "z6Mk" };
    const assertionMethod = [
      { ...multikey, controller: actor.id },
      { ...multikey, id: `${actor.id}#l`, controller: "https://b.example/eve" },
    ];
    expect(readAccount({ ...actor, assertionMethod })).toMatchObject({
      value: { keys: [{ id: `${actor.id}#k`, format: "multikey", value: "z6Mk" }] },
    });
  });

  it("strips overrides from the display name and scripts from the bio", () => {
    const read = readAccount({ ...actor, name: "A\u202ena", summary: "<script>x</script><p>hi</p>" });
    expect(read).toMatchObject({ value: { displayName: "Ana", bioHtml: "<p>hi</p>" } });
  });
});
