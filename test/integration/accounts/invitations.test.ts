import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createInvitation, ensureOwnerInvitation, readInvitation } from "#server/accounts/invitations.ts";
import { join } from "#server/accounts/join.ts";
import { listAccounts } from "#server/accounts/list.ts";
import { verifyLogin } from "#server/accounts/login.ts";
import { createRig, type Rig } from "./rig.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());
beforeEach(() => rig.clock.advance(1000));

const password = "a long enough password";
const accept = (invitation: string, username: string, secret = password) =>
  join(rig.api(), { username, password: secret, invitation });
const tokenOf = (url: string | null) => url?.split("/").at(-1) ?? "";
const countLocal = async () =>
  (await listAccounts(rig.ctx, { where: "local", cursor: null, limit: 200 })).items.length;

describe("the owner's invitation", () => {
  it("is made anew at each start, and the ones before stop working", async () => {
    const first = await ensureOwnerInvitation(rig.ctx);
    const second = await ensureOwnerInvitation(rig.ctx);
    expect(second).toMatch(/^https:\/\/here\.example\/join\/[\w-]{32}$/);
    expect(await readInvitation(rig.ctx, tokenOf(first))).toBeNull();
    expect(await readInvitation(rig.ctx, tokenOf(second))).toEqual({ role: "owner" });
  });

  it("makes the owner, who may have any name, and is not made again", async () => {
    const token = tokenOf(await ensureOwnerInvitation(rig.ctx));
    expect((await accept(token, "admin")).ok).toBe(true);
    expect(await verifyLogin(rig.ctx, "admin", password)).toMatchObject({ role: "owner" });
    expect(await ensureOwnerInvitation(rig.ctx)).toBeNull();
    expect(await readInvitation(rig.ctx, token)).toBeNull();
  });
});

describe("an invitation", () => {
  it("for one makes one account when two accept it at once", async () => {
    const { token } = await createInvitation(rig.ctx, { role: "member" });
    const before = await countLocal();
    const both = await Promise.all(["ana", "ben"].map((username) => accept(token, username)));
    expect(both.filter((made) => made.ok)).toHaveLength(1);
    expect(both.find((made) => !made.ok)).toMatchObject({ error: [{ type: "invitation/not-usable" }] });
    expect(await countLocal()).toBe(before + 1);
  });

  it("is not used up by a name that is taken or a password that is too short", async () => {
    const { token } = await createInvitation(rig.ctx, { role: "member" });
    expect((await accept(token, "cleo")).ok).toBe(true);
    const second = await createInvitation(rig.ctx, { role: "member" });
    const acceptSecond = (username: string, secret = password) => accept(second.token, username, secret);
    expect(await acceptSecond("CLEO")).toMatchObject({ error: [{ type: "account/username-taken" }] });
    expect(await acceptSecond("dora", "short")).toMatchObject({ error: [{ type: "password/too-short" }] });
    expect(await acceptSecond("support")).toMatchObject({ error: [{ type: "account/username-reserved" }] });
    expect((await acceptSecond("dora")).ok).toBe(true);
  });

  it("lets in as many as it says, until its time", async () => {
    const expiresAt = new Date(rig.clock.now().getTime() + 60_000);
    const { token } = await createInvitation(rig.ctx, { role: "member", maxUses: 3, expiresAt });
    expect((await accept(token, "eva")).ok).toBe(true);
    expect((await accept(token, "fay")).ok).toBe(true);
    rig.clock.advance(60_000);
    expect(await accept(token, "gil")).toMatchObject({
      error: [{ type: "invitation/not-usable" }],
    });
  });
});

describe("registering without an invitation", () => {
  it("works where registration is open, and only there", async () => {
    const hal = { username: "hal", password };
    for (const REGISTRATION of ["invite", "closed"])
      expect(await join(rig.api({ REGISTRATION }), hal)).toMatchObject({ error: [{ type: "join/closed" }] });
    expect(await join(rig.api({ REGISTRATION: "open" }), hal)).toMatchObject({ value: { awaits: null } });
    expect(await verifyLogin(rig.ctx, "hal", password)).toMatchObject({ role: "member" });
  });
});
