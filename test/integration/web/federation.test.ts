import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readDomain } from "#server/hosts/decisions.ts";
import { setDomainRule } from "#server/hosts/policy.ts";
import { findSubscription, listSubscriptions } from "#server/subscriptions/subscribe.ts";
import { eventually, must } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";
import { type DeskPages, deskPages } from "./desk-pages.ts";

describe("the pages of lists that others keep, and of our own advice", () => {
  let rig: ApiRig;
  let ada: Person;
  let mo: Person;
  let pages: DeskPages;
  let lists: Server;
  let address = "";

  beforeAll(async () => {
    rig = await createApiRig();
    pages = deskPages(rig);
    ada = await rig.person("ada", { role: "admin" });
    mo = await rig.person("mo", { role: "moderator" });
    lists = createServer((_, response) =>
      response.end(
        "#domain,#severity,#public_comment\nbad.example,suspend,<b>Spam</b>\nloud.example,silence,\n",
      ),
    );
    await new Promise<void>((resolve) => lists.listen(0, "127.0.0.1", resolve));
    address = `http://127.0.0.1:${(lists.address() as AddressInfo).port}/blocks.csv`;
  }, 120_000);
  afterAll(async () => {
    lists?.close();
    await rig?.close();
  });

  const verdictOf = async (domain: string) => (await readDomain(rig.ctx, domain)).rule?.verdict ?? null;
  const terms = { mode: "apply", max_verdict: "reject", priority: "100", threshold: "1", every: "1440" };

  it("say what a list says, change what it may do, and undo exactly what it did", async () => {
    const plain = {
      rejectMedia: false,
      rejectReports: false,
      obfuscate: false,
      reason: "",
      publicReason: "",
    };
    const byHand = { by: ada.id, expiresAt: null };
    must(await setDomainRule(rig.ctx, "loud.example", { ...plain, verdict: "limit" }, byHand));
    await pages.send(ada, "/desk/subscriptions", { url: address, mode: "recommend" });
    const [list] = await listSubscriptions(rig.ctx);
    const path = `/desk/subscriptions/${list?.id}`;
    const html = await eventually(async () => {
      const page = await pages.open(mo, path);
      expect(page.html).toContain("bad.example");
      return page.html;
    });
    expect(html).toContain("&lt;b&gt;Spam&lt;/b&gt;");
    expect(html).not.toContain("<textarea");
    expect(await verdictOf("bad.example")).toBeNull();

    expect((await pages.send(mo, path, terms)).status).toBe(403);
    expect((await pages.send(ada, path, { ...terms, max_verdict: "limit" })).status).toBe(303);
    await eventually(async () => expect(await verdictOf("bad.example")).toBe("limit"));
    await pages.send(ada, path, {
      ...terms,
      name: "Mine",
      priority: "7",
      every: "60",
      exclusions: "a.example b.example",
    });
    await eventually(async () => expect(await verdictOf("bad.example")).toBe("reject"));
    expect(must(await findSubscription(rig.ctx, list?.id ?? ""))).toMatchObject({
      name: "Mine",
      priority: 7,
      everyMinutes: 60,
      exclusions: ["a.example", "b.example"],
    });
    const caused = (await pages.open(mo, `/desk/domains?source=list:${list?.id}`)).html;
    expect(caused).toContain("bad.example");
    // What cannot be understood changes nothing.
    const wrong = await pages.send(ada, path, { ...terms, exclusions: "no_server", mode: "recommend" });
    expect([wrong.status, wrong.html.includes("no_server is not the name")]).toEqual([422, true]);
    expect(await verdictOf("bad.example")).toBe("reject");

    await pages.send(ada, path, { ...terms, paused: "yes" });
    expect(must(await findSubscription(rig.ctx, list?.id ?? "")).state).toBe("paused");
    await pages.send(ada, `${path}/entry`, { key: "bad.example", answer: "dismiss" });
    expect(await verdictOf("bad.example")).toBeNull();
    await pages.send(ada, `${path}/entry`, { key: "bad.example", answer: "back" });
    expect(await verdictOf("bad.example")).toBe("reject");
    await pages.send(ada, `${path}/end`, { what: "drop" });
    await eventually(async () => expect(await verdictOf("bad.example")).toBeNull());
    expect(await verdictOf("loud.example")).toBe("limit");
    expect((await pages.open(ada, path)).status).toBe(404);
  }, 60_000);

  it("publish advice, which everybody reads, retract it, and erase what was said", async () => {
    expect((await pages.send(mo, "/desk/advice", { name: "Ours" })).status).toBe(403);
    expect((await pages.send(ada, "/desk/advice", { name: " " })).status).toBe(422);
    const made = await pages.send(ada, "/desk/advice", { name: "Ours <1>", summary: "What we found" });
    expect(made.status).toBe(303);
    const snapshot = async () => {
      const { body } = await rig.request("GET", `${made.to.replace("/desk/advice", "/datasets")}/snapshot`);
      return body.orderedItems ?? [];
    };
    const say = (fields: Record<string, string>) => pages.send(ada, made.to, fields);
    const bad = { type: "recommendation", key: "Bad.Example", policy: "reject", comment: "Spam" };
    expect((await pages.send(mo, made.to, bad)).status).toBe(403);
    expect((await say({ ...bad, key: "two words" })).status).toBe(422);
    expect((await say({ ...bad, labels: "javascript:alert(1)" })).status).toBe(422);
    expect((await say({ ...bad, policy: "filter", filters: "auto-cw", key: "loud.example" })).status).toBe(
      303,
    );
    expect((await say({ ...bad, labels: "https://labels.example/spam" })).status).toBe(303);
    expect(await snapshot()).toMatchObject([
      { entityKey: "bad.example", recommendedPolicy: "reject", labels: ["https://labels.example/spam"] },
      { entityKey: "loud.example", recommendedFilters: ["auto-cw"] },
    ]);
    const { html } = await pages.open(mo, made.to);
    expect(html).toContain("bad.example");
    expect(html).toContain("Ours &lt;1&gt;");
    expect(html).not.toContain('value="retraction"');

    expect((await say({ type: "retraction", key: "bad.example" })).status).toBe(303);
    expect(await snapshot()).toMatchObject([{ type: "Retraction", entityKey: "bad.example" }, {}]);
    expect((await say({ type: "tombstone", key: "loud.example" })).status).toBe(303);
    expect(JSON.stringify(await snapshot())).not.toContain("auto-cw");
    expect((await say({ type: "retraction", key: "never.example" })).status).toBe(422);
  });
});
