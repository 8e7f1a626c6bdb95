import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Iri } from "#protocol/ids/iri.ts";
import { createAccount } from "#server/accounts/create.ts";
import { deleteAccount } from "#server/accounts/delete.ts";
import { createAccountIntake } from "#server/accounts/intake.ts";
import { findLocalAccount } from "#server/accounts/list.ts";
import { verifyLogin } from "#server/accounts/login.ts";
import { requestFollow } from "#server/relations/follow.ts";
import { forgetFollowersOfDeleted } from "#server/relations/forget-followers.ts";
import { createRelationIntake } from "#server/relations/intake.ts";
import { countsOf, knownAccount, publish } from "../relations/state.ts";
import { createRig, type Rig, remoteAccount } from "./rig.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

const password = "a long enough password";

async function rowsOf(id: string): Promise<number> {
  const [row] = await rig.ctx.sql<{ n: number }[]>`
    select (select count(*) from posts where account_id = ${id})::int
      + (select count(*) from boosts where account_id = ${id})::int
      + (select count(*) from notifications where from_account_id = ${id})::int as n`;
  return row?.n ?? 0;
}

describe("deleting a local account", () => {
  it("takes posts, follows and login, keeps the name taken, and tells other servers", async () => {
    const made = await createAccount(rig.ctx, { username: "ana", login: { password } });
    if (!made.ok) throw new Error(made.error.type);
    const { id } = made.value;
    const friend = await rig.local("friend");
    const far = await rig.remote("far");
    await publish(rig, id);
    const parent = await publish(rig, friend);
    await publish(rig, id, parent);
    await rig.ctx.sql`update posts set replies_count = 1 where id = ${parent}`;
    await requestFollow(rig.ctx, { followerId: id, followeeId: far });
    await requestFollow(rig.ctx, { followerId: friend, followeeId: id });
    const intake = createRelationIntake(rig.ctx);
    const followIri = "https://there.example/follows/1" as Iri;
    await intake.follow({
      iri: followIri,
      follower: await knownAccount(rig, far),
      followee: await knownAccount(rig, id),
    });
    await rig.events();

    expect((await deleteAccount(rig.ctx, id)).ok).toBe(true);
    expect(await rowsOf(id)).toBe(0);
    expect(await countsOf(rig, friend)).toEqual({ followers: 0, following: 0 });
    const [row] = await rig.ctx.sql`select replies_count from posts where id = ${parent}`;
    expect(row?.replies_count).toBe(0);
    expect(await verifyLogin(rig.ctx, "ana", password)).toBeNull();
    expect(await findLocalAccount(rig.ctx, "ana")).toBeNull();
    expect(await createAccount(rig.ctx, { username: "ANA" })).toMatchObject({
      error: { type: "account/username-taken" },
    });
    expect(await knownAccount(rig, id)).toMatchObject({ state: "deleted" });
    expect((await rig.events()).map((event) => event.kind)).toEqual(["follow.undone", "account.deleted"]);
    // Whoever must be told is still known, and the key that signs the Delete too.
    const [followers] = await rig.ctx.sql`select count(*)::int as n from follows where followee_id = ${id}`;
    expect(followers?.n).toBe(1);
    expect((await rig.port.signer(id)).accountId).toBe(id);
    expect(await forgetFollowersOfDeleted(rig.ctx)).toBe(0);
    rig.clock.advance(31 * 86_400_000);
    expect(await forgetFollowersOfDeleted(rig.ctx)).toBe(1);
    expect(await deleteAccount(rig.ctx, id)).toMatchObject({ error: { type: "account/not-found" } });
  });

  it("is refused for the last owner and for the node's own account", async () => {
    const made = await createAccount(rig.ctx, { username: "boss", login: { password, role: "owner" } });
    if (!made.ok) throw new Error(made.error.type);
    expect(await deleteAccount(rig.ctx, made.value.id)).toMatchObject({
      error: { type: "login/last-owner" },
    });
    const node = await rig.port.nodeActor();
    expect(await deleteAccount(rig.ctx, node.id)).toMatchObject({ error: { type: "account/not-found" } });
  });
});

describe("the deletion of a remote account", () => {
  it("takes everything of it, may come twice, and is not undone by an older profile", async () => {
    const id = await rig.remote("gone");
    const friend = await rig.local("friend2");
    await publish(rig, id);
    const relations = createRelationIntake(rig.ctx);
    const account = await knownAccount(rig, id);
    await relations.follow({
      iri: "https://there.example/follows/2" as Iri,
      follower: account,
      followee: await knownAccount(rig, friend),
    });
    const intake = createAccountIntake(rig.ctx, rig.port);
    expect(await intake.deleteAccount(account)).toEqual({ outcome: "accepted" });
    expect(await intake.deleteAccount(account)).toEqual({ outcome: "accepted" });
    expect(await rowsOf(id)).toBe(0);
    expect(await countsOf(rig, friend)).toEqual({ followers: 0, following: 0 });
    expect(await rig.port.byIri(account.iri)).toMatchObject({ state: "deleted" });
    expect(await rig.port.remember(remoteAccount("gone", { displayName: "Back" }))).toMatchObject({
      state: "deleted",
    });
  });

  it("is not for local accounts", async () => {
    const account = await knownAccount(rig, await rig.local("stays"));
    expect(await createAccountIntake(rig.ctx, rig.port).deleteAccount(account)).toMatchObject({
      outcome: "ignored",
    });
  });
});
