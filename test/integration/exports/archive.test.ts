import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "#protocol/model/activity.ts";
import { readAccount } from "#protocol/vocab/read/account.ts";
import { readActivity } from "#protocol/vocab/read/activity.ts";
import { bookmark } from "#server/reactions/bookmark.ts";
import { boost } from "#server/reactions/boost.ts";
import { must } from "#test/e2e/people.ts";
import { photograph, upload } from "#test/support/pictures.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";
import { signedIn } from "./settings.ts";

let rig: ApiRig;
let ana: Person;
let ben: Person;
beforeAll(async () => {
  rig = await createApiRig({ RATE_LIMIT: "0" });
  ana = await rig.person("ana");
  ben = await rig.person("ben");
}, 60_000);
afterAll(() => rig.close());

describe("an archive", () => {
  it("holds everything that somebody published, for them alone", async () => {
    const kept = await rig.publish(ben, "Keep this");
    const first = await rig.publish(ana, "First <3");
    await rig.publish(ana, { text: "For followers", visibility: "followers" });
    await rig.publish(ana, { text: "@ben only you", visibility: "direct" });
    for (let n = 0; n < 60; n++) await rig.publish(ana, `Number ${n}`);
    must(await bookmark(rig.ctx, { accountId: ana.id, postId: kept }));
    must(await boost(rig.ctx, { accountId: ana.id, postId: kept, visibility: "public" }));
    const sent = await ana.post("/api/v2/media", upload(await photograph()));
    await ana.post("/api/v1/statuses", { status: "With a picture", media_ids: [sent.body.id] });
    const pages = await signedIn(rig, ana);

    const asked = await pages.browser.send("/settings/export/archives", {});
    expect(asked).toMatchObject({ status: 303, location: "/settings/export?asked=archive" });
    await rig.node.settle();
    const page = await pages.browser.get("/settings/export");
    const [, path = ""] = /href="(\/settings\/export\/archives\/[\w-]+\.zip)"/.exec(page.text) ?? [];
    expect(path).not.toBe("");

    const port = new URL(rig.origin).port;
    const cookie = `folkmoot-session-${port}=${pages.browser.cookie("session")}`;
    const answer = await fetch(`${rig.origin}${path}`, { headers: { cookie } });
    expect(answer.headers.get("content-type")).toBe("application/zip");
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(answer.headers.get("content-length")).toBe(String(bytes.length));
    const files = unzipSync(bytes);
    const json = (name: string): JsonObject & { orderedItems: JsonObject[] } =>
      JSON.parse(strFromU8(files[name] ?? new Uint8Array()));
    expect(readAccount({ ...json("actor.json"), outbox: undefined })).toMatchObject({
      ok: true,
      value: { username: "ana" },
    });
    const outbox = json("outbox.json");
    expect(outbox).toMatchObject({ type: "OrderedCollection", id: "outbox.json", totalItems: 65 });
    expect(outbox.orderedItems).toHaveLength(65);
    const picture = sent.body.url.slice(sent.body.url.lastIndexOf("/") + 1);
    const served = new Uint8Array(await (await fetch(sent.body.url)).arrayBuffer());
    expect(files[`media_attachments/files/${picture}`]).toEqual(served);
    const read = outbox.orderedItems.map((item) => readActivity({ "@context": outbox["@context"], ...item }));
    expect(read.every((activity) => activity.ok)).toBe(true);
    expect(outbox.orderedItems.map((item) => item.type).filter((type) => type !== "Create")).toEqual([
      "Announce",
    ]);
    expect(outbox.orderedItems[0]).toMatchObject({
      object: { id: rig.ctx.uris.post(first), content: "<p>First &lt;3</p>" },
    });
    expect(json("bookmarks.json")).toMatchObject({ orderedItems: [rig.ctx.uris.post(kept)], totalItems: 1 });
    expect(json("likes.json")).toMatchObject({ orderedItems: [], totalItems: 0 });

    const other = await signedIn(rig, ben);
    expect((await other.browser.get(path)).status).toBe(404);
    expect((await fetch(`${rig.origin}${path}`, { redirect: "manual" })).status).toBe(303);
    const again = await pages.browser.send("/settings/export/archives", {});
    expect(again.status).toBe(422);
    expect(again.text).toContain("You can ask for another one from");
  });
});
