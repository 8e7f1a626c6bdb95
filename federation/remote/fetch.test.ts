import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { safeFetch } from "./fetch.ts";
import { fixedLookup, serve, testDeps } from "./rig.testing.ts";

const text = (body: Uint8Array) => new TextDecoder().decode(body);

describe("safeFetch", () => {
  it("gives final URL, status, headers and body, and says who is asking", async () => {
    const { origin, seen } = await serve((_request, response) => {
      response.writeHead(200, { "content-type": "text/plain", "set-cookie": ["a=1", "b=2"] });
      response.end("hello");
    });
    const result = await safeFetch(testDeps(), `${origin}/x?y=1#z`, { accept: "text/plain" });
    if (!result.ok) throw new Error(result.error.type);
    expect(result.value.url).toBe(`${origin}/x?y=1`);
    expect(text(result.value.body)).toBe("hello");
    expect(result.value.headers).toMatchObject({ "content-type": "text/plain", "set-cookie": "a=1, b=2" });
    expect(seen[0]?.headers).toMatchObject({
      accept: "text/plain",
      "user-agent": "Folkmoot/0.0.0 (+https://moot.example)",
    });
  });

  it.each([
    ["not a url", "url/invalid"],
    [`https://example.social/${"a".repeat(3000)}`, "url/invalid"],
    ["ftp://example.social/", "url/scheme"],
    ["file:///etc/passwd", "url/scheme"],
    ["http://example.social/", "url/scheme"],
    ["https://ana:secret@example.social/", "url/credentials"],
  ])("refuses %s with %s", async (url, type) => {
    const deps = testDeps({ allowHttp: false, allowPrivateAddress: false });
    expect(await safeFetch(deps, url)).toMatchObject({ ok: false, error: { type } });
  });

  it("asks the gate before the name is resolved, with the port when it is unusual", async () => {
    const asked: string[] = [];
    const deps = testDeps({
      gate: async (host) => {
        asked.push(host);
        return false;
      },
      lookup: () => {
        throw new Error("resolved although refused");
      },
    });
    expect(await safeFetch(deps, "https://Blocked.example:8443/x")).toMatchObject({
      error: { type: "host/refused", host: "blocked.example:8443" },
    });
    expect(asked).toEqual(["blocked.example:8443"]);
  });

  it("asks the gate again for the host a redirect leads to", async () => {
    const { origin, host } = await serve((_request, response) => {
      response.writeHead(302, { location: "http://blocked.example/" }).end();
    });
    const deps = testDeps({ gate: (asked) => asked === host });
    expect(await safeFetch(deps, origin)).toMatchObject({
      error: { type: "host/refused", host: "blocked.example" },
    });
  });

  it("refuses a redirect from a public to a private address", async () => {
    const { host } = await serve((_request, response) => {
      response.writeHead(302, { location: "http://169.254.169.254/latest/meta-data/" }).end();
    });
    // The connection for the public name is led to this machine below the check, as a stand-in for the internet.
    const open = testDeps({ lookup: fixedLookup(["127.0.0.1"]) });
    const deps = { ...open, allowPrivateAddress: false };
    const result = await safeFetch(deps, `http://public.example:${host.split(":")[1]}/`);
    expect(result).toMatchObject({ error: { type: "address/private", host: "169.254.169.254" } });
  });

  it("refuses a redirect to another scheme", async () => {
    const { origin } = await serve((_request, response) => {
      response.writeHead(301, { location: "file:///etc/passwd" }).end();
    });
    expect(await safeFetch(testDeps(), origin)).toMatchObject({ error: { type: "url/scheme" } });
  });

  it("follows relative redirects and signs each hop anew", async () => {
    const second = await serve((_request, response) => response.end("there"));
    const first = await serve((_request, response) => {
      response.writeHead(307, { location: `${second.origin}/there` }).end();
    });
    const signed: string[] = [];
    const result = await safeFetch(testDeps(), `${first.origin}/here`, {
      sign: async ({ url }) => {
        signed.push(url.href);
        return { signature: `for ${url.host}`, host: "ignored.example" };
      },
    });
    expect(result).toMatchObject({ ok: true, value: { url: `${second.origin}/there` } });
    expect(signed).toEqual([`${first.origin}/here`, `${second.origin}/there`]);
    expect(second.seen[0]?.headers).toMatchObject({ signature: `for ${second.host}`, host: second.host });
  });

  it("gives up after three redirects", async () => {
    let hops = 0;
    const { origin, seen } = await serve((_request, response) => {
      response.writeHead(302, { location: `/${++hops}` }).end();
    });
    expect(await safeFetch(testDeps(), origin)).toMatchObject({ error: { type: "redirect/too-many" } });
    expect(seen).toHaveLength(4);
  });

  it("notices a redirect loop", async () => {
    const { origin } = await serve((request, response) => {
      response.writeHead(302, { location: request.url === "/a" ? "/b" : "/a" }).end();
    });
    expect(await safeFetch(testDeps(), `${origin}/a`)).toMatchObject({ error: { type: "redirect/loop" } });
  });

  it("does not turn a POST into a GET", async () => {
    const { origin, seen } = await serve((_request, response) => {
      response.writeHead(302, { location: "/elsewhere" }).end();
    });
    const result = await safeFetch(testDeps(), origin, {
      method: "POST",
      body: new TextEncoder().encode("{}"),
    });
    expect(result).toMatchObject({ error: { type: "response/status", status: 302 } });
    expect(seen.map(({ method }) => method)).toEqual(["POST"]);
  });

  it.each([404, 410, 503])("gives status %i as an error", async (status) => {
    const { origin } = await serve((_request, response) =>
      response.writeHead(status).end("x".repeat(100_000)),
    );
    expect(await safeFetch(testDeps(), origin)).toMatchObject({ error: { type: "response/status", status } });
  });

  it("refuses a content type that was not asked for", async () => {
    const { origin } = await serve((_request, response) => {
      response.writeHead(200, { "content-type": "text/html" }).end("<p>hi");
    });
    const result = await safeFetch(testDeps(), origin, { contentTypes: (type) => type === "image/png" });
    expect(result).toMatchObject({ error: { type: "response/content-type", contentType: "text/html" } });
  });

  it("cuts a peer that drips bytes at the deadline", async () => {
    const { origin } = await serve((_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write("."), 20);
      response.on("close", () => clearInterval(timer));
    });
    const started = performance.now();
    const result = await safeFetch(testDeps(), origin, { timeoutMs: 300 });
    expect(result).toMatchObject({ error: { type: "timeout" } });
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it("cuts a peer that never answers, and one that drips redirects, at the same deadline", async () => {
    let hops = 0;
    const silent = await serve(() => undefined);
    const slow = await serve((_request, response) => {
      setTimeout(() => response.writeHead(302, { location: `/${++hops}` }).end(), 120);
    });
    for (const { origin } of [silent, slow]) {
      const result = await safeFetch(testDeps(), origin, { timeoutMs: 300, maxRedirects: 100 });
      expect(result).toMatchObject({ error: { type: "timeout" } });
    }
  });

  it("cuts an endless body at the limit", async () => {
    let sent = 0;
    const { origin } = await serve((_request, response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(16_384))) sent += 16_384;
        if (!response.destroyed) response.once("drain", more);
      };
      more();
    });
    const result = await safeFetch(testDeps(), origin, { maxBytes: 100_000 });
    expect(result).toMatchObject({ error: { type: "response/too-large", limit: 100_000 } });
    expect(sent).toBeLessThan(20_000_000);
  });

  it("gives the beginning of a longer body to who asks for it, also of a gzip bomb", async () => {
    const { origin } = await serve((request, response) => {
      if (request.url === "/plain") return response.end(Buffer.alloc(500_000, "a"));
      response.writeHead(200, { "content-encoding": "gzip" });
      response.end(gzipSync(Buffer.alloc(50_000_000, "a")));
    });
    for (const path of ["/plain", "/bomb"]) {
      const result = await safeFetch(testDeps(), origin + path, { maxBytes: 100_000, whenTooLarge: "cut" });
      if (!result.ok) throw new Error(result.error.type);
      expect(result.value.body.length).toBeGreaterThan(20_000);
      expect(result.value.body.length).toBeLessThanOrEqual(100_000);
    }
  });

  it("believes a Content-Length over the limit", async () => {
    const { origin } = await serve((_request, response) => response.end(Buffer.alloc(200_000)));
    const result = await safeFetch(testDeps(), origin, { maxBytes: 100_000 });
    expect(result).toMatchObject({ error: { type: "response/too-large" } });
  });

  it("reads gzip, and counts what comes out of it", async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const { origin } = await serve((request, response) => {
      response.writeHead(200, { "content-encoding": "gzip" });
      response.end(request.url === "/bomb" ? bomb : gzipSync("hello"));
    });
    const small = await safeFetch(testDeps(), `${origin}/small`);
    expect(small.ok && text(small.value.body)).toBe("hello");
    const before = process.memoryUsage().arrayBuffers;
    expect(await safeFetch(testDeps(), `${origin}/bomb`)).toMatchObject({
      error: { type: "response/too-large" },
    });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  });

  it("refuses encodings it did not ask for, and broken gzip", async () => {
    const { origin } = await serve((request, response) => {
      response.writeHead(200, { "content-encoding": request.url === "/br" ? "br" : "gzip" }).end("not gzip");
    });
    expect(await safeFetch(testDeps(), `${origin}/br`)).toMatchObject({
      error: { type: "response/encoding" },
    });
    expect(await safeFetch(testDeps(), `${origin}/gz`)).toMatchObject({ error: { type: "network" } });
  });

  it("refuses endless headers", async () => {
    const { origin } = await serve((_request, response) => {
      response.writeHead(200, { "x-long": "a".repeat(32_000) }).end();
    });
    expect(await safeFetch(testDeps(), origin)).toMatchObject({ error: { type: "network" } });
  });

  it("counts every outcome", async () => {
    const { origin } = await serve((_request, response) => response.end());
    const deps = testDeps();
    await safeFetch(deps, origin);
    await safeFetch(deps, "nonsense");
    expect(deps.counted).toEqual(["ok", "url/invalid"]);
  });
});
