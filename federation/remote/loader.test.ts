import { existsSync, globSync, readFileSync } from "node:fs";
import { Note } from "@fedify/vocab";
import { FetchError } from "@fedify/vocab-runtime";
import { describe, expect, it } from "vitest";
import { bundledContext } from "./contexts.ts";
import { createContextLoader, createDocumentLoader } from "./loader.ts";
import { sendActivity, serve, testDeps } from "./rig.testing.ts";

const PEERS = "../shared/fixtures/peers";

/** Contexts seen in the wild that only one server ever used, and that stay unknown on purpose. */
const UNKNOWN = ["https://puckipedia.com/-/context"];

function contextsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const each of value) contextsIn(each, found);
  else if (typeof value === "object" && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      if (key === "@context")
        for (const each of [member].flat()) if (typeof each === "string") found.add(each);
      contextsIn(member, found);
    }
  }
  return found;
}

describe("contexts", () => {
  it.each([
    "https://www.w3.org/ns/activitystreams",
    "http://www.w3.org/ns/activitystreams#",
    "https://w3id.org/security/v1",
    "https://pleroma.example/schemas/litepub-0.1.jsonld",
    "http://localhost:4001/schemas/litepub-0.1.jsonld",
    "https://join-lemmy.org/context.json",
    "https://gotosocial.org/ns",
    "https://funkwhale.audio/ns",
    "https://hub.example/apschema/v1.9",
    "https://mbin.example/contexts",
    "https://w3id.org/fep/5711",
    "https://w3id.org/folkmoot/v1",
  ])("knows %s", (url) => {
    expect(bundledContext(url)).toHaveProperty("@context");
  });

  it.each(["__proto__", "constructor", "https://evil.example/context", ""])("does not know %j", (url) => {
    expect(bundledContext(url)).toBeNull();
  });

  it.skipIf(!existsSync(PEERS))("knows those in every payload of a real peer", () => {
    const seen = new Set<string>();
    for (const file of globSync(`${PEERS}/**/*.json`)) {
      try {
        contextsIn(JSON.parse(readFileSync(file, "utf8")), seen);
      } catch {
        // Some of the payloads are broken on purpose.
      }
    }
    expect([...seen].filter((url) => bundledContext(url) === null)).toEqual(UNKNOWN);
  });

  it.each([
    ["https://litepub.social/litepub/context.jsonld", { quoteUrl: "https://a.example/1" }],
    ["https://mbin.example/contexts", { sensitive: true }],
    ["https://hub.example/apschema/v1.9", { sensitive: true }],
    ["https://funkwhale.audio/ns", { bitrate: 320 }],
    ["https://w3id.org/folkmoot/v1", { type: ["Note", "Decision"] }],
    ["https://unknown.example/context", {}],
  ])("lets Fedify read a post that names %s", async (url, terms) => {
    const note = await Note.fromJsonLd(
      {
        "@context": ["https://www.w3.org/ns/activitystreams", url],
        type: "Note",
        content: "hello",
        ...terms,
      },
      { contextLoader: createContextLoader(testDeps()) },
    );
    expect(note.content?.toString()).toBe("hello");
    if ("sensitive" in terms) expect(note.sensitive).toBe(true);
    if ("quoteUrl" in terms) expect(note.quoteUrl?.href).toBe("https://a.example/1");
  });

  it("takes an unknown context as empty, without a request", async () => {
    const { origin, seen } = await serve((_request, response) => response.end());
    const deps = testDeps();
    expect(await createContextLoader(deps)(`${origin}/context`)).toMatchObject({
      document: { "@context": {} },
    });
    expect(seen).toHaveLength(0);
    expect(deps.counted).toEqual(["unknown context"]);
  });
});

describe("createDocumentLoader", () => {
  it("gives Fedify the document and its final URL", async () => {
    const { origin } = await serve((_request, response) => sendActivity(response, { id: `${origin}/a` }));
    expect(await createDocumentLoader(testDeps())(`${origin}/a`)).toEqual({
      contextUrl: null,
      documentUrl: `${origin}/a`,
      document: { id: `${origin}/a` },
    });
  });

  it("throws the error Fedify expects, with the status when there was one", async () => {
    const { origin } = await serve((_request, response) => response.writeHead(410).end());
    const gone = await createDocumentLoader(testDeps())(`${origin}/a`).catch((thrown: unknown) => thrown);
    expect(gone).toBeInstanceOf(FetchError);
    expect(gone).toMatchObject({
      message: expect.stringContaining("response/status"),
      response: { status: 410 },
    });
    const refused = createDocumentLoader(testDeps({ allowPrivateAddress: false }))("http://10.0.0.1/");
    await expect(refused).rejects.toThrow("address/private");
  });
});
