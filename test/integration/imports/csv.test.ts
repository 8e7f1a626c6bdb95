import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startImport } from "#server/imports/prepare.ts";
import { runImport } from "#server/imports/run.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";
import { type Signed, signedIn } from "../exports/settings.ts";

let rig: ApiRig;
let count = 0;
let me: Person;
let pages: Signed;
beforeAll(async () => {
  rig = await createApiRig({ RATE_LIMIT: "0" });
  for (const name of ["ben", "cleo", "dan"]) await rig.person(name);
}, 60_000);
afterAll(() => rig.close());
beforeEach(async () => {
  me = await rig.person(`me${++count}`);
  pages = await signedIn(rig, me);
});

const addresses = async (kind: string) =>
  (await pages.csv(kind))
    .split("\n")
    .map((line) => line.split("@")[0])
    .filter((name) => name !== "" && !name?.startsWith("Account"))
    .sort();

describe("importing", () => {
  it("shows what is in a file before anything happens", async () => {
    const { location } = await pages.upload(
      { kind: "follows", mode: "merge" },
      "Account address,Show boosts\n@ben,false\nnot an address!,true\n",
      "follows.csv",
    );
    const page = await pages.browser.get(location ?? "");
    expect(page.text).toContain("The file has 2 rows; 1 cannot be read and is left out.");
    expect(page.text).toContain("Line 3: not an address!, true (not readable)");
    expect(page.text).toContain("follows.csv");
    expect(await addresses("follows")).toEqual([]);
    await pages.browser.send(`${location}/cancel`, {});
    expect((await pages.browser.get(location ?? "")).text).toContain("cancelled");
  });

  it("takes plain lists, and keeps what is there when merging", async () => {
    await pages.bring("follows", "ben\n");
    const page = await pages.bring("follows", `\uFEFFcleo@${rig.ctx.handleHost}\r\n@dan\r\n`);
    expect(page.text).toContain("2 of 2 done, 0 of them failed.");
    expect(await addresses("follows")).toEqual(["ben", "cleo", "dan"]);
  });

  it("removes what the file does not have when overwriting", async () => {
    for (const kind of ["follows", "mutes", "blocks"]) {
      await pages.bring(kind, "ben\ncleo\n");
      await pages.bring(kind, "cleo\ndan\nnobody-of-this-name\n", "overwrite");
      expect(await addresses(kind), kind).toEqual(["cleo", "dan"]);
    }
    await pages.bring("domain_blocks", "#domain\na.example\nB.example\n");
    await pages.bring("domain_blocks", "b.example\nc.example\n", "overwrite");
    expect(await pages.csv("domain_blocks")).toBe("b.example\nc.example\n");
  });

  it("overwrites lists and bookmarks", async () => {
    await pages.bring("lists", "Near,ben\nNear,cleo\nFar,dan\n");
    await pages.bring("lists", "List name,Account address\nNear,cleo\nNew,ben\n", "overwrite");
    const host = rig.ctx.handleHost;
    expect(await pages.csv("lists")).toBe(`Near,cleo@${host}\nNew,ben@${host}\n`);
    const [one, two] = [await rig.publish(me, "one"), await rig.publish(me, "two")].map((id) =>
      rig.ctx.uris.post(id),
    );
    await pages.bring("bookmarks", `${one}\n`);
    await pages.bring("bookmarks", `${two}\n`, "overwrite");
    expect(await pages.csv("bookmarks")).toBe(`${two}\n`);
  });

  it("offers what failed as a file to try again, to its owner alone", async () => {
    const page = await pages.bring("follows", "ben\nnobody-here\n@@\n");
    expect(page.text).toContain("3 of 3 done, 2 of them failed.");
    const [, path = ""] = /href="([^"]+failures\.csv)"/.exec(page.text) ?? [];
    const { text } = await pages.browser.get(path);
    expect(text).toBe(
      "Account address,Show boosts,Notify on new posts,Languages,Problem\n" +
        "nobody-here,,,,remote/not-found\n@@,,,,row/malformed\n",
    );
    const ben = await signedIn(rig, { ...me, username: "ben" });
    expect((await ben.browser.get(path)).status).toBe(404);
    expect((await ben.browser.get(path.replace("/failures.csv", ""))).status).toBe(404);
    expect((await ben.browser.send(path.replace("/failures.csv", "/cancel"), {})).status).toBe(404);
  });

  it("refuses files that are none of theirs", async () => {
    const refused = async (kind: string, file: string) => {
      const page = await pages.upload({ kind, mode: "overwrite" }, file);
      expect(page.status).toBe(422);
      return page.text;
    };
    expect(await refused("follows", "\n\n")).toContain("There is nothing in this file.");
    expect(await refused("lists", "Account address,Show boosts\nben,true\n")).toContain("not the columns");
    expect(await refused("blocks", "<html> not addresses\n")).toContain("not the columns");
    expect(await refused("blocks", "ben\0\n")).toContain("not a CSV file");
    expect(await refused("blocks", "ben\n".repeat(20_001))).toContain("too many rows");
    const large = await pages.upload({ kind: "blocks", mode: "merge" }, "x".repeat(6 * 1024 * 1024));
    expect(large.status).toBe(413);
  });

  it("is not begun by another site", async () => {
    const answer = await pages.browser.send(
      "/settings/import",
      {},
      { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
    );
    expect(answer.status).toBe(403);
  });

  it("goes on where it was when it is interrupted", async () => {
    const { location } = await pages.upload({ kind: "mutes", mode: "merge" }, "ben\ncleo\ndan\n");
    const id = location?.split("/").at(-1) ?? "";
    await startImport(rig.ctx, me.id, id);
    const stopped = AbortSignal.abort();
    expect(await runImport(rig.ctx, id, { signal: stopped, forMs: 1_000 })).toBe(false);
    await rig.ctx.sql`update import_rows set state = 'done' where import_id = ${id} and position = 1`;
    expect(await runImport(rig.ctx, id, { signal: new AbortController().signal, forMs: 60_000 })).toBe(true);
    expect(await addresses("mutes")).toEqual(["cleo", "dan"]);
    const [row] = await rig.ctx.sql`select state, done from imports where id = ${id}`;
    expect(row).toMatchObject({ state: "finished", done: 2 });
  });
});
