import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Iri } from "#protocol/ids/iri.ts";
import { importPublicKey } from "#protocol/signing/keys.ts";
import { rotateKeys } from "#server/accounts/rotate-keys.ts";
import { createRig, type Rig, remoteAccount } from "./rig.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

describe("a local account's keys", () => {
  it("are shown in its profile, and its signer has their private halves", async () => {
    const id = await rig.local("ana");
    const profile = await rig.port.profile(id);
    const signer = await rig.port.signer(id);
    expect(profile?.keys.map((key) => [key.id, key.format])).toEqual([
      [signer.rsa.keyId, "pem"],
      [signer.ed25519.keyId, "multikey"],
    ]);
    for (const key of profile?.keys ?? []) expect((await importPublicKey(key.value)).ok).toBe(true);
    expect(await rig.port.byKeyId(signer.rsa.keyId)).toMatchObject({ id, isLocal: true });
    expect(await rig.port.byKeyId(signer.ed25519.keyId)).toMatchObject({ id });
  });

  it("are changed: RSA under the same id, and the old Ed25519 key still verifies what it signed", async () => {
    const id = await rig.local("ben");
    const before = await rig.port.signer(id);
    expect((await rotateKeys(rig.ctx, id)).ok).toBe(true);
    const after = await rig.port.signer(id);
    expect(after.rsa.keyId).toBe(before.rsa.keyId);
    expect(after.rsa.publicPem).not.toBe(before.rsa.publicPem);
    expect(after.ed25519.keyId).not.toBe(before.ed25519.keyId);
    const published = (await rig.port.profile(id))?.keys.map((key) => key.id);
    expect(published).toEqual([after.rsa.keyId, after.ed25519.keyId, before.ed25519.keyId]);
  });
});

describe("a remote account", () => {
  it("is found by its id and by its keys, wherever those are", async () => {
    const keys = [
      { id: "https://there.example/keys/7" as Iri, format: "pem" as const, value: "A" },
      { id: "https://there.example/users/cleo#main-key" as Iri, format: "pem" as const, value: "B" },
    ];
    const id = await rig.remote("cleo", { keys });
    expect((await rig.port.byIri("https://there.example/users/cleo" as Iri))?.id).toBe(id);
    for (const key of keys) expect((await rig.port.byKeyId(key.id))?.id).toBe(id);
    expect(await rig.port.byKeyId("https://there.example/users/cleo#another")).toBeNull();
  });

  it("is believed in nothing about a key that two claim", async () => {
    const keys = [{ id: "https://there.example/keys/8" as Iri, format: "pem" as const, value: "A" }];
    await rig.remote("one", { keys });
    await rig.remote("two", { keys });
    expect(await rig.port.byKeyId("https://there.example/keys/8")).toBeNull();
  });

  it("is remembered anew with what changed, at once, keeping its id and counts", async () => {
    const id = await rig.remote("dora");
    await rig.ctx.sql`update accounts set followers_count = 7 where id = ${id}`;
    const changed = await rig.port.remember(remoteAccount("dora", { locked: true, displayName: "Dora D." }));
    expect(changed).toMatchObject({ id, locked: true });
    expect((await rig.port.byIri(changed.iri))?.locked).toBe(true);
    const [row] = await rig.ctx.sql`select followers_count, display_name from accounts where id = ${id}`;
    expect(row).toMatchObject({ followers_count: 7, display_name: "Dora D." });
  });

  it("may change in another process: what is known is a minute old at most", async () => {
    const id = await rig.remote("eva");
    const iri = "https://there.example/users/eva" as Iri;
    await rig.ctx.sql`update accounts set locked = true where id = ${id}`;
    expect((await rig.port.byIri(iri))?.locked).toBe(false);
    rig.clock.advance(60_000);
    expect((await rig.port.byIri(iri))?.locked).toBe(true);
  });

  it("that is new is stored once when it is remembered by many at once", async () => {
    const many = await Promise.all(Array.from({ length: 8 }, () => rig.remote("fay")));
    expect(new Set(many).size).toBe(1);
  });

  it("cannot change a local account, nor claim to be one", async () => {
    const id = await rig.local("gil");
    const iri = rig.ctx.uris.account(id);
    const kept = await rig.port.remember(remoteAccount("evil", { iri }));
    expect(kept).toMatchObject({ id, username: "gil", isLocal: true });
    const nobody = rig.ctx.uris.account("nobody");
    await expect(rig.port.remember(remoteAccount("evil", { iri: nobody }))).rejects.toThrow();
  });
});
