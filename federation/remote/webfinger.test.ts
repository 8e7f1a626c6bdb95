import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { serve, testDeps } from "./rig.testing.ts";
import { lookupHandle } from "./webfinger.ts";

function sendJrd(response: ServerResponse, jrd: unknown, type = "application/jrd+json; charset=utf-8"): void {
  response.writeHead(200, { "content-type": type }).end(JSON.stringify(jrd));
}

const self = (href: string) => ({ rel: "self", type: "application/activity+json", href });

describe("lookupHandle", () => {
  it("finds the actor, the profile page and the subscribe template", async () => {
    const { origin, host, seen } = await serve((_request, response) => {
      sendJrd(response, {
        subject: `acct:ana@${host}`,
        links: [
          { rel: "self", type: "text/html", href: `${origin}/not-this` },
          "nonsense",
          { rel: "http://webfinger.net/rel/profile-page", type: "text/html", href: `${origin}/@ana` },
          self(`${origin}/users/ana`),
          { rel: "http://ostatus.org/schema/1.0/subscribe", template: `${origin}/follow?uri={uri}` },
        ],
      });
    });
    expect(await lookupHandle(testDeps(), `@Ana@${host}`)).toEqual({
      ok: true,
      value: {
        subject: { user: "ana", host },
        self: `${origin}/users/ana`,
        profilePage: `${origin}/@ana`,
        subscribeTemplate: `${origin}/follow?uri={uri}`,
      },
    });
    expect(seen[0]?.url).toBe(`/.well-known/webfinger?resource=${encodeURIComponent(`acct:Ana@${host}`)}`);
  });

  it("takes a subject on another host only when that host agrees", async () => {
    const account = await serve((_request, response) => {
      sendJrd(response, { subject: `acct:ana@${account.host}`, links: [self(`${server.origin}/users/ana`)] });
    });
    const server = await serve((_request, response) => {
      sendJrd(response, { subject: `acct:ana@${account.host}`, links: [self(`${server.origin}/users/ana`)] });
    });
    expect(await lookupHandle(testDeps(), `ana@${server.host}`)).toMatchObject({
      ok: true,
      value: { subject: { user: "ana", host: account.host }, self: `${server.origin}/users/ana` },
    });
  });

  it("refuses a name claimed on a host that knows another actor by it", async () => {
    const victim = await serve((_request, response) => {
      sendJrd(response, { subject: `acct:ana@${victim.host}`, links: [self(`${victim.origin}/users/ana`)] });
    });
    const thief = await serve((_request, response) => {
      sendJrd(response, { subject: `acct:ana@${victim.host}`, links: [self(`${thief.origin}/users/ana`)] });
    });
    expect(await lookupHandle(testDeps(), `ana@${thief.host}`)).toMatchObject({
      error: { type: "webfinger/subject-mismatch", answered: `acct:ana@${victim.host}` },
    });
  });

  it("keeps to the handle asked for when the subject is missing or a URL, and takes plain JSON", async () => {
    const { origin, host } = await serve((request, response) => {
      const subject = request.url?.includes("bo") ? { subject: `${origin}/users/bo` } : {};
      sendJrd(response, { ...subject, links: [self(`${origin}/users/x`)] }, "application/json");
    });
    for (const user of ["ana", "bo"]) {
      expect(await lookupHandle(testDeps(), `${user}@${host}`)).toMatchObject({
        value: { subject: { user, host } },
      });
    }
  });

  it("looks WebFinger up in host-meta when it is at another path", async () => {
    const { origin, host } = await serve((request, response) => {
      if (request.url === "/.well-known/host-meta") {
        response.writeHead(200, { "content-type": "application/xrd+xml" });
        return response.end(
          `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e "boom">]><XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">
             <Link rel="lrdd" type="application/jrd+json" template="${origin}/finger?a=1&amp;resource={uri}"/></XRD>`,
        );
      }
      if (request.url?.startsWith("/finger?a=1&resource=acct%3Aana")) {
        return sendJrd(response, { subject: `acct:ana@${host}`, links: [self(`${origin}/users/ana`)] });
      }
      response.writeHead(404).end();
    });
    expect(await lookupHandle(testDeps(), `ana@${host}`)).toMatchObject({
      value: { self: `${origin}/users/ana` },
    });
  });

  it("says when there is no such account, no actor, or no answer worth reading", async () => {
    const bodies: Record<string, unknown> = {
      list: [],
      nobody: { links: [] },
      script: { links: [self("javascript:1")] },
    };
    const { host } = await serve((request, response) => {
      const body = Object.entries(bodies).find(([user]) => request.url?.includes(user))?.[1];
      if (body === undefined) return response.writeHead(404).end();
      sendJrd(response, body);
    });
    const types = await Promise.all(
      ["missing", ...Object.keys(bodies)].map(async (user) => {
        const found = await lookupHandle(testDeps(), `${user}@${host}`);
        return found.ok ? "ok" : found.error.type;
      }),
    );
    expect(types).toEqual(["response/status", "webfinger/invalid", "webfinger/no-self", "url/scheme"]);
  });

  it("never falls back to plain http on a production node", async () => {
    const { host, seen } = await serve((_request, response) => response.end());
    expect(await lookupHandle(testDeps({ allowHttp: false }), `ana@${host}`)).toMatchObject({
      error: { type: "network" },
    });
    expect(seen).toHaveLength(0);
  });

  it("refuses a handle on a private address, and one that is no handle", async () => {
    const deps = testDeps({ allowPrivateAddress: false });
    expect(await lookupHandle(deps, "ana@127.0.0.1")).toMatchObject({ error: { type: "address/private" } });
    expect(await lookupHandle(deps, "ana\u202e@example.social")).toMatchObject({
      error: { type: "handle/invalid" },
    });
  });
});
