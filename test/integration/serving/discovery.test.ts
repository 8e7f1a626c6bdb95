import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deleteAccount } from "#server/accounts/delete.ts";
import { createRig, HANDLE_HOST, ORIGIN, type Rig } from "./rig.ts";

let rig: Rig;
let ana: string;
beforeAll(async () => {
  rig = await createRig();
  ana = await rig.local("Ana");
  await rig.ports.accounts.nodeActor();
});
afterAll(() => rig.close());

const finger = (resource: string, more = "") =>
  rig.get(`/.well-known/webfinger?resource=${encodeURIComponent(resource)}${more}`, { accept: "*/*" });

describe("WebFinger", () => {
  test("every name of an account leads to the same answer", async () => {
    const names = [
      "acct:Ana@here.example",
      "acct:ana@here.example",
      "acct:ana@HERE.example",
      "acct:ana@ap.here.example",
      "ana@here.example",
      `${ORIGIN}/users/${ana}`,
      `${ORIGIN}/@Ana`,
      "https://here.example/@ana",
    ];
    for (const name of names) {
      const { status, headers, json } = await finger(name);
      expect([name, status, json.subject]).toEqual([name, 200, `acct:Ana@${HANDLE_HOST}`]);
      expect(headers.get("content-type")).toBe("application/jrd+json");
      expect(headers.get("access-control-allow-origin")).toBe("*");
      expect(json.links).toContainEqual({
        rel: "self",
        type: "application/activity+json",
        href: `${ORIGIN}/users/${ana}`,
      });
      expect(json.aliases).toEqual([`${ORIGIN}/users/${ana}`, `${ORIGIN}/@Ana`]);
    }
  });

  test("the node's actor is found by the node's name, its IRI and the node's root", async () => {
    for (const name of ["acct:here.example@here.example", `${ORIGIN}/actor`, ORIGIN, `${ORIGIN}/`]) {
      const { json } = await finger(name);
      expect([name, json.links]).toEqual([
        name,
        expect.arrayContaining([expect.objectContaining({ rel: "self", href: `${ORIGIN}/actor` })]),
      ]);
    }
  });

  test("rel narrows the links and may be given twice", async () => {
    const rels = async (more: string) => {
      const { json } = await finger("acct:ana@here.example", more);
      return (json.links as { rel: string }[]).map((link) => link.rel);
    };
    const page = "http://webfinger.net/rel/profile-page";
    expect(await rels("&rel=self")).toEqual(["self"]);
    expect(await rels(`&rel=self&rel=${encodeURIComponent(page)}`)).toEqual([page, "self"]);
    expect(await rels("&rel=nothing")).toEqual([]);
  });

  test("a missing or unreadable resource is 400; nobody, somebody elsewhere and somebody deleted are 404", async () => {
    expect((await rig.get("/.well-known/webfinger", { accept: "*/*" })).status).toBe(400);
    for (const bad of ["", "ana", "acct:ana", "https://"])
      expect([bad, (await finger(bad)).status]).toEqual([bad, 400]);
    const deleted = await rig.local("deleted");
    await deleteAccount(rig.ctx, deleted);
    const unknown = [
      "acct:nobody@here.example",
      "acct:ana@elsewhere.example",
      "https://elsewhere.example/@ana",
      `${ORIGIN}/users/${rig.ctx.ids.next()}`,
      `${ORIGIN}/posts/${rig.ctx.ids.next()}`,
      "acct:deleted@here.example",
      `${ORIGIN}/users/${deleted}`,
      "acct:a\u202ena@here.example",
      "mailto:ana@here.example",
    ];
    for (const name of unknown) {
      const { status, headers } = await finger(name);
      expect([name, status, headers.get("access-control-allow-origin")]).toEqual([name, 404, "*"]);
    }
  });
});

describe("about the node", () => {
  test("host-meta leads to WebFinger, as XRD and as JSON", async () => {
    const xrd = await (await rig.raw("/.well-known/host-meta", { accept: "*/*" }))?.text();
    expect(xrd).toContain(`template="${ORIGIN}/.well-known/webfinger?resource={uri}"`);
    for (const [path, accept] of [
      ["/.well-known/host-meta.json", "*/*"],
      ["/.well-known/host-meta", "application/json"],
    ] as const) {
      const { json } = await rig.get(path, { accept });
      expect(json.links).toEqual([
        expect.objectContaining({ rel: "lrdd", template: expect.stringContaining("{uri}") }),
      ]);
    }
  });

  test("NodeInfo is linked, and tells software and usage", async () => {
    await rig.post(ana);
    const { json } = await rig.get("/.well-known/nodeinfo", { accept: "*/*" });
    const [link] = json.links as { rel: string; href: string }[];
    expect(link).toEqual({
      rel: "http://nodeinfo.diaspora.software/ns/schema/2.1",
      href: `${ORIGIN}/nodeinfo/2.1`,
      type: expect.any(String),
    });
    const { json: info, headers } = await rig.get(link?.href ?? "", { accept: "*/*" });
    expect(info).toMatchObject({
      version: "2.1",
      software: { name: "folkmoot", version: "0.1.0" },
      protocols: ["activitypub"],
      openRegistrations: false,
      usage: { localPosts: 1, users: { total: 1, activeMonth: 1 } },
      metadata: { nodeName: "Here" },
    });
    expect(headers.get("access-control-allow-origin")).toBe("*");
  });

  test("the moot protocol's context is served", async () => {
    const { headers, json } = await rig.get("/ns/v1", { accept: "*/*" });
    expect(headers.get("content-type")).toBe("application/ld+json");
    expect(json["@context"]).toHaveProperty("ModerationSignal");
  });

  test("other methods and other paths are left to others", async () => {
    expect(await rig.raw("/.well-known/webfinger", { method: "POST" })).toBeNull();
    expect(await rig.raw("/about")).toBeNull();
    expect(await rig.raw("/")).toBeNull();
  });
});
