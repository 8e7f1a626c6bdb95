import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { openRemote } from "./open.ts";
import { fixedLookup, serve, testDeps } from "./rig.testing.ts";

it("gives a part as it comes, and asks for it as it is", async () => {
  const { origin, seen } = await serve((_request, response) => {
    response.writeHead(206, { "content-range": "bytes 0-4/9" }).end("hello");
  });
  const opened = await openRemote(testDeps(), `${origin}/x`, { headers: { range: "bytes=0-4" } });
  if (!opened.ok) throw new Error(opened.error.type);
  expect(opened.value).toMatchObject({
    status: 206,
    url: `${origin}/x`,
    headers: { "content-range": "bytes 0-4/9" },
  });
  expect(await text(opened.value.body)).toBe("hello");
  expect(seen[0]?.headers).toMatchObject({ range: "bytes=0-4", "accept-encoding": "identity" });
});

it("refuses a redirect from a public to a private address", async () => {
  const { host } = await serve((_request, response) => {
    response.writeHead(302, { location: "http://169.254.169.254/latest/meta-data/" }).end();
  });
  // The connection for the public name is led to this machine below the check, as a stand-in for the internet.
  const deps = { ...testDeps({ lookup: fixedLookup(["127.0.0.1"]) }), allowPrivateAddress: false };
  expect(await openRemote(deps, `http://public.example:${host.split(":")[1]}/`)).toMatchObject({
    error: { type: "address/private", host: "169.254.169.254" },
  });
});

it("refuses hosts that the gate turns away, also behind a redirect", async () => {
  const { origin, host } = await serve((_request, response) => {
    response.writeHead(302, { location: "http://blocked.example/" }).end();
  });
  const deps = testDeps({ gate: (asked) => asked === host });
  expect(await openRemote(deps, origin)).toMatchObject({ error: { type: "host/refused" } });
});

it("says what is wrong with an answer that is none", async () => {
  const { origin } = await serve((request, response) => {
    if (request.url === "/gzip") response.writeHead(200, { "content-encoding": "gzip" }).end("x");
    else response.writeHead(404).end("no");
  });
  expect(await openRemote(testDeps(), `${origin}/gzip`)).toMatchObject({
    error: { type: "response/encoding" },
  });
  expect(await openRemote(testDeps(), origin)).toMatchObject({
    error: { type: "response/status", status: 404 },
  });
});

it("gives up on a server that accepts and says nothing, and on a body that takes too long", async () => {
  const silent = await serve(() => undefined);
  expect(await openRemote(testDeps(), silent.origin, { timeoutMs: 100 })).toMatchObject({
    error: { type: "timeout" },
  });
  const dripping = await serve((_request, response) => {
    response.writeHead(200).write("a");
  });
  const opened = await openRemote(testDeps(), dripping.origin, { wholeMs: 200 });
  if (!opened.ok) throw new Error(opened.error.type);
  opened.value.body.resume();
  const [error] = await once(opened.value.body, "error");
  expect(error).toBeInstanceOf(Error);
});
