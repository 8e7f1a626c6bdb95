import { describe, expect, it } from "vitest";
import type { SignatureStyle } from "../ports.ts";
import { fetchDocument } from "./documents.ts";
import { sendActivity, serve, testDeps } from "./rig.testing.ts";

/** A peer that reads one signature style only. */
async function peerReading(style: SignatureStyle | "none") {
  const { origin, host, seen } = await serve((request, response) => {
    if (request.headers["x-style"] !== style) return response.writeHead(401).end();
    sendActivity(response, { id: `${origin}/a` });
  });
  return { origin, host, styles: () => seen.map((request) => request.headers["x-style"]) };
}

const sign = async (_request: unknown, style: SignatureStyle) => ({ "x-style": style });

describe("a signed fetch", () => {
  it("knocks with the draft first, and once more with RFC 9421 when refused", async () => {
    const peer = await peerReading("rfc9421");
    const deps = testDeps({ sign });
    expect(await fetchDocument(deps, `${peer.origin}/a`)).toMatchObject({ ok: true });
    expect(peer.styles()).toEqual(["cavage", "rfc9421"]);
    expect(deps.styles.get(peer.host)).toBe("rfc9421");
  });

  it("starts with the style remembered for the host, and learns when that changes", async () => {
    const peer = await peerReading("cavage");
    const deps = testDeps({ sign, signatureStyle: async () => "rfc9421" });
    expect(await fetchDocument(deps, `${peer.origin}/a`)).toMatchObject({ ok: true });
    expect(peer.styles()).toEqual(["rfc9421", "cavage"]);
    expect(deps.styles.get(peer.host)).toBe("cavage");
  });

  it("knocks twice at most, and remembers nothing when both are refused", async () => {
    const peer = await peerReading("none");
    const deps = testDeps({ sign });
    expect(await fetchDocument(deps, `${peer.origin}/a`)).toMatchObject({ error: { status: 401 } });
    expect(peer.styles()).toHaveLength(2);
    expect(deps.styles.size).toBe(0);
  });

  it("does not knock again when the document does not exist", async () => {
    const { origin, seen } = await serve((_request, response) => response.writeHead(404).end());
    await fetchDocument(testDeps({ sign }), `${origin}/a`);
    expect(seen).toHaveLength(1);
  });
});
