import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Iri } from "#protocol/ids/iri.ts";
import { createAccountPort } from "#server/accounts/port.ts";
import { createDomainGate } from "#server/hosts/gate.ts";
import { type ApiRig, createApiRig, type Person } from "./rig.ts";

let rig: ApiRig;
let admin: Person;
let moderator: Person;
let ana: Person;
beforeAll(async () => {
  rig = await createApiRig();
  admin = await rig.person("adam", { role: "admin" });
  moderator = await rig.person("mona", { role: "moderator" });
  ana = await rig.person("ana");
}, 60_000);
afterAll(() => rig.close());

const blocks = "/api/v1/admin/domain_blocks";
const allows = "/api/v1/admin/domain_allows";
const block = (domain: string, more: object = {}) => admin.post(blocks, { domain, ...more });

async function remotePost(account: string, domain: string): Promise<string> {
  const id = rig.ctx.ids.next();
  const medium = {
    ...{ url: `https://${domain}/cat.png`, kind: "image", mediaType: "image/png", alt: null, width: null },
    ...{ height: null, blurhash: null, focalPoint: null, duration: null, previewUrl: null },
  };
  await rig.ctx
    .sql`insert into posts (id, iri, account_id, is_local, kind, type, html, visibility, url, media,
      conversation_id, published_at, received_at)
    values (${id}, ${`https://${domain}/p/${id}`}, ${account}, false, 'note', 'Note', 'x', 'public',
      ${`https://${domain}/p`}, ${rig.ctx.sql.json([medium])}, ${id}, now(), now())`;
  return id;
}

async function follow(follower: string, followee: string, followerIsLocal: boolean): Promise<void> {
  await rig.ctx.sql`insert into follows
      (follower_id, followee_id, iri, state, follower_is_local, created_at, accepted_at)
    values (${follower}, ${followee}, ${`https://x.example/${follower}/${followee}`}, 'accepted',
      ${followerIsLocal}, now(), now())`;
}

describe("domain blocks", () => {
  it("that are changed by several at once are on record with what each of them changed", async () => {
    const { body } = await block("twice.example", { severity: "noop", public_comment: "first" });
    const change = (reason: string) => admin.put(`${blocks}/${body.id}`, { public_comment: reason });
    await Promise.all(["a", "b", "c", "d"].map(change));
    const rows = await rig.ctx.sql`select details->'before'->>'publicReason' as before from audit_log
      where target = 'twice.example' and action = 'domain.changed'`;
    const left = (await admin.get(`${blocks}/${body.id}`)).body.public_comment;
    expect([...rows.map(({ before }) => before), left].toSorted()).toEqual(["a", "b", "c", "d", "first"]);
  });

  it("are made, read, changed and removed by administrators, on record", async () => {
    const made = await block("Made.Example", {
      severity: "noop",
      reject_reports: true,
      private_comment: "hm",
      public_comment: "because",
      obfuscate: true,
    });
    expect(made.status).toBe(200);
    const expected = {
      id: expect.any(String),
      domain: "made.example",
      digest: createHash("sha256").update("made.example").digest("hex"),
      created_at: expect.stringMatching(/Z$/),
      severity: "noop",
      reject_media: false,
      reject_reports: true,
      private_comment: "hm",
      public_comment: "because",
      obfuscate: true,
    };
    expect(made.body).toEqual(expected);
    const path = `${blocks}/${made.body.id}`;
    expect((await admin.get(path)).body).toEqual(expected);
    const changed = await admin.put(path, { severity: "silence", private_comment: "" });
    expect(changed.body).toEqual({ ...expected, severity: "silence", private_comment: null });
    expect((await admin.get(path)).body).toEqual(changed.body);
    expect((await admin.get(blocks)).body).toContainEqual(changed.body);
    const removed = await admin.delete(path);
    expect([removed.status, removed.body]).toEqual([200, {}]);
    expect((await admin.get(path)).status).toBe(404);
    const log = await rig.ctx
      .sql`select action, account_id from audit_log where target = 'made.example' order by id`;
    expect(log.map((row) => row.action)).toEqual(["domain.blocked", "domain.changed", "domain.unblocked"]);
    expect(log[0]?.account_id).toBe(admin.id);
  });

  it("silence when nothing is said, and are paged", async () => {
    const made: string[] = [];
    for (const name of ["one", "two", "three"]) {
      const { body } = await block(`${name}.paged.example`);
      expect(body.severity).toBe("silence");
      made.unshift(body.id);
    }
    const ids = async (query: string) =>
      (await admin.get(`${blocks}?${query}`)).body.map((each: { id: string }) => each.id);
    expect(await ids("limit=2")).toEqual(made.slice(0, 2));
    expect(await ids(`limit=1&max_id=${made[0]}`)).toEqual(made.slice(1, 2));
    expect(await ids(`limit=1&min_id=${made[2]}`)).toEqual(made.slice(1, 2));
  });

  it("are refused without a domain, for what is none, and for this node", async () => {
    const nothing = await admin.post(blocks, {});
    expect([nothing.status, nothing.body.error]).toEqual([422, "Validation failed: Domain can't be blank"]);
    for (const domain of ["two words", "localhost"]) expect((await block(domain)).status).toBe(422);
    expect((await block("x.example", { severity: "ban" })).status).toBe(422);
    expect((await admin.put(`${blocks}/0190ec5a-0000-7000-8000-000000000000`, {})).status).toBe(404);
  });

  it("name the rule that is there when they say no more than it", async () => {
    const { body: existing } = await block("strict.example", { severity: "suspend" });
    for (const [domain, severity] of [
      ["strict.example", "suspend"],
      ["sub.strict.example", "silence"],
    ] as const) {
      const refused = await block(domain, { severity });
      expect(refused.status).toBe(422);
      expect(refused.body).toEqual({
        error: "You have already imposed stricter limits on strict.example.",
        existing_domain_block: existing,
      });
    }
  });

  it("are for administrators alone", async () => {
    for (const path of [blocks, allows]) {
      for (const person of [moderator, ana]) {
        expect((await person.get(path)).status).toBe(403);
        expect((await person.post(path, { domain: "x.example" })).status).toBe(403);
        expect((await person.delete(`${path}/0190ec5a-0000-7000-8000-000000000000`)).status).toBe(403);
      }
    }
  });
});

describe("a silenced domain", () => {
  it("has its accounts limited, new ones too, until the rule is lifted", async () => {
    const known = await rig.remote("known@loud.example");
    const below = await rig.remote("below@sub.loud.example");
    const own = await rig.remote("own@loud.example");
    const post = await remotePost(known, "loud.example");
    await moderator.post(`/api/v1/admin/accounts/${own}/action`, { type: "silence" });
    const { body } = await block("loud.example", { severity: "silence" });
    for (const id of [known, below])
      expect((await ana.get(`/api/v1/accounts/${id}`)).body.limited).toBe(true);
    const shown = async () =>
      (await ana.get("/api/v1/timelines/public?limit=40")).body.some(
        (each: { id: string }) => each.id === post,
      );
    expect(await shown()).toBe(false);

    const port = createAccountPort(rig.ctx, rig.ctx.domains);
    const late = await port.remember(remoteAccount("late", "loud.example"));
    expect((await ana.get(`/api/v1/accounts/${late.id}`)).body.limited).toBe(true);

    await admin.delete(`${blocks}/${body.id}`);
    for (const id of [known, below, late.id])
      expect((await ana.get(`/api/v1/accounts/${id}`)).body.limited).toBeUndefined();
    expect((await ana.get(`/api/v1/accounts/${own}`)).body.limited).toBe(true);
    expect(await shown()).toBe(true);
  });
});

describe("a suspended domain", () => {
  it("is not dealt with: its accounts are suspended, and its follows are put aside, which people are told, until it is lifted", async () => {
    const fan = await rig.person("fan");
    const star = await rig.remote("star@gone.example");
    const follower = await rig.remote("follower@sub.gone.example");
    await follow(fan.id, star, true);
    await follow(follower, fan.id, false);
    const post = await remotePost(star, "gone.example");
    expect(rig.ctx.domains.allows("sub.gone.example")).toBe(true);
    const { body } = await block("gone.example", { severity: "suspend" });
    expect(rig.ctx.domains.allows("sub.gone.example")).toBe(false);
    expect((await ana.get(`/api/v1/statuses/${post}`)).status).toBe(404);
    await rig.node.settle();
    expect((await fan.get("/api/v1/notifications")).body).toMatchObject([
      {
        type: "severed_relationships",
        event: {
          type: "domain_block",
          target_name: "gone.example",
          followers_count: 1,
          following_count: 1,
          purged: false,
        },
      },
    ]);
    expect(await rig.ctx.sql`select from follows where ${fan.id} in (follower_id, followee_id)`).toHaveLength(
      0,
    );

    await admin.delete(`${blocks}/${body.id}`);
    expect(rig.ctx.domains.allows("sub.gone.example")).toBe(true);
    expect((await ana.get(`/api/v1/statuses/${post}`)).status).toBe(200);
    await rig.node.settle();
    expect(await rig.ctx.sql`select from follows where ${fan.id} in (follower_id, followee_id)`).toHaveLength(
      2,
    );
    expect((await fan.get("/api/v1/notifications")).body).toEqual([]);
  });

  it("keeps suspended whom a moderator suspended", async () => {
    const id = await rig.remote("worst@bad.example");
    await moderator.post(`/api/v1/admin/accounts/${id}/action`, { type: "suspend" });
    const { body } = await block("bad.example", { severity: "suspend" });
    await admin.put(`${blocks}/${body.id}`, { severity: "noop" });
    expect((await moderator.get(`/api/v1/admin/accounts/${id}`)).body.suspended).toBe(true);
  });
});

describe("a domain whose media are rejected", () => {
  it("is shown without them", async () => {
    const id = await rig.remote("pic@media.example");
    await rig.ctx.sql`update accounts set avatar_url = 'https://media.example/a.png' where id = ${id}`;
    const post = await remotePost(id, "media.example");
    expect((await ana.get(`/api/v1/statuses/${post}`)).body.media_attachments).toHaveLength(1);
    await block("media.example", { severity: "noop", reject_media: true });
    const { body } = await ana.get(`/api/v1/statuses/${post}`);
    expect(body.media_attachments).toEqual([]);
    expect(body.account.avatar).not.toContain("media.example");
    const { body: history } = await ana.get(`/api/v1/statuses/${post}/history`);
    expect(history).toMatchObject([{ media_attachments: [] }]);
  });
});

describe("a domain whose reports are rejected", () => {
  it("is known to who takes reports in", async () => {
    expect(rig.ctx.domains.ignoresReports("nagging.example")).toBe(false);
    await block("nagging.example", { severity: "noop", reject_reports: true });
    expect(rig.ctx.domains.ignoresReports("sub.nagging.example:8443")).toBe(true);
    expect(rig.ctx.domains.allows("nagging.example")).toBe(true);
  });
});

describe("domain allows", () => {
  it("are made, read and removed", async () => {
    const made = await admin.post(allows, { domain: "Friend.Example" });
    expect(made.status).toBe(200);
    expect(made.body).toEqual({
      id: expect.any(String),
      domain: "friend.example",
      created_at: expect.stringMatching(/Z$/),
    });
    expect((await admin.post(allows, { domain: "friend.example" })).body).toEqual(made.body);
    expect((await admin.get(allows)).body).toEqual([made.body]);
    expect((await admin.get(`${allows}/${made.body.id}`)).body).toEqual(made.body);
    expect((await admin.post(allows, {})).status).toBe(422);
    expect((await admin.post(allows, { domain: "two words" })).status).toBe(422);
    expect((await admin.delete(`${allows}/${made.body.id}`)).body).toEqual({});
    for (const id of [made.body.id, "1"]) {
      expect((await admin.get(`${allows}/${id}`)).status).toBe(404);
      expect((await admin.delete(`${allows}/${id}`)).status).toBe(404);
    }
  });

  it("are all that a node of limited federation deals with, though it may ask others for pages", async () => {
    await admin.post(allows, { domain: "friend.example" });
    const gate = await createDomainGate(rig.ctx, { onlyAllowed: true });
    expect(gate.allows("friend.example:443")).toBe(true);
    expect(gate.allows("stranger.example")).toBe(false);
    expect(gate.mayBeAsked("stranger.example")).toBe(true);
    await block("friend.example", { severity: "suspend" });
    await gate.refresh();
    expect(gate.allows("friend.example")).toBe(false);
    expect(gate.mayBeAsked("friend.example")).toBe(false);
  });
});

function remoteAccount(username: string, domain: string) {
  const iri = `https://${domain}/users/${username}` as Iri;
  return {
    ...{ iri, username, domain, kind: "person" as const, displayName: username, bioHtml: "", url: iri },
    ...{ inbox: `${iri}/inbox` as Iri, sharedInbox: null, outbox: null, followers: null, following: null },
    ...{ featured: null, locked: false, discoverable: true, indexable: false, memorial: false },
    ...{ aliases: [], movedTo: null, fields: [], emojis: [], avatarUrl: null, avatarAlt: null },
    ...{ headerUrl: null, headerAlt: null, attributionDomains: [], owners: [], keys: [], publishedAt: null },
  };
}
