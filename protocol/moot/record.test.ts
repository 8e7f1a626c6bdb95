import { beforeAll, describe, expect, it } from "vitest";
import type { Iri } from "../ids/iri.ts";
import { signCheckpoint } from "../log/checkpoint.ts";
import { formatNoteKey, noteKey } from "../log/note-key.ts";
import type { KeyPair } from "../signing/crypto.ts";
import { exportMultikey, generateEd25519KeyPair } from "../signing/keys.ts";
import { utf8 } from "../signing/message.ts";
import { addProof, createProof, type JsonObject } from "../signing/proofs.ts";
import { sha256 } from "../signing/sha256.ts";
import { methodOf } from "./ballot.ts";
import { type Decision, writeDecision } from "./decision.ts";
import { drawPanel } from "./draw.ts";
import { type PanelRecord, readPanel, redraw, verifyPanel, writePanel } from "./panel.ts";
import { verifyRecord, writeRecord } from "./record.ts";
import { MAX_RECORD_BYTES, verifyRecordFile } from "./record-file.ts";
import { type Roster, readRoster, termsOf, verifyRoster, writeRoster } from "./roster.ts";

const iri = (path: string) => `https://moot.example/${path}` as Iri;
const now = new Date("2026-11-26T12:00:00Z");
const published = "2026-11-26T11:59:00Z";
const METHOD = `${iri("actor")}#ed25519-key`;
const LOG = "moot.example/ledger/public";

interface Signer {
  trustee: string;
  keys: KeyPair;
}
let node: KeyPair;
let log: KeyPair;
let trustees: Signer[];
let panel: PanelRecord;
let roster: Roster;
let decision: Decision;

const homes = ["a", "a", "a", "b", "b", "b", "c", "c"];

beforeAll(async () => {
  [node, log] = await Promise.all([generateEd25519KeyPair(), generateEd25519KeyPair()]);
  trustees = await Promise.all(
    homes.map(async () => {
      const keys = await generateEd25519KeyPair();
      return { keys, trustee: `did:key:${exportMultikey(keys.publicKey)}` };
    }),
  );
  roster = {
    id: iri("moot/roster"),
    attributedTo: iri("actor"),
    published,
    trustees: trustees.map(({ trustee }, at) => ({
      trustee,
      community: `${homes[at]}.example`,
      languages: at % 2 === 0 ? ["de"] : ["de", "en"],
      keptBy: at === 0 ? "node" : "trustee",
      from: "2026-01-01T00:00:00Z",
      until: "2027-01-01T00:00:00Z",
    })),
  };
  panel = await panelOf(9);
  decision = decisionOf(panel.members);
});

async function checkpointOf(size: number): Promise<string> {
  const key = noteKey(LOG, log.publicKey);
  const root = sha256(utf8(`log of ${size}`));
  return signCheckpoint({ origin: LOG, size, root, extensions: [] }, [{ key, privateKey: log.privateKey }]);
}

async function panelOf(size: number, more: Partial<PanelRecord> = {}): Promise<PanelRecord> {
  const record = {
    id: iri("moot/panels/7"),
    attributedTo: iri("actor"),
    published,
    case: iri("moot/cases/7"),
    level: 0,
    size: 3,
    language: "de",
    log: { key: formatNoteKey(noteKey(LOG, log.publicKey)) },
    after: 8,
    checkpoint: await checkpointOf(size),
    roster: roster.trustees.map(({ trustee, community, languages }) => ({ trustee, community, languages })),
    excluded: [],
    left: [],
    members: [],
    ...more,
  } satisfies PanelRecord;
  const drawn = drawPanel({ ...record, root: sha256(utf8(`log of ${size}`)) });
  if (!drawn.ok) throw new Error(drawn.error.type);
  return { ...record, members: drawn.value.members, ...more };
}

function decisionOf(members: readonly string[], more: Partial<Decision> = {}): Decision {
  return {
    id: iri("moot/decisions/7"),
    attributedTo: iri("actor"),
    published,
    case: panel.case,
    panel: panel.id,
    level: 0,
    subject: { kind: "post", id: iri("posts/7"), digest: null },
    category: "hate",
    verdict: "remove",
    days: null,
    rules: [iri("rules/1")],
    facts: "A slur against a person in the thread.",
    reasons: "Rule 1: be kind.",
    minority: null,
    votes: members.map((trustee) => ({
      trustee,
      keptBy: roster.trustees.find((each) => each.trustee === trustee)?.keptBy ?? "trustee",
      vote: { verdict: "remove", days: null, rules: [iri("rules/1")] },
      changed: false,
    })),
    absent: [],
    heard: null,
    ...more,
  };
}

async function prove(document: JsonObject, method: string, { privateKey }: KeyPair): Promise<JsonObject> {
  const proof = await createProof(document, { verificationMethod: method, privateKey, created: now });
  if (!proof.ok) throw new Error(proof.error.type);
  return addProof(document, proof.value);
}

interface Parts {
  decision?: Decision;
  panel?: PanelRecord;
  roster?: Roster;
  by?: KeyPair;
}

/** Signed by two members of three, by whom there is not one too many. */
async function recordOf(parts: Parts = {}): Promise<JsonObject> {
  const by = parts.by ?? node;
  const { votes } = parts.decision ?? decision;
  let decided = writeDecision(parts.decision ?? decision);
  for (const { trustee } of votes.slice(0, 2)) {
    const keys = trustees.find((each) => each.trustee === trustee)?.keys;
    if (keys !== undefined) decided = await prove(decided, methodOf(trustee), keys);
  }
  return writeRecord({
    decision: await prove(decided, METHOD, by),
    panel: await prove(writePanel(parts.panel ?? panel), METHOD, by),
    roster: await prove(writeRoster(parts.roster ?? roster), METHOD, by),
    node: { method: METHOD, publicKeyMultibase: exportMultikey(by.publicKey) },
  });
}

const refused = (type: string, more: object = {}) => ({ ok: false, error: { type, ...more } });

describe("a roster", () => {
  it("is right with its node's proof, and gives terms, those that are over too", async () => {
    const [first, ...others] = roster.trustees;
    if (first === undefined) throw new Error("nobody");
    const ended = { ...first, from: "2025-01-01T00:00:00Z", until: "2025-12-31T00:00:00Z" };
    const written = writeRoster({ ...roster, trustees: [ended, ...others] });
    const signatory = { node: { method: METHOD, key: node.publicKey }, now };
    const verified = await verifyRoster(await prove(written, METHOD, node), signatory);
    if (!verified.ok) throw new Error(verified.error.type);
    const termOf = termsOf(verified.value);
    expect(termOf(first.trustee)).toEqual({ from: new Date(ended.from), until: new Date(ended.until) });
    expect(termOf("did:key:zother")).toBeNull();
    for (const wrong of [
      written,
      await prove(written, METHOD, log),
      await prove(written, `${METHOD}2`, node),
      await prove(await prove(written, METHOD, node), METHOD, node),
    ])
      expect(await verifyRoster(wrong, signatory)).toEqual(refused("roster/bad-signature"));
  });

  it.each([
    ["a member too many", (of: Roster) => ({ ...of, note: 1 }), "note"],
    ["somebody twice", (of: Roster) => ({ ...of, trustees: [...of.trustees, of.trustees[0]] }), "trustees"],
    ["an account's name", (of: Roster) => changed(of, { account: "ana" }), "trustees"],
    [
      "a term that ends before it begins",
      (of: Roster) => changed(of, { until: "2025-01-01T00:00:00Z" }),
      "trustees",
    ],
    ["no key", (of: Roster) => changed(of, { trustee: "ana" }), "trustees"],
    [
      "a home that is an address",
      (of: Roster) => changed(of, { community: "https://a.example" }),
      "trustees",
    ],
    ["too many", (of: Roster) => ({ ...of, trustees: Array(10_001).fill(of.trustees[0]) }), "trustees"],
  ])("with %s is refused", (_, change, member) => {
    expect(
      readRoster(change(writeRoster(roster) as unknown as Roster) as unknown as JsonObject),
    ).toMatchObject(refused("roster/malformed", { member }));
  });

  const changed = (of: Roster, more: object) => ({ ...of, trustees: [{ ...of.trustees[0], ...more }] });
});

describe("a panel's record", () => {
  it("is right with its node's proof, and gives the same people to whoever draws again", async () => {
    const signed = await prove(writePanel(panel), METHOD, node);
    const verified = await verifyPanel(signed, { node: { method: METHOD, key: node.publicKey }, now });
    expect(verified).toEqual({ ok: true, value: panel });
    expect(await redraw(panel)).toMatchObject({ ok: true, value: { members: panel.members } });
    const forged = await prove(writePanel(panel), METHOD, log);
    expect(await verifyPanel(forged, { node: { method: METHOD, key: node.publicKey }, now })).toEqual(
      refused("panel/bad-signature"),
    );
  });

  it("is drawn again with those who left, and not with somebody who never sat", async () => {
    const left = panel.members.slice(0, 1);
    const { members } = await panelOf(9, { left });
    expect(members).not.toContain(left[0]);
    expect(await redraw({ ...panel, left, members })).toMatchObject({ ok: true });
    const never = trustees.find(({ trustee }) => !panel.members.includes(trustee))?.trustee ?? "";
    expect(await redraw({ ...panel, left: [never] })).toEqual(refused("draw/never-sat", { trustee: never }));
  });

  it("in which others sit than were drawn shows both", async () => {
    const members = trustees.map(({ trustee }) => trustee).slice(0, 3);
    const others = members.join() === panel.members.join() ? members.toReversed() : members;
    expect(await redraw({ ...panel, members: others })).toEqual(
      refused("panel/other-members", { drawn: panel.members, members: others }),
    );
  });

  it("needs a checkpoint of its log that is longer than the log was", async () => {
    expect(await redraw({ ...panel, after: 9 })).toEqual(refused("draw/too-early"));
    expect(await redraw({ ...panel, after: 10 })).toEqual(refused("draw/too-early"));
    const other = formatNoteKey(noteKey(LOG, node.publicKey));
    expect(await redraw({ ...panel, log: { key: other } })).toEqual(refused("draw/bad-checkpoint"));
    expect(await redraw({ ...panel, log: { key: "a log" } })).toEqual(refused("panel/bad-log-key"));
    expect(await redraw({ ...panel, checkpoint: "10\n" })).toEqual(refused("draw/bad-checkpoint"));
  });

  it.each([
    ["size", { size: 5 }],
    ["size", { size: 4 }],
    ["level", { level: 3 }],
    ["language", { language: "de-AT" }],
    ["after", { after: -1 }],
    ["log", { log: { key: "k", url: "https://log.example" } }],
    ["roster", { roster: [{ trustee: "ana", community: "a.example", languages: [] }] }],
    ["members", { members: ["ana"] }],
    ["seats", { seats: 3 }],
    ["type", { type: ["Panel"] }],
  ])("with a wrong %s is refused", (member, more) => {
    expect(readPanel({ ...writePanel(panel), ...more })).toMatchObject(
      refused("panel/malformed", { member }),
    );
  });

  it("with somebody twice in its roster is refused", () => {
    const twice = { ...panel, roster: [...panel.roster, ...panel.roster.slice(0, 1)] };
    expect(readPanel({ ...writePanel(panel), ...twice })).toMatchObject(
      refused("panel/malformed", { member: "roster" }),
    );
  });
});

describe("a decision's record", () => {
  it("verifies without asking anybody, and says whose key it was", async () => {
    const record = await recordOf();
    const nodeKey = exportMultikey(node.publicKey);
    const expected = { nodeKey, signers: panel.members.slice(0, 2), decision, panel };
    expect(await verifyRecord(record, { now })).toMatchObject({ ok: true, value: expected });
    expect(await verifyRecord(record, { now, nodeKey })).toMatchObject({ ok: true });
    expect(await verifyRecordFile(JSON.stringify(record, null, 2), { now, nodeKey })).toMatchObject({
      ok: true,
    });
    const other = exportMultikey(log.publicKey);
    expect(await verifyRecord(record, { now, nodeKey: other })).toEqual(
      refused("record/other-node-key", { key: nodeKey }),
    );
    // Ten years later nobody of them is in office.
    expect(await verifyRecord(record, { now: new Date("2036-11-26T12:00:00Z") })).toMatchObject({ ok: true });
  });

  it("verifies with the terms of its panel's members alone", async () => {
    const few = roster.trustees.filter(({ trustee }) => panel.members.includes(trustee));
    expect(
      await verifyRecord(await recordOf({ roster: { ...roster, trustees: few } }), { now }),
    ).toMatchObject({
      ok: true,
    });
    const fewer = { ...roster, trustees: few.filter(({ trustee }) => trustee !== panel.members[2]) };
    expect(await verifyRecord(await recordOf({ roster: fewer }), { now })).toEqual(
      refused("record/no-term", { trustee: panel.members[2] }),
    );
  });

  it("whose parts do not belong together is refused, though each is signed", async () => {
    const verify = async (parts: Parts) => verifyRecord(await recordOf(parts), { now });
    const elsewhere = async (more: Partial<PanelRecord>) => ({ panel: await panelOf(9, more) });
    expect(await verify(await elsewhere({ id: iri("moot/panels/8") }))).toEqual(
      refused("record/disagrees", { member: "panel" }),
    );
    expect(await verify({ decision: { ...decision, case: iri("moot/cases/8") } })).toEqual(
      refused("record/disagrees", { member: "case" }),
    );
    for (const parts of [
      await elsewhere({ attributedTo: iri("users/ana") }),
      { decision: { ...decision, attributedTo: iri("users/ana") } },
      { roster: { ...roster, attributedTo: iri("users/ana") } },
    ])
      expect(await verify(parts)).toEqual(refused("record/disagrees", { member: "attributedTo" }));
    const outsider = trustees.find(({ trustee }) => !panel.members.includes(trustee))?.trustee ?? "";
    const other = decisionOf([...panel.members.slice(0, 2), outsider]);
    expect(await verify({ decision: other })).toEqual(refused("record/other-members"));
    const votes = decision.votes.map((vote) => ({
      ...vote,
      keptBy: vote.keptBy === "node" ? ("trustee" as const) : ("node" as const),
    }));
    expect(await verify({ decision: { ...decision, votes } })).toMatchObject(refused("record/kept-by"));
  });

  it("with a panel that another draw gives is refused", async () => {
    const members = trustees.map(({ trustee }) => trustee).filter((each) => !panel.members.includes(each));
    const chosen = { ...panel, members: members.slice(0, 3) };
    const parts = { panel: chosen, decision: decisionOf(chosen.members) };
    expect(await verifyRecord(await recordOf(parts), { now })).toMatchObject(refused("panel/other-members"));
  });

  it("that says something which is not signed is refused", async () => {
    const record = await recordOf();
    const { decision: decided, node: key } = record as { decision: object; node: object };
    for (const [more, type] of [
      [{ note: 1 }, "record/malformed"],
      [{ proof: {} }, "record/malformed"],
      [{ "@context": "https://moot.example/ns" }, "record/malformed"],
      [{ node: { ...key, name: "Moot" } }, "record/malformed"],
      [{ decision: { ...decided, note: 1 } }, "decision/bad-signature"],
      // FEP-8b32 leaves this member out of what a proof covers.
      [{ decision: { ...decided, signature: "overturned" } }, "decision/malformed"],
    ] as const)
      expect(await verifyRecord({ ...record, ...more }, { now }), JSON.stringify(more)).toMatchObject(
        refused(type),
      );
  });

  it("in a file that is too large, or that two readers could understand differently, is refused", async () => {
    const text = JSON.stringify(await recordOf());
    const verify = (file: string) => verifyRecordFile(file, { now });
    expect(await verify(text + " ".repeat(MAX_RECORD_BYTES))).toEqual(refused("record/too-large"));
    expect(await verify(`"${"é".repeat(MAX_RECORD_BYTES / 2)}"`)).toEqual(refused("record/too-large"));
    expect(await verify(text.slice(0, -1))).toEqual(refused("record/no-json"));
    expect(await verify("[]")).toEqual(refused("record/no-json"));
    const twice = text.replace('"verdict":', '"verdict":"none","verdict":');
    expect(JSON.parse(twice)).toEqual(JSON.parse(text));
    expect(await verify(twice)).toEqual(refused("record/ambiguous"));
    expect(await verify(text.replace('"after":8', '"after":8.0'))).toEqual(refused("record/ambiguous"));
    expect(await verify(text.replace("A slur", "\\u0041 slur"))).toMatchObject({ ok: true });
    expect(await verify(`{"facts":"${"\\n".repeat(490_000)}"}`)).toMatchObject(refused("record/malformed"));
  });

  it("is refused by each of 200 copies in which something was changed", async () => {
    const text = JSON.stringify(await recordOf());
    expect(await verifyRecordFile(text, { now })).toMatchObject({ ok: true });
    const pick = random(7);
    const passed: string[] = [];
    const done = new Map<string, number>();
    for (let copies = 0; copies < 200; ) {
      const kind = kinds[copies % kinds.length] ?? changeCharacter;
      const copy = kind(text, pick);
      if (copy === null || copy === text) continue;
      copies++;
      done.set(kind.name, (done.get(kind.name) ?? 0) + 1);
      if ((await verifyRecordFile(copy, { now })).ok) passed.push(`${kind.name}: ${difference(text, copy)}`);
    }
    expect(passed).toEqual([]);
    expect([...done.values()].every((times) => times >= 33)).toBe(true);
  });
});

type Pick = <T>(of: ArrayLike<T>) => T;
/** Gives a changed copy; null where this change cannot be made there. */
type Change = (text: string, pick: Pick) => string | null;

/** The same choices in each run. */
function random(seed: number): Pick {
  let state = seed;
  return (of) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return of[Math.floor((state / 2_147_483_648) * of.length)] as never;
  };
}

interface Place {
  holder: Record<string, unknown>;
  name: string;
}

/** Every member and every entry of a list, at any depth. */
function placesIn(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((name) => [{ holder, name }, ...placesIn(holder[name])]);
}

const changeCharacter: Change = (text, pick) => {
  const at = pick(Array.from({ length: text.length }, (_, index) => index));
  const copy = text.slice(0, at) + pick("abcxyzABCXYZ0123456789-_") + text.slice(at + 1);
  return isJson(copy) ? copy : null;
};

/** In one part of the record at random, so that the short ones come in too. */
function inPart(text: string, pick: Pick, change: (place: Place, record: JsonObject) => void): string {
  const record = JSON.parse(text) as JsonObject;
  change(pick(placesIn(record[pick(["decision", "panel", "roster", "node"])])), record);
  return JSON.stringify(record);
}

const changeValue: Change = (text, pick) =>
  inPart(text, pick, ({ holder, name }) => {
    const value = holder[name];
    holder[name] =
      typeof value === "number"
        ? value + 1
        : typeof value === "boolean"
          ? !value
          : pick([null, "", 7, [], {}]);
  });

const addMember: Change = (text, pick) =>
  inPart(text, pick, ({ holder }) => {
    if (Array.isArray(holder)) holder.push(pick(holder));
    else holder[pick(["note", "signature", "@context", "days2"])] = "added";
  });

const removeMember: Change = (text, pick) =>
  inPart(text, pick, ({ holder, name }) => {
    if (Array.isArray(holder)) holder.splice(Number(name), 1);
    else delete holder[name];
  });

const swapSignatures: Change = (text, pick) => {
  const values = text.match(/"proofValue":"[^"]+"/g) ?? [];
  const [one, other] = [pick(values), pick(values)];
  return text.replace(one, "\u0000").replace(other, one).replace("\u0000", other);
};

const takeFromElsewhere: Change = (text, pick) =>
  inPart(text, pick, (place, record) => {
    const other = pick(placesIn(record));
    place.holder[place.name] = structuredClone(other.holder[other.name]);
  });

const kinds = [changeCharacter, changeValue, addMember, removeMember, swapSignatures, takeFromElsewhere];

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function difference(text: string, copy: string): string {
  const at = [...copy].findIndex((character, index) => character !== text[index]);
  return copy.slice(Math.max(0, at - 40), at + 60);
}
