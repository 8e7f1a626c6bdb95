import { describe, expect, it } from "vitest";
import { fetchDocument } from "./documents.ts";
import { sendActivity, serve, testDeps } from "./rig.testing.ts";

describe("fetchDocument", () => {
  it("gives the document and the URL it came from", async () => {
    const { origin, seen } = await serve((_request, response) => {
      sendActivity(response, { id: `${origin}/users/ana`, type: "Person" });
    });
    const found = await fetchDocument(testDeps(), `${origin}/users/ana#main-key`);
    expect(found).toEqual({
      ok: true,
      value: { url: `${origin}/users/ana`, document: { id: `${origin}/users/ana`, type: "Person" } },
    });
    expect(seen[0]?.headers.accept).toBe(
      'application/activity+json, application/ld+json; profile="https://www.w3.org/ns/activitystreams"',
    );
  });

  it("refuses JSON that is not served as ActivityStreams: it may be somebody's upload", async () => {
    const { origin } = await serve((_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ id: `${origin}/users/ana`, type: "Person" }));
    });
    expect(await fetchDocument(testDeps(), `${origin}/upload.json`)).toMatchObject({
      error: { type: "response/content-type" },
    });
  });

  it("asks the owner when the id is on another host, and believes the owner only", async () => {
    const owner = await serve((request, response) => {
      sendActivity(response, { id: `${owner.origin}${request.url}`, name: "real" });
    });
    const mirror = await serve((_request, response) => {
      sendActivity(response, { id: `${owner.origin}/posts/1`, name: "forged" });
    });
    expect(await fetchDocument(testDeps(), `${mirror.origin}/copy`)).toMatchObject({
      ok: true,
      value: { url: `${owner.origin}/posts/1`, document: { name: "real" } },
    });
  });

  it("refuses when the owner answers with something else", async () => {
    const owner = await serve((_request, response) =>
      sendActivity(response, { id: `${owner.origin}/posts/2` }),
    );
    const mirror = await serve((_request, response) =>
      sendActivity(response, { id: `${owner.origin}/posts/1` }),
    );
    expect(await fetchDocument(testDeps(), `${mirror.origin}/copy`)).toMatchObject({
      error: { type: "document/foreign-id" },
    });
  });

  it("refuses an id that is no URL it may ask", async () => {
    const { origin } = await serve((_request, response) =>
      sendActivity(response, { id: "did:key:z6Mk", type: "Note" }),
    );
    expect(await fetchDocument(testDeps(), origin)).toMatchObject({ error: { type: "url/scheme" } });
  });

  it("refuses arrays, broken JSON and deep JSON", async () => {
    const bodies: Record<string, string> = {
      "/a": "[]",
      "/b": "{",
      "/c": `${"[".repeat(1000)}${"]".repeat(1000)}`,
    };
    const { origin } = await serve((request, response) => {
      response.writeHead(200, { "content-type": "application/activity+json" }).end(bodies[request.url ?? ""]);
    });
    const types = await Promise.all(
      Object.keys(bodies).map(async (path) => {
        const found = await fetchDocument(testDeps(), origin + path);
        return found.ok ? "ok" : found.error.type;
      }),
    );
    expect(types).toEqual(["document/not-object", "json/syntax", "json/too-deep"]);
  });

  it("follows a web page to its document when the URL was pasted by a person", async () => {
    const { origin } = await serve((request, response) => {
      if (request.url === "/doc") return sendActivity(response, { id: `${origin}/doc`, type: "Note" });
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
      response.end(
        request.url === "/@ana/1"
          ? '<head><link rel=stylesheet href=/x.css><link href="/doc" rel="alternate" type="application/activity+json">'
          : "<p>nothing here",
      );
    });
    const deps = testDeps();
    expect(await fetchDocument(deps, `${origin}/@ana/1`)).toMatchObject({
      error: { type: "response/content-type" },
    });
    expect(await fetchDocument(deps, `${origin}/@ana/1`, { html: true })).toMatchObject({
      value: { url: `${origin}/doc` },
    });
    expect(await fetchDocument(deps, `${origin}/plain`, { html: true })).toMatchObject({
      error: { type: "document/no-alternate" },
    });
  });

  it("follows a page's Link header, but not from page to page", async () => {
    const { origin } = await serve((request, response) => {
      if (request.url === "/doc") return sendActivity(response, { id: `${origin}/doc` });
      const target = request.url === "/good" ? "/doc" : "/bad";
      response.writeHead(200, {
        "content-type": "text/html",
        link: `</other>; rel="next", <${target}>; rel="alternate"; type="application/activity+json"`,
      });
      response.end("<p>");
    });
    const deps = testDeps();
    expect(await fetchDocument(deps, `${origin}/good`, { html: true })).toMatchObject({ ok: true });
    expect(await fetchDocument(deps, `${origin}/bad`, { html: true })).toMatchObject({
      error: { type: "response/content-type" },
    });
  });

  it("makes one request of many equal ones", async () => {
    const { origin, seen } = await serve((_request, response) => {
      setTimeout(() => sendActivity(response, { id: `${origin}/a` }), 50);
    });
    const deps = testDeps();
    const found = await Promise.all(Array.from({ length: 20 }, () => fetchDocument(deps, `${origin}/a`)));
    expect(found.every((each) => each.ok)).toBe(true);
    expect(seen).toHaveLength(1);
    expect(deps.memory.running.size).toBe(0);
  });

  it("remembers a failure for a minute, a passing one for seconds, and asks anew on request", async () => {
    let status = 404;
    const { origin, seen } = await serve((_request, response) => response.writeHead(status).end());
    const deps = testDeps();
    const ask = (fresh = false) => fetchDocument(deps, `${origin}/a`, { fresh });
    await ask();
    deps.tick(30_000);
    expect(await ask()).toMatchObject({ error: { type: "response/status", status: 404 } });
    expect(seen).toHaveLength(1);
    await ask(true);
    expect(seen).toHaveLength(2);
    deps.tick(61_000);
    status = 503;
    await ask();
    await ask();
    expect(seen).toHaveLength(3);
    deps.tick(6_000);
    await ask();
    expect(seen).toHaveLength(4);
  });

  it("gives up when everything together takes too long", async () => {
    const { origin } = await serve((_request, response) => {
      setTimeout(() => sendActivity(response, { id: "http://127.0.0.1:1/elsewhere" }), 400);
    });
    expect(await fetchDocument(testDeps(), origin, { timeoutMs: 200 })).toMatchObject({
      error: { type: "timeout" },
    });
  });
});
