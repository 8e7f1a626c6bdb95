import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { expireHolds } from "#server/policy/holds/expire.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";
import { rulesOf } from "./rules-of.ts";

let rig: ApiRig;
let moderator: Person;
let ben: Person;
let rules: (text: string) => Promise<void>;
beforeAll(async () => {
  rig = await createApiRig();
  moderator = await rig.person("mia", { role: "moderator" });
  rules = rulesOf(rig);
});
afterAll(() => rig.close());
let count = 0;
beforeEach(async () => {
  await rules("");
  ben = await rig.person(`ben${++count}`);
});

const on = (occasion: string, then: string) =>
  rules(
    `  - { id: a, name: No tokens, on: [${occasion}], when: { any: [{ ${occasion === "profile" ? "author.bio" : "post.text"}: { contains: tokens } }] }, then: ${then} }`,
  );
const queue = async (kind: string) =>
  (await moderator.get(`/api/folkmoot/v1/holds?account=${ben.id}&kind=${kind}`)).body.items;
const decide = async (id: string, decision: string, reason = "") =>
  (
    await moderator.post(
      `/api/folkmoot/v1/holds/${id}/${decision}`,
      decision === "refuse" ? { reason } : undefined,
    )
  ).status;
const warnings = async () =>
  (await ben.get("/api/v1/notifications")).body
    .filter(({ type }: { type: string }) => type === "moderation_warning")
    .map((each: { moderation_warning: { text: string } }) => each.moderation_warning.text);
const contentOf = async (id: string) => (await ben.get(`/api/v1/statuses/${id}`)).body.content;

describe("a post of somebody here", () => {
  it.each(["reject", "drop"])("is refused by %s with the rule's name, and is nowhere", async (verdict) => {
    await on("outbound", verdict);
    const refused = await ben.post("/api/v1/statuses", { status: "Buy tokens" });
    expect(refused).toMatchObject({ status: 422, body: { error: "Not allowed here: No tokens" } });
    expect((await ben.get(`/api/v1/accounts/${ben.id}/statuses`)).body).toEqual([]);
    expect((await ben.get("/api/v1/scheduled_statuses")).body).toEqual([]);
  });

  it("that nobody looks at in time is given up, and its author is told", async () => {
    await on("outbound", "hold");
    await ben.post("/api/v1/statuses", { status: "Buy tokens" });
    expect(await queue("own-post")).toHaveLength(1);
    await expireHolds(rig.ctx);
    expect(await queue("own-post")).toHaveLength(1);
    await rig.ctx.sql`update held_items set expires_at = ${rig.ctx.clock.now()} where account_id = ${ben.id}`;
    await expireHolds(rig.ctx);
    expect(await queue("own-post")).toEqual([]);
    expect((await ben.get("/api/v1/scheduled_statuses")).body).toEqual([]);
    expect(await warnings()).toEqual([expect.stringContaining("No tokens")]);
    const [row] = await rig.ctx.sql`select state, content from held_items where account_id = ${ben.id}`;
    expect(row).toEqual({ state: "expired", content: null });
  });
});

describe("an edit of somebody here", () => {
  it("that is held is kept, its author is told, and it is published when it is released", async () => {
    const id = await rig.publish(ben, "Good morning");
    await on("edit", "hold");
    const edited = await ben.put(`/api/v1/statuses/${id}`, { status: "Buy tokens", spoiler_text: "Trade" });
    expect(edited.status).toBe(422);
    expect(edited.body.error).toContain("waits until a moderator has looked at it (No tokens)");
    expect(await contentOf(id)).toContain("Good morning");
    const [item] = await queue("own-edit");
    expect(item).toMatchObject({ content: { text: "Buy tokens" }, because: [{ rule_id: "a" }] });
    expect(await decide(item.id, "release")).toBe(200);
    expect((await ben.get(`/api/v1/statuses/${id}`)).body).toMatchObject({
      content: expect.stringContaining("Buy tokens"),
      spoiler_text: "Trade",
      edited_at: expect.any(String),
    });
    expect((await ben.get(`/api/v1/statuses/${id}/history`)).body).toHaveLength(2);
    expect(await queue("own-edit")).toEqual([]);
  });

  it("that is refused leaves the post as it was, and says why", async () => {
    const id = await rig.publish(ben, "Good morning");
    await on("edit", "hold");
    await ben.put(`/api/v1/statuses/${id}`, { status: "Buy tokens" });
    const [item] = await queue("own-edit");
    expect(await decide(item.id, "refuse", "No adverts")).toBe(200);
    expect(await contentOf(id)).toContain("Good morning");
    const [told] = await warnings();
    expect(told).toContain("An edit of yours");
    expect(told).toContain("Buy tokens");
    expect(told).toContain("No adverts");
    // The same once more is known to be refused.
    expect((await ben.put(`/api/v1/statuses/${id}`, { status: "Buy tokens" })).body.error).toBe(
      "Not allowed here: No tokens",
    );
    expect(await queue("own-edit")).toEqual([]);
  });

  it("gives way to a later one, and goes with the post", async () => {
    const id = await rig.publish(ben, "Good morning");
    await on("edit", "hold");
    await ben.put(`/api/v1/statuses/${id}`, { status: "Buy tokens" });
    await ben.put(`/api/v1/statuses/${id}`, { status: "Buy more tokens" });
    expect(await queue("own-edit")).toMatchObject([{ content: { text: "Buy more tokens" } }]);
    expect((await ben.put(`/api/v1/statuses/${id}`, { status: "Good evening" })).status).toBe(200);
    expect(await queue("own-edit")).toEqual([]);
    await ben.put(`/api/v1/statuses/${id}`, { status: "Buy tokens" });
    expect(await queue("own-edit")).toHaveLength(1);
    await ben.delete(`/api/v1/statuses/${id}`);
    expect(await queue("own-edit")).toEqual([]);
  });

  it("of an account that is held waits, too", async () => {
    const id = await rig.publish(ben, "Good morning");
    await rig.ctx.sql`update accounts set held = true where id = ${ben.id}`;
    expect((await ben.put(`/api/v1/statuses/${id}`, { status: "Good evening" })).status).toBe(422);
    expect(await queue("own-edit")).toMatchObject([{ because: [{ rule_id: "held-account" }] }]);
  });
});

describe("a profile of somebody here", () => {
  const says = (note: string) => ben.patch("/api/v1/accounts/update_credentials", { note });
  const note = async () => (await ben.get("/api/v1/accounts/verify_credentials")).body.source.note;

  it("that is refused stays as it was, with the rule's name", async () => {
    await says("A baker");
    await on("profile", "reject");
    expect(await says("I sell tokens")).toMatchObject({
      status: 422,
      body: { error: "Not allowed here: No tokens" },
    });
    expect(await note()).toBe("A baker");
    expect(await queue("own-profile")).toEqual([]);
  });

  it("that is held is kept, and shown when it is released, with what the rules say of it", async () => {
    await rules(
      `  - { id: a, name: No tokens, on: [profile], when: { author.bio: { contains: tokens } }, then: { verdict: hold, label: trade } }`,
    );
    const held = await says("I sell tokens");
    expect(held.status).toBe(422);
    expect(held.body.error).toContain("waits until a moderator has looked at it (No tokens)");
    expect(await note()).toBe("");
    const [item] = await queue("own-profile");
    expect(item).toMatchObject({ content: { changes: { bio: "I sell tokens" } } });
    expect(await decide(item.id, "release")).toBe(200);
    expect(await note()).toBe("I sell tokens");
    expect((await moderator.get(`/api/v1/accounts/${ben.id}`)).body.folkmoot).toMatchObject({
      labels: ["trade"],
    });
    // What was let through once is let through again.
    await says("A baker");
    expect((await says("I sell tokens")).status).toBe(200);
  });

  it("gives way to a later one; refused, its owner is told why", async () => {
    await on("profile", "hold");
    await says("I sell tokens");
    expect((await says("A baker")).status).toBe(200);
    expect(await queue("own-profile")).toEqual([]);
    await says("I sell many tokens");
    const [item] = await queue("own-profile");
    await decide(item.id, "refuse", "No adverts");
    const [told] = await warnings();
    expect(told).toContain("A change of your profile");
    expect(told).toContain("I sell many tokens");
    expect(await note()).toBe("A baker");
  });

  it("that is too long is not kept", async () => {
    await on("profile", "hold");
    expect((await says(`tokens ${"x".repeat(1_000)}`)).body.error).toContain("too long");
    expect(await queue("own-profile")).toEqual([]);
  });
});
