import type { Iri } from "#protocol/ids/iri.ts";
import { signCheckpoint } from "#protocol/log/checkpoint.ts";
import { formatNoteKey, noteKey } from "#protocol/log/note-key.ts";
import { type Decision, writeDecision } from "#protocol/moot/decision.ts";
import { drawPanel } from "#protocol/moot/draw.ts";
import { type PanelRecord, writePanel } from "#protocol/moot/panel.ts";
import { writeRecord } from "#protocol/moot/record.ts";
import { type Roster, writeRoster } from "#protocol/moot/roster.ts";
import { exportMultikey } from "#protocol/signing/keys.ts";
import { utf8 } from "#protocol/signing/message.ts";
import type { JsonObject } from "#protocol/signing/proofs.ts";
import { sha256 } from "#protocol/signing/sha256.ts";
import { asTrustee, iri, METHOD, NODE, NOW, type Signer, sign } from "./signers.ts";

const LOG = "moot.example/ledger/public";
const homes = ["a", "a", "a", "b", "b", "b", "c", "c"];

interface Makers {
  readonly trustees: readonly Signer[];
  readonly node: Signer;
  /** Of the log that panels are drawn from. */
  readonly log: Signer;
}

/** Rosters, panels and records of decisions: `rosters.json`, `panels.json`, `records.json`. */
export async function makeRecords({ trustees, node, log }: Makers) {
  const byNode = { method: METHOD, keys: node.keys };
  const byLog = { method: METHOD, keys: log.keys };
  const roster = rosterOf(trustees.slice(0, 8));
  const panel = await panelOf(roster, log);
  const decision = decisionOf(panel);
  const signers = trustees.filter(({ name }) => panel.members.slice(0, 2).includes(name));

  async function decided(of: Decision, by = signers): Promise<JsonObject> {
    let document = writeDecision(of);
    for (const each of by) document = await sign(document, asTrustee(each));
    return sign(document, byNode);
  }
  const parts = {
    decision: await decided(decision),
    panel: await sign(writePanel(panel), byNode),
    roster: await sign(writeRoster(roster), byNode),
    node: { method: METHOD, publicKeyMultibase: exportMultikey(node.keys.publicKey) },
  };
  const record = (more: Partial<typeof parts> = {}) => writeRecord({ ...parts, ...more });
  const signedPanel = (more: Partial<PanelRecord>) => sign(writePanel({ ...panel, ...more }), byNode);
  const signedRoster = (more: Partial<Roster>) => sign(writeRoster({ ...roster, ...more }), byNode);
  const others = trustees.slice(0, 8).filter(({ name }) => !panel.members.includes(name));
  const outsider = others[0]?.name ?? "";
  const left = panel.members.slice(0, 1);
  const known = { node: parts.node, now: NOW };
  const members = roster.trustees.filter(({ trustee }) => panel.members.includes(trustee));

  const rosters = [
    { name: "of eight", value: parts.roster, expected: "valid" },
    { name: "of nobody", value: await signedRoster({ trustees: [] }), expected: "valid" },
    { name: "without a signature", value: writeRoster(roster), expected: "roster/bad-signature" },
    {
      name: "signed by another key",
      value: await sign(writeRoster(roster), byLog),
      expected: "roster/bad-signature",
    },
    {
      name: "with another date",
      value: { ...parts.roster, published: "2026-11-27T12:00:00Z" },
      expected: "roster/bad-signature",
    },
    {
      name: "with a member too many",
      value: await sign({ ...writeRoster(roster), note: "x" }, byNode),
      expected: "roster/malformed",
    },
    {
      name: "with somebody twice",
      value: await sign({ ...writeRoster(roster), trustees: [...members, ...members] }, byNode),
      expected: "roster/malformed",
    },
  ];
  const panels = [
    { name: "of three of eight", value: parts.panel, expected: "valid" },
    {
      name: "with a substitute",
      value: await sign(writePanel(await panelOf(roster, log, { left })), byNode),
      expected: "valid",
    },
    {
      name: "on appeal, without the first three",
      value: await sign(
        writePanel(await panelOf(roster, log, { level: 1, size: 5, excluded: panel.members })),
        byNode,
      ),
      expected: "valid",
    },
    { name: "without a signature", value: writePanel(panel), expected: "panel/bad-signature" },
    {
      name: "of others than were drawn",
      value: await signedPanel({ members: [...panel.members.slice(0, 2), outsider] }),
      expected: "panel/other-members",
    },
    {
      name: "in another order",
      value: await signedPanel({ members: panel.members.toReversed() }),
      expected: "panel/other-members",
    },
    {
      name: "without somebody who never sat",
      value: await signedPanel({ left: [outsider] }),
      expected: "draw/never-sat",
    },
    {
      name: "from a checkpoint that was there before the case",
      value: await signedPanel({ after: 9 }),
      expected: "draw/too-early",
    },
    {
      name: "from a checkpoint of another log",
      value: await signedPanel({ log: { key: formatNoteKey(noteKey(LOG, node.keys.publicKey)) } }),
      expected: "draw/bad-checkpoint",
    },
    {
      name: "of another size than its level has",
      value: await sign({ ...writePanel(panel), size: 5 }, byNode),
      expected: "panel/malformed",
    },
    {
      name: "with a member too many",
      value: await sign({ ...writePanel(panel), seats: 3 }, byNode),
      expected: "panel/malformed",
    },
  ];
  const records = [
    { name: "signed by two of three", value: record(), expected: "valid" },
    {
      name: "by the key that is expected",
      value: record(),
      nodeKey: known.node.publicKeyMultibase,
      expected: "valid",
    },
    {
      name: "with the terms of its members alone",
      value: record({ roster: await signedRoster({ trustees: members }) }),
      expected: "valid",
    },
    { name: "looked at ten years later", value: record(), now: "2036-11-26T12:00:00Z", expected: "valid" },
    {
      name: "by another key than is expected",
      value: record(),
      nodeKey: exportMultikey(log.keys.publicKey),
      expected: "record/other-node-key",
    },
    {
      name: "with another node's key",
      value: record({ node: { ...parts.node, publicKeyMultibase: exportMultikey(log.keys.publicKey) } }),
      expected: "roster/bad-signature",
    },
    {
      name: "with a member too many",
      value: { ...record(), note: "x" },
      expected: "record/malformed",
    },
    {
      name: "without the term of a member",
      value: record({
        roster: await signedRoster({
          trustees: members.filter(({ trustee }) => trustee !== panel.members[2]),
        }),
      }),
      expected: "record/no-term",
    },
    {
      name: "of another panel",
      value: record({ panel: await signedPanel({ id: iri("moot/panels/8") }) }),
      expected: "record/disagrees",
    },
    {
      name: "in which somebody voted who does not sit",
      value: record({
        decision: await decided(decisionOf({ ...panel, members: [...panel.members.slice(0, 2), outsider] })),
      }),
      expected: "record/other-members",
    },
    {
      name: "which says that somebody else kept a key",
      value: record({ decision: await decided(decisionOf(panel, "node")) }),
      expected: "record/kept-by",
    },
    {
      name: "of a panel that another draw gives",
      value: record({ panel: await signedPanel({ members: panel.members.toReversed() }) }),
      expected: "panel/other-members",
    },
    {
      name: "signed by one of three",
      value: record({ decision: await decided(decision, signers.slice(1)) }),
      expected: "decision/too-few-signatures",
    },
    {
      name: "with what no proof covers",
      value: record({ decision: { ...parts.decision, signature: "x" } }),
      expected: "decision/malformed",
    },
  ];
  const about = (what: string, vectors: object[]) => ({ description: what, ...known, vectors });
  return {
    "rosters.json": about("Those who sign for a node. A verifier knows the node's key.", rosters),
    "panels.json": about("Panels with all that their draw depended on. A verifier draws them again.", panels),
    "records.json": about(
      "Decisions as files, with all that it takes to verify them. Some verifiers know the node's key: `nodeKey`.",
      records,
    ),
  };
}

function rosterOf(trustees: readonly Signer[]): Roster {
  return {
    id: iri("moot/roster"),
    attributedTo: NODE as Iri,
    published: NOW,
    trustees: trustees.map(({ name }, at) => ({
      trustee: name,
      community: `${homes[at]}.example`,
      languages: at % 2 === 0 ? ["de"] : ["de", "en"],
      keptBy: "trustee",
      from: "2026-01-01T00:00:00Z",
      until: "2026-12-31T00:00:00Z",
    })),
  };
}

async function panelOf(
  { trustees }: Roster,
  log: Signer,
  more: Partial<PanelRecord> = {},
): Promise<PanelRecord> {
  const key = noteKey(LOG, log.keys.publicKey);
  const root = sha256(utf8("a log of nine entries"));
  const record: PanelRecord = {
    id: iri("moot/panels/7"),
    attributedTo: NODE as Iri,
    published: NOW,
    case: iri("moot/cases/7"),
    level: 0,
    size: 3,
    language: "de",
    log: { key: formatNoteKey(key) },
    after: 8,
    checkpoint: await signCheckpoint({ origin: LOG, size: 9, root, extensions: [] }, [
      { key, privateKey: log.keys.privateKey },
    ]),
    roster: trustees.map(({ trustee, community, languages }) => ({ trustee, community, languages })),
    excluded: [],
    left: [],
    members: [],
    ...more,
  };
  const drawn = drawPanel({ ...record, root });
  if (!drawn.ok) throw new Error(drawn.error.type);
  return { ...record, members: drawn.value.members };
}

function decisionOf(
  { id, members, case: about }: PanelRecord,
  keptBy: "trustee" | "node" = "trustee",
): Decision {
  return {
    id: iri("moot/decisions/7"),
    attributedTo: NODE as Iri,
    published: NOW,
    case: about,
    panel: id,
    level: 0,
    subject: { kind: "post", id: iri("posts/7"), digest: null },
    category: "hate",
    verdict: "remove",
    days: null,
    rules: [iri("moot/rules/1")],
    facts: "A slur against somebody in the thread.",
    reasons: "Rule 1: be kind.",
    minority: null,
    votes: members.map((trustee) => ({
      trustee,
      keptBy,
      vote: { verdict: "remove", days: null, rules: [iri("moot/rules/1")] },
      changed: false,
    })),
    absent: [],
    heard: null,
  };
}
