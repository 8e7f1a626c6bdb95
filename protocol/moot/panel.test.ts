import { describe, expect, it } from "vitest";
import { formatNoteKey, noteKey } from "../log/note-key.ts";
import { LOG, METHOD, makeMoot, now, prove } from "./fixtures/moot.ts";
import { readPanel, redraw, verifyPanel, writePanel } from "./panel.ts";

const { node, log, trustees, panel, panelOf } = await makeMoot();
const refused = (type: string, more: object = {}) => ({ ok: false, error: { type, ...more } });

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
    const { members } = await panelOf({ left });
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
