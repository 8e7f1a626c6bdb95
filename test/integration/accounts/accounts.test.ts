import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "#server/accounts/create.ts";
import { findLocalAccount, listAccounts, readAccount } from "#server/accounts/list.ts";
import { resetPassword, setRole, verifyLogin } from "#server/accounts/login.ts";
import { ensureNodeActor } from "#server/accounts/node-actor.ts";
import { updateAccount } from "#server/accounts/update.ts";
import { createRig, type Rig } from "./rig.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

const password = "a long enough password";

describe("a local account", () => {
  it("has an id in its address, so that the name can be shown in another way", async () => {
    const made = await createAccount(rig.ctx, { username: "Ana" });
    if (!made.ok) throw new Error(made.error.type);
    expect(made.value.iri).toBe(`https://here.example/users/${made.value.id}`);
    expect(await findLocalAccount(rig.ctx, "ana")).toMatchObject({
      handle: "Ana@here.example",
      displayName: "Ana",
      url: "https://here.example/@Ana",
    });
  });

  it("has a name that nobody else has, in any case, also when two ask at once", async () => {
    const both = await Promise.all([
      createAccount(rig.ctx, { username: "twice" }),
      createAccount(rig.ctx, { username: "TWICE" }),
    ]);
    expect(both.filter((made) => made.ok)).toHaveLength(1);
    expect(both.find((made) => !made.ok)).toMatchObject({ error: { type: "account/username-taken" } });
  });

  it("with a login is made with its password and role, or not at all", async () => {
    const login = { password, email: "one@here.example", role: "moderator" as const };
    expect((await createAccount(rig.ctx, { username: "one", login })).ok).toBe(true);
    expect(await createAccount(rig.ctx, { username: "other", login })).toMatchObject({
      error: { type: "account/email-taken" },
    });
    expect(await findLocalAccount(rig.ctx, "other")).toBeNull();
    expect(await verifyLogin(rig.ctx, "ONE", password)).toMatchObject({ role: "moderator" });
    expect(await verifyLogin(rig.ctx, "one", "another password")).toBeNull();
    expect(await verifyLogin(rig.ctx, "nobody", password)).toBeNull();
  });

  it("gets a new password that opens it while the old one does not", async () => {
    const reset = await resetPassword(rig.ctx, "one");
    if (!reset.ok) throw new Error(reset.error.type);
    expect(await verifyLogin(rig.ctx, "one", password)).toBeNull();
    expect(await verifyLogin(rig.ctx, "one", reset.value.password)).not.toBeNull();
    expect(await resetPassword(rig.ctx, "nobody")).toMatchObject({ error: { type: "login/not-found" } });
  });

  it("stays an owner while it is the last one", async () => {
    await createAccount(rig.ctx, { username: "boss", login: { password, role: "owner" } });
    expect(await setRole(rig.ctx, "boss", "member")).toMatchObject({ error: { type: "login/last-owner" } });
    expect((await setRole(rig.ctx, "one", "owner")).ok).toBe(true);
    expect((await setRole(rig.ctx, "boss", "member")).ok).toBe(true);
  });

  it("changes its profile, with links made of addresses and hashtags, and its followers' servers are told", async () => {
    const id = await rig.local("writer");
    await rig.events();
    const fields = [{ name: "Web", value: "https://writer.example" }];
    const changes = { displayName: "The <Writer>", bio: "I like #tea & cake", fields, locked: true };
    expect((await updateAccount(rig.ctx, id, changes)).ok).toBe(true);
    expect(await rig.events()).toEqual([{ kind: "account.updated", accountId: id }]);
    const view = await readAccount(rig.ctx, id);
    expect(view).toMatchObject({ displayName: "The <Writer>", bioSource: changes.bio, locked: true });
    expect(view?.bioHtml).toContain("&amp; cake");
    expect(view?.bioHtml).toContain('href="https://here.example/tags/tea"');
    expect(view?.fields[0]?.html).toContain('href="https://writer.example"');
    expect(await updateAccount(rig.ctx, id, { bio: "x".repeat(1001) })).toMatchObject({
      error: { type: "account/bio-too-long" },
    });
    expect(await updateAccount(rig.ctx, id, { avatarUrl: "javascript:x" })).toMatchObject({
      error: { type: "account/image-address-invalid" },
    });
  });

  it("is listed in pages, newest first", async () => {
    const all = await listAccounts(rig.ctx, { where: "local", cursor: null, limit: 100 });
    const first = await listAccounts(rig.ctx, { where: "local", cursor: null, limit: 2 });
    const rest = await listAccounts(rig.ctx, { where: "local", cursor: first.next, limit: 100 });
    expect([...first.items, ...rest.items].map((item) => item.id)).toEqual(all.items.map((item) => item.id));
    expect(rest.next).toBeNull();
  });
});

describe("the node's own account", () => {
  it("is made once, also by several processes at once, under /actor and the node's domain", async () => {
    const [first, second] = await Promise.all([ensureNodeActor(rig.ctx), ensureNodeActor(rig.ctx)]);
    expect(first).toBe(second);
    const actor = await rig.port.nodeActor();
    expect(actor).toMatchObject({
      iri: "https://here.example/actor",
      username: "here.example",
      locked: true,
    });
  });
});
