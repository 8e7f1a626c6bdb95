import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDomainRule } from "#server/hosts/policy.ts";
import { removeDocument, writeDocument } from "#server/site/documents.ts";
import { addRule, removeRule, translateRule } from "#server/site/rules.ts";
import { version } from "#server/version.ts";
import { must } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Json, type Person } from "./rig.ts";

let rig: ApiRig;
let boss: Person;
beforeAll(async () => {
  rig = await createApiRig({
    NODE_NAME: "Our node",
    NODE_DESCRIPTION: "For us.",
    ADMIN_EMAIL: "us@example.org",
    REGISTRATION: "approval",
    MAX_POST_CHARS: "1234",
    SOURCE_URL: "https://code.example.org/node",
  });
  boss = await rig.person("boss", { role: "owner" });
  await rig.publish(boss, "first");
  await rig.remote("zoe@b.example");
  await rig.remote("max@b.example");
  await rig.remote("eve@a.example");
}, 60_000);
afterAll(() => rig.close());

const get = async (path: string): Promise<Json> => (await rig.request("GET", `/api/${path}`)).body;

describe("the instance", () => {
  it("says what the node is and can do", async () => {
    const host = new URL(rig.origin).host;
    expect(await get("v2/instance")).toEqual({
      domain: host,
      title: "Our node",
      version: `4.6.0 (compatible; Folkmoot ${version})`,
      source_url: "https://code.example.org/node",
      description: "For us.",
      usage: { users: { active_month: expect.any(Number) } },
      thumbnail: { url: `${rig.origin}/ui/missing-header.png` },
      icon: [],
      languages: ["en"],
      configuration: {
        urls: {
          streaming: `ws://${host}`,
          status: null,
          about: `${rig.origin}/about`,
          privacy_policy: `${rig.origin}/privacy-policy`,
          terms_of_service: null,
        },
        vapid: { public_key: expect.stringMatching(/^[\w-]{87}$/) },
        accounts: {
          max_display_name_length: 100,
          max_note_length: 1000,
          max_avatar_description_length: 1500,
          max_header_description_length: 1500,
          max_featured_tags: 10,
          max_pinned_statuses: 5,
          max_profile_fields: 8,
          profile_field_name_limit: 255,
          profile_field_value_limit: 255,
        },
        statuses: { max_characters: 1234, max_media_attachments: 8, characters_reserved_per_url: 23 },
        media_attachments: expect.objectContaining({
          supported_mime_types: expect.arrayContaining(["image/jpeg", "image/webp"]),
          description_limit: 1500,
        }),
        polls: {
          max_options: 10,
          max_characters_per_option: 200,
          min_expiration: 300,
          max_expiration: 2629746,
        },
        translation: { enabled: false },
        timelines_access: {
          live_feeds: { local: "public", remote: "public" },
          hashtag_feeds: { local: "public", remote: "public" },
          trending_link_feeds: { local: "public", remote: "public" },
        },
        limited_federation: false,
      },
      registrations: {
        enabled: true,
        approval_required: true,
        reason_required: true,
        message: null,
        min_age: null,
        url: null,
      },
      api_versions: { mastodon: 7 },
      contact: { email: "us@example.org", account: expect.objectContaining({ id: boss.id, acct: "boss" }) },
      rules: [],
    });
  });

  it("says the same to clients of API version 1", async () => {
    const host = new URL(rig.origin).host;
    expect(await get("v1/instance")).toMatchObject({
      uri: host,
      title: "Our node",
      short_description: "For us.",
      description: "For us.",
      email: "us@example.org",
      version: `4.6.0 (compatible; Folkmoot ${version})`,
      urls: { streaming_api: `ws://${host}` },
      stats: { user_count: 1, status_count: 1, domain_count: 2 },
      thumbnail: `${rig.origin}/ui/missing-header.png`,
      languages: ["en"],
      registrations: true,
      approval_required: true,
      invites_enabled: false,
      configuration: { statuses: { max_characters: 1234 }, polls: { max_options: 10 } },
      contact_account: { id: boss.id },
      rules: [],
    });
    const picture = await fetch(`${rig.origin}/ui/missing-header.png`);
    expect(picture.headers.get("content-type")).toBe("image/png");
  });

  it("knows its peers, and what happened in the last twelve weeks", async () => {
    expect(await get("v1/instance/peers")).toEqual(["a.example", "b.example"]);
    const weeks = await get("v1/instance/activity");
    expect(weeks).toHaveLength(12);
    expect(weeks[0]).toMatchObject({ statuses: "1", registrations: "1" });
    expect(weeks[1]).toMatchObject({ statuses: "0", registrations: "0", logins: "0" });
    const [first, second] = weeks.map((week: Json) => new Date(Number(week.week) * 1000));
    expect(first.getUTCDay()).toBe(1);
    expect(first.getTime() - second.getTime()).toBe(7 * 86_400_000);
  });
});

it("counts the characters of a post as it says", async () => {
  const link = `https://example.org/${"y".repeat(600)}`;
  const post = (status: string) => boss.post("/api/v1/statuses", { status });
  expect((await post(`${"x".repeat(1234 - 24)} ${link}`)).status).toBe(200);
  expect((await post(`${"x".repeat(1234 - 23)} ${link}`)).status).toBe(422);
  const mention = "@somebody@very.long.example.org";
  expect((await post(`${"x".repeat(1234 - 10)} ${mention}`)).status).toBe(200);
  expect((await post(`${"x".repeat(1234 - 9)} ${mention}`)).status).toBe(422);
});

it("has rules, in their order and in other languages", async () => {
  const first = must(await addRule(rig.ctx, { text: "Be kind.", hint: "Always." })).id;
  const second = must(await addRule(rig.ctx, { text: "No spam." })).id;
  const zeroth = must(await addRule(rig.ctx, { text: "Have fun.", position: 0 })).id;
  must(await translateRule(rig.ctx, first, "de", { text: "Sei nett.", hint: "Immer." }));
  const rules = await get("v1/instance/rules");
  expect(rules).toEqual([
    { id: zeroth, text: "Have fun.", hint: "", translations: {} },
    {
      id: first,
      text: "Be kind.",
      hint: "Always.",
      translations: { de: { text: "Sei nett.", hint: "Immer." } },
    },
    { id: second, text: "No spam.", hint: "", translations: {} },
  ]);
  expect((await get("v2/instance")).rules).toEqual(rules);
  must(await removeRule(rig.ctx, zeroth));
  expect((await get("v1/instance/rules")).map((rule: Json) => rule.id)).toEqual([first, second]);
  expect(await removeRule(rig.ctx, zeroth)).toMatchObject({ error: { type: "site/rule-not-found" } });
  expect(await addRule(rig.ctx, { text: " " })).toMatchObject({ error: { type: "site/rule-empty" } });
  expect(await translateRule(rig.ctx, first, "not a language", null)).toMatchObject({
    error: { type: "site/bad-language" },
  });
});

it("tells of the domains it limits or rejects, as far as everybody may know", async () => {
  const terms = { reason: "private", rejectMedia: false, rejectReports: false };
  for (const rule of [
    { domain: "bad.example.com", verdict: "reject" as const, publicReason: "Spam", obfuscate: false },
    { domain: "secret.example.com", verdict: "limit" as const, publicReason: "", obfuscate: true },
    { domain: "media.example.com", verdict: "none" as const, publicReason: "", obfuscate: false },
  ]) {
    const { domain, ...said } = rule;
    must(await addDomainRule(rig.ctx, boss.id, domain, { ...terms, ...said }));
  }
  expect(await get("v1/instance/domain_blocks")).toEqual([
    {
      domain: "bad.example.com",
      digest: createHash("sha256").update("bad.example.com").digest("hex"),
      severity: "suspend",
      comment: "Spam",
    },
    {
      domain: "secr**.*******.com",
      digest: createHash("sha256").update("secret.example.com").digest("hex"),
      severity: "silence",
      comment: "",
    },
  ]);
});

describe("documents", () => {
  it("are written in Markdown and cannot bring scripts along", async () => {
    expect(await get("v1/instance/extended_description")).toEqual({ updated_at: null, content: "" });
    must(await writeDocument(rig.ctx, "description", "# About\n\n**We** <script>alert(1)</script>"));
    const { updated_at, content } = await get("v1/instance/extended_description");
    expect(content).toContain("<strong>We</strong>");
    expect(content).not.toContain("<script");
    expect(Date.parse(updated_at)).not.toBeNaN();
  });

  it("say how the node treats data before anybody has written so", async () => {
    const usual = await get("v1/instance/privacy_policy");
    expect(usual.content).toContain("What is stored");
    must(await writeDocument(rig.ctx, "privacy", "We keep nothing."));
    expect((await get("v1/instance/privacy_policy")).content).toBe("<p>We keep nothing.</p>\n");
    await removeDocument(rig.ctx, "privacy");
    expect(await get("v1/instance/privacy_policy")).toEqual(usual);
  });

  it("have terms of service in versions, each from a day on", async () => {
    expect((await rig.request("GET", "/api/v1/instance/terms_of_service")).status).toBe(404);
    must(await writeDocument(rig.ctx, "terms", "Future.", "2099-01-31"));
    expect(await get("v1/instance/terms_of_service")).toMatchObject({
      effective: false,
      content: "<p>Future.</p>\n",
    });
    must(await writeDocument(rig.ctx, "terms", "Old.", "2020-02-29"));
    must(await writeDocument(rig.ctx, "terms", "Older.", "2019-01-01"));
    expect(await get("v1/instance/terms_of_service")).toEqual({
      effective_date: "2020-02-29",
      effective: true,
      content: "<p>Old.</p>\n",
      succeeded_by: "2099-01-31",
    });
    expect(await get("v1/instance/terms_of_service/2019-01-01")).toMatchObject({
      succeeded_by: "2020-02-29",
    });
    expect(await get("v1/instance/terms_of_service/2099-01-31")).toMatchObject({ succeeded_by: null });
    expect((await rig.request("GET", "/api/v1/instance/terms_of_service/2000-01-01")).status).toBe(404);
    must(await writeDocument(rig.ctx, "terms", "Old, corrected.", "2020-02-29"));
    expect((await get("v1/instance/terms_of_service")).content).toBe("<p>Old, corrected.</p>\n");
    expect((await get("v2/instance")).configuration.urls.terms_of_service).not.toBeNull();
    for (const day of ["2021-02-29", "yesterday", "2021-1-1"])
      expect(await writeDocument(rig.ctx, "terms", "x", day)).toMatchObject({
        error: { type: "site/bad-date" },
      });
    expect(await writeDocument(rig.ctx, "terms", " ")).toMatchObject({
      error: { type: "site/document-empty" },
    });
  });
});
