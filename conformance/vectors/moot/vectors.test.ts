import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { Iri } from "#protocol/ids/iri.ts";
import { type Commitment, isAsCommitted, readBallot, verifyBallot } from "#protocol/moot/ballot.ts";
import { verifyContextNote } from "#protocol/moot/context-note.ts";
import { type DrawInput, drawPanel } from "#protocol/moot/draw.ts";
import { redraw, verifyPanel } from "#protocol/moot/panel.ts";
import { verifyRecord } from "#protocol/moot/record.ts";
import { verifyRoster } from "#protocol/moot/roster.ts";
import { verifyDecision } from "#protocol/moot/verify-decision.ts";
import { decodeBase64 } from "#protocol/signing/base64.ts";
import { importPublicKey } from "#protocol/signing/keys.ts";
import type { JsonObject } from "#protocol/signing/proofs.ts";
import { makeVectors } from "./make.ts";

interface Vector {
  name: string;
  value: JsonObject;
  expected: string;
  now?: string;
  reveals?: string;
  nodeKey?: string;
}

interface OfNode {
  node: { method: string; publicKeyMultibase: string };
  now: string;
  vectors: Vector[];
}

async function read<T>(name: string): Promise<T> {
  return JSON.parse(await readFile(new URL(`${name}.json`, import.meta.url), "utf8")) as T;
}

async function keyOf(text: string) {
  const key = await importPublicKey(text);
  if (!key.ok) throw new Error(key.error.type);
  return key.value;
}

const decisions = await read<{
  node: { method: string; key: string };
  terms: Record<string, { from: string; until: string }>;
  now: string;
  vectors: Vector[];
}>("decisions");
const ballots = await read<{ panel: Iri; now: string; vectors: Vector[] }>("ballots");
const draws = await read<{
  vectors: { name: string; input: Omit<DrawInput, "root"> & { root: string }; expected: unknown }[];
}>("draws");
const [rosters, panels, records, notes] = await Promise.all(
  ["rosters", "panels", "records", "context-notes"].map((name) => read<OfNode>(name)),
);

async function knownOf(of: OfNode | undefined) {
  const { method = "", publicKeyMultibase = "" } = of?.node ?? {};
  return { node: { method, key: await keyOf(publicKeyMultibase) }, now: new Date(of?.now ?? 0) };
}

describe("the moot's vectors", () => {
  it("are those that are written from fixed seeds", async () => {
    for (const [name, text] of await makeVectors())
      expect(await readFile(new URL(name, import.meta.url), "utf8"), name).toBe(text);
  });

  it.each(decisions.vectors)(
    "a decision $name: $expected",
    async ({ value, expected, now = decisions.now }) => {
      const verified = await verifyDecision(value, {
        node: { method: decisions.node.method, key: await keyOf(decisions.node.key) },
        termOf(trustee) {
          const term = decisions.terms[trustee];
          return term === undefined ? null : { from: new Date(term.from), until: new Date(term.until) };
        },
        now: new Date(now),
      });
      expect(verified.ok ? "valid" : verified.error.type).toBe(expected);
    },
  );

  it.each(ballots.vectors)("a ballot, $name: $expected", async ({ value, expected, reveals }) => {
    const { panel, now } = ballots;
    const read = readBallot(value);
    const key = await keyOf(read.ok ? read.value.trustee : String(value.attributedTo));
    const verified = await verifyBallot(value, { panel, key, now: new Date(now) });
    const isKept =
      reveals === undefined ||
      (verified.ok &&
        verified.value.stage !== "commit" &&
        isAsCommitted(verified.value, { ...verified.value, commitment: reveals } as unknown as Commitment));
    const found = verified.ok ? (isKept ? "valid" : "ballot/not-as-committed") : verified.error.type;
    expect(found).toBe(expected);
  });

  it.each(draws.vectors)("a panel, $name", ({ input, expected }) => {
    const drawn = drawPanel({ ...input, root: decodeBase64(input.root) ?? new Uint8Array() });
    expect(drawn.ok ? drawn.value : drawn.error.type).toEqual(expected);
  });

  it.each(rosters?.vectors ?? [])("a roster $name: $expected", async ({ value, expected }) => {
    const verified = await verifyRoster(value, await knownOf(rosters));
    expect(verified.ok ? "valid" : verified.error.type).toBe(expected);
  });

  it.each(panels?.vectors ?? [])("a panel, $name: $expected", async ({ value, expected }) => {
    const verified = await verifyPanel(value, await knownOf(panels));
    const drawn = verified.ok ? await redraw(verified.value) : verified;
    expect(drawn.ok ? "valid" : drawn.error.type).toBe(expected);
  });

  it.each(notes?.vectors ?? [])("a context note $name: $expected", async ({ value, expected }) => {
    const verified = await verifyContextNote(value, await knownOf(notes));
    expect(verified.ok ? "valid" : verified.error.type).toBe(expected);
  });

  it.each(records?.vectors ?? [])("a record $name: $expected", async ({ value, expected, nodeKey, now }) => {
    const at = new Date(now ?? records?.now ?? 0);
    const verified = await verifyRecord(value, { now: at, ...(nodeKey !== undefined && { nodeKey }) });
    expect(verified.ok ? "valid" : verified.error.type).toBe(expected);
  });
});
