import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Iri } from "#protocol/ids/iri.ts";
import { fileReport } from "#server/reports/file.ts";
import { listReports } from "#server/reports/list.ts";
import { receiveReport } from "#server/reports/receive.ts";
import { knownAccount, publish } from "../relations/state.ts";
import { createRig, type Rig } from "./rig.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

const open = () => listReports(rig.ctx, { state: "open", cursor: null, limit: 50 });

describe("a report from another server", () => {
  it("is kept with whom it is about, once, with an id or without", async () => {
    const by = await knownAccount(rig, await rig.remote("server"));
    const ana = await rig.local("ana");
    const post = await publish(rig, ana);
    const subjects = [`https://anywhere.example/posts/${post}` as Iri];
    const iri = "https://there.example/flags/1" as Iri;
    const first = await receiveReport(rig.ctx, { iri, by, subjects, comment: "Spam" });
    expect(await receiveReport(rig.ctx, { iri, by, subjects, comment: "Spam" })).toEqual(first);
    const anonymous = { iri: null, by, subjects, comment: "Spam again" };
    expect(await receiveReport(rig.ctx, anonymous)).toEqual(await receiveReport(rig.ctx, anonymous));
    expect((await open()).items).toMatchObject([
      { iri, targetId: ana, subjects, comment: "Spam", state: "open", count: 2 },
    ]);
  });

  it("about nothing is ignored", async () => {
    const by = await knownAccount(rig, await rig.remote("server"));
    expect(await receiveReport(rig.ctx, { iri: null, by, subjects: [], comment: "" })).toMatchObject({
      outcome: "ignored",
    });
  });
});

describe("a report from here", () => {
  it("is told to the other server when its author wants it", async () => {
    const reporterId = await rig.local("ben");
    const target = await rig.remote("bad");
    const subjects = ["https://there.example/users/bad" as Iri];
    await rig.events();
    await fileReport(rig.ctx, { reporterId, targetId: target, comment: "Rude", forward: true });
    await fileReport(rig.ctx, { reporterId, targetId: target, comment: "Rude too" });
    expect(await rig.events()).toMatchObject([
      { kind: "report.forwarded", targetId: target, subjects, comment: "Rude" },
    ]);
  });
});
