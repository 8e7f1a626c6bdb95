import { writeFile } from "node:fs/promises";
import type { Iri } from "#protocol/ids/iri.ts";
import { type Ballot, type Commitment, commitmentTo, writeBallot } from "#protocol/moot/ballot.ts";
import { type Decision, writeDecision } from "#protocol/moot/decision.ts";
import { type DrawInput, drawPanel, type RosterEntry } from "#protocol/moot/draw.ts";
import { encodeBase64 } from "#protocol/signing/base64.ts";
import { exportMultikey } from "#protocol/signing/keys.ts";
import { utf8 } from "#protocol/signing/message.ts";
import type { JsonObject } from "#protocol/signing/proofs.ts";
import { sha256 } from "#protocol/signing/sha256.ts";
import { makeNotes } from "./make-notes.ts";
import { makeRecords } from "./make-records.ts";
import { asTrustee, iri, METHOD, NODE, NOW, type Signer, sign, signerOf } from "./signers.ts";

/**
 * Writes the vectors of the moot anew: `node conformance/vectors/moot/make.ts`. Keys come from fixed seeds, so that everybody who
 * writes them gets the same bytes.
 */

function decisionOf(trustees: readonly Signer[], more: Partial<Decision> = {}): Decision {
  const verdicts = ["none", "remove", "remove"] as const;
  return {
    id: iri("decisions/7"),
    attributedTo: NODE as Iri,
    published: NOW,
    case: iri("cases/7"),
    panel: iri("panels/7"),
    level: 0,
    subject: { kind: "post", id: iri("posts/7"), digest: null },
    category: "hate",
    verdict: "remove",
    days: null,
    rules: [iri("rules/1")],
    facts: "A slur against somebody in the thread.",
    reasons: "Rule 1: be kind.",
    minority: "It was quoted to be answered.",
    votes: trustees.slice(0, 3).map(({ name }, at) => {
      const verdict = verdicts[at] ?? "none";
      const rules = verdict === "none" ? [] : [iri("rules/1")];
      return { trustee: name, keptBy: "trustee", vote: { verdict, days: null, rules }, changed: false };
    }),
    absent: [],
    heard: null,
    ...more,
  };
}

async function decisions(trustees: readonly Signer[], node: Signer, stranger: Signer) {
  const asNode = { method: METHOD, keys: node.keys };
  const signed = async (document: JsonObject, by: readonly Signer[], at = NOW) => {
    let whole = document;
    for (const each of by) whole = await sign(whole, asTrustee(each), at);
    return sign(whole, asNode, at);
  };
  const three = trustees.slice(0, 3);
  const written = writeDecision(decisionOf(trustees));
  const whole = await signed(written, three);
  const proofs = whole.proof as JsonObject[];
  const [a, b] = three as [Signer, Signer];
  return {
    description:
      "Decisions of panels. A verifier knows the node's key and, of each trustee, their term; `now` is the time at which it looks.",
    node: { method: asNode.method, key: exportMultikey(node.keys.publicKey) },
    terms: Object.fromEntries(
      [...trustees, stranger].map(({ name }) => [
        name,
        { from: "2026-01-01T00:00:00Z", until: "2026-12-31T00:00:00Z" },
      ]),
    ),
    now: NOW,
    vectors: [
      { name: "signed by all three and the node", value: whole, expected: "valid" },
      {
        name: "signed by two of three and the node",
        value: await signed(written, [a, b]),
        expected: "valid",
      },
      {
        name: "with a member of a later version",
        value: await signed({ ...written, appealUntil: "2027-05-26T12:00:00Z" }, three),
        expected: "valid",
      },
      {
        name: "with one of three absent",
        value: await signed(
          writeDecision(
            decisionOf(trustees, {
              votes: decisionOf(trustees).votes.slice(1),
              absent: [trustees[0]?.name ?? ""],
            }),
          ),
          three.slice(1),
        ),
        expected: "valid",
      },
      {
        name: "signed by one of three",
        value: await signed(written, [a]),
        expected: "decision/too-few-signatures",
      },
      {
        name: "without the node's signature",
        value: { ...whole, proof: proofs.slice(0, 3) },
        expected: "decision/not-by-node",
      },
      {
        name: "with another reason",
        value: { ...whole, reasons: "Rule 2." },
        expected: "decision/bad-signature",
      },
      {
        name: "with another verdict",
        value: { ...whole, verdict: "warn" },
        expected: "decision/not-as-voted",
      },
      {
        name: "signed by somebody who has not voted",
        value: await signed(written, [...three, stranger]),
        expected: "decision/stranger",
      },
      {
        name: "signed twice by the same",
        value: await signed(written, [a, a, b]),
        expected: "decision/stranger",
      },
      {
        name: "signed after a term",
        value: await signed(written, three, "2027-01-01T12:00:00Z"),
        now: "2027-01-01T12:00:00Z",
        expected: "decision/out-of-term",
      },
      {
        name: "signed later than it is looked at",
        value: whole,
        now: "2026-11-26T10:00:00Z",
        expected: "decision/out-of-term",
      },
      { name: "looked at ten years later", value: whole, now: "2036-11-26T12:00:00Z", expected: "valid" },
      {
        name: "of a panel of another size",
        value: { ...written, votes: decisionOf(trustees).votes.slice(0, 2) },
        expected: "decision/bad-panel",
      },
      { name: "that is no decision", value: { ...written, type: "Note" }, expected: "decision/malformed" },
    ],
  };
}

async function ballots(trustees: readonly Signer[]) {
  const [ana, ben] = trustees as [Signer, Signer];
  const panel = iri("panels/7");
  const nonce = encodeBase64(sha256(utf8("nonce")))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace("=", "");
  const vote = { verdict: "remove", days: null, rules: [iri("rules/1")] } as const;
  const of = { panel, trustee: ana.name, keptBy: "trustee", published: NOW } as const;
  const commitment: Commitment = {
    ...of,
    id: iri("ballots/1"),
    stage: "commit",
    commitment: commitmentTo({ panel, trustee: ana.name, vote, nonce }),
  };
  const reveal: Ballot = { ...of, id: iri("ballots/2"), stage: "reveal", vote, nonce };
  const { nonce: _, ...final } = { ...reveal, id: iri("ballots/3"), stage: "final" } as const;
  const signed = (each: Commitment | Ballot, by = ana) => sign(writeBallot(each), asTrustee(by));
  const whole = await signed(reveal);
  return {
    description: "Ballots cast in one panel: what is committed to, revealed, and voted in the end.",
    panel,
    now: NOW,
    vectors: [
      { name: "a commitment", value: await signed(commitment), expected: "valid" },
      { name: "what it had committed to", value: whole, expected: "valid", reveals: commitment.commitment },
      {
        name: "another vote than was committed to",
        value: await signed({ ...reveal, vote: { ...vote, verdict: "warn" } }),
        expected: "ballot/not-as-committed",
        reveals: commitment.commitment,
      },
      { name: "a final vote", value: await signed(final), expected: "valid" },
      { name: "signed by somebody else", value: await signed(reveal, ben), expected: "ballot/bad-signature" },
      { name: "without a signature", value: writeBallot(reveal), expected: "ballot/bad-signature" },
      {
        name: "of another panel",
        value: await signed({ ...reveal, panel: iri("panels/8") }),
        expected: "ballot/other-panel",
      },
      { name: "with a member too many", value: { ...whole, mark: 1 }, expected: "ballot/malformed" },
    ],
  };
}

function draws(trustees: readonly Signer[]) {
  const communities = [
    "a.example",
    "a.example",
    "a.example",
    "b.example",
    "b.example",
    "b.example",
    "c.example",
    "c.example",
  ];
  const languages = [["de"], ["de"], ["en"], ["de", "en"], ["de", "en"], ["en"], ["en"], ["de"]];
  const roster: RosterEntry[] = trustees.slice(0, 8).map(({ name }, at) => ({
    trustee: name,
    community: communities[at] ?? "",
    languages: languages[at] ?? [],
  }));
  const root = sha256(utf8("a checkpoint"));
  const base: DrawInput = {
    root,
    case: iri("cases/7"),
    level: 0,
    size: 3,
    language: "de",
    roster,
    excluded: [],
    left: [],
  };
  const first = drawPanel(base);
  if (!first.ok) throw new Error("no panel");
  const inputs: [string, DrawInput][] = [
    ["three of eight", base],
    ["with one who recused themselves", { ...base, left: first.value.members.slice(0, 1) }],
    [
      "five on appeal, without the first three",
      { ...base, level: 1, size: 5, excluded: first.value.members },
    ],
    ["in no language", { ...base, language: null }],
    ["of one community that is left", { ...base, excluded: roster.slice(3).map(({ trustee }) => trustee) }],
    ["of too few", { ...base, roster: roster.slice(6) }],
  ];
  return {
    description: "Panels drawn by lot. `root` is base64 of the checkpoint's root hash.",
    vectors: inputs.map(([name, input]) => {
      const drawn = drawPanel(input);
      return {
        name,
        input: { ...input, root: encodeBase64(input.root) },
        expected: drawn.ok ? drawn.value : drawn.error.type,
      };
    }),
  };
}

/** The vectors' files, by their names. */
export async function makeVectors(): Promise<Map<string, string>> {
  const trustees = await Promise.all(Array.from({ length: 9 }, (_, n) => signerOf(`trustee ${n}`)));
  const names = ["node", "stranger", "log"] as const;
  const [node, stranger, log] = (await Promise.all(names.map(signerOf))) as [Signer, Signer, Signer];
  const all = {
    "decisions.json": await decisions(trustees, node, stranger),
    "ballots.json": await ballots(trustees),
    "draws.json": draws(trustees),
    ...(await makeRecords({ trustees, node, log })),
    "context-notes.json": await makeNotes({ node, stranger }),
  };
  return new Map(Object.entries(all).map(([name, value]) => [name, `${JSON.stringify(value, null, 2)}\n`]));
}

if (import.meta.main)
  for (const [name, text] of await makeVectors()) await writeFile(new URL(name, import.meta.url), text);
