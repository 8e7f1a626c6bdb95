import { describe, expect, it } from "vitest";
import { exportMultikey } from "../signing/keys.ts";
import { changedCopies } from "./fixtures/changed-copies.ts";
import { iri, makeMoot, now, type Parts } from "./fixtures/moot.ts";
import type { PanelRecord } from "./panel.ts";
import { verifyRecord } from "./record.ts";
import { MAX_RECORD_BYTES, verifyRecordFile } from "./record-file.ts";

const { node, log, trustees, roster, panel, panelOf, decision, decisionOf, recordOf } = await makeMoot();
const refused = (type: string, more: object = {}) => ({ ok: false, error: { type, ...more } });

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
    const elsewhere = async (more: Partial<PanelRecord>) => ({ panel: await panelOf(more) });
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
    const passed: string[] = [];
    const kinds = new Map<string, number>();
    for (const { kind, copy } of changedCopies(text, 200)) {
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      if ((await verifyRecordFile(copy, { now })).ok) passed.push(`${kind}: ${difference(text, copy)}`);
    }
    expect(passed).toEqual([]);
    expect([...kinds.values()].toSorted()).toEqual([33, 33, 33, 33, 34, 34]);
  });
});

function difference(text: string, copy: string): string {
  const at = [...copy].findIndex((character, index) => character !== text[index]);
  return copy.slice(Math.max(0, at - 40), at + 60);
}
