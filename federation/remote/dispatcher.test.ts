import { describe, expect, it } from "vitest";
import { safeFetch } from "./fetch.ts";
import { fixedLookup, serve, testDeps } from "./rig.testing.ts";

const LOCAL = [
  "http://127.0.0.1/",
  "http://[::1]/",
  "http://[::ffff:127.0.0.1]/",
  "http://localhost/",
  "http://169.254.169.254/latest/meta-data/",
  "http://10.1.2.3/",
  "http://192.168.1.1:8080/",
  "http://100.64.0.1/",
  "http://0.0.0.0/",
  // The URL parser reads all of these as 127.0.0.1.
  "http://2130706433/",
  "http://0x7f.1/",
  "http://017700000001/",
];

describe("the way out", () => {
  it.each(LOCAL)("refuses %s", async (url) => {
    const result = await safeFetch(testDeps({ allowPrivateAddress: false }), url);
    expect(result).toMatchObject({ ok: false, error: { type: "address/private" } });
  });

  it("refuses a public name that resolves to a private address", async () => {
    const deps = testDeps({ allowPrivateAddress: false, lookup: fixedLookup(["10.0.0.7"]) });
    expect(await safeFetch(deps, "https://peer.example/")).toMatchObject({
      error: { type: "address/private" },
    });
  });

  it("refuses a name with one private address among public ones", async () => {
    const deps = testDeps({ allowPrivateAddress: false, lookup: fixedLookup(["1.1.1.1", "::1"]) });
    expect(await safeFetch(deps, "https://peer.example/")).toMatchObject({
      error: { type: "address/private" },
    });
  });

  it("refuses the addresses dialled, so a resolver that changes its mind gains nothing", async () => {
    const { host, seen } = await serve((_request, response) => response.end());
    const answers = [["1.1.1.1"], ["127.0.0.1"]];
    const asked: string[] = [];
    const deps = testDeps({
      allowPrivateAddress: false,
      lookup: (name, options, callback) => {
        asked.push(name);
        // The first answer is public, and the connection fails there; the second points inside.
        const [address = ""] = answers[Math.min(asked.length, 2) - 1] ?? [];
        if (address === "1.1.1.1") callback(Object.assign(new Error("down"), { code: "ECONNREFUSED" }), []);
        else fixedLookup([address])(name, options, callback);
      },
    });
    const url = `http://rebinding.example:${host.split(":")[1]}/`;
    expect(await safeFetch(deps, url)).toMatchObject({ error: { type: "network" } });
    expect(await safeFetch(deps, url)).toMatchObject({ error: { type: "address/private" } });
    expect(seen).toHaveLength(0);
  });

  it("asks private addresses when the node is run for development", async () => {
    const { origin } = await serve((_request, response) => response.end("hello"));
    expect(await safeFetch(testDeps(), origin)).toMatchObject({ ok: true, value: { status: 200 } });
  });

  it("reports a name that does not exist as a network failure", async () => {
    const deps = testDeps({
      allowPrivateAddress: false,
      lookup: (_name, _options, callback) =>
        callback(Object.assign(new Error("ENOTFOUND"), { code: "ENOTFOUND" }), []),
    });
    expect(await safeFetch(deps, "https://nowhere.example/")).toMatchObject({ error: { type: "network" } });
  });
});
