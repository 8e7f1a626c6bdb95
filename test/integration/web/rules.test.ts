import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listVersions } from "#moderation/policy/read-policy.ts";
import { listThresholds } from "#moderation/signals/threshold.ts";
import { moderationOf } from "#server/desk/moderation.ts";
import { eventually } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";
import { type DeskPages, deskPages } from "./desk-pages.ts";

const rules = `rules:
  - id: tokens
    on: [inbound, outbound]
    when: { post.text: { contains: tokens } }
    then: hold
`;

describe("the pages of rules", () => {
  let rig: ApiRig;
  let ada: Person;
  let mo: Person;
  let pages: DeskPages;

  beforeAll(async () => {
    rig = await createApiRig();
    pages = deskPages(rig);
    ada = await rig.person("ada", { role: "admin" });
    mo = await rig.person("mo", { role: "moderator" });
    const ben = await rig.person("ben");
    await rig.publish(ben, "Buy <these> wonderful tokens");
    await rig.publish(ben, "Good morning");
  }, 120_000);
  afterAll(() => rig?.close());

  const versions = () => listVersions(moderationOf(rig.ctx));

  it("offer rules to begin with where there are none", async () => {
    const begin = "/desk/rules/starter";
    expect((await pages.open(ada, "/desk/rules")).html).toContain(`href="${begin}"`);
    expect((await pages.open(mo, "/desk/rules")).html).not.toContain(begin);
    expect((await pages.open(mo, begin)).status).toBe(403);
    const { html } = await pages.open(ada, begin);
    expect(html).toContain("Nothing is saved yet");
    expect(html).toMatch(/<textarea id="source"[^>]*># A policy to begin with\./);
    expect(await versions()).toEqual([]);
  });

  it("try rules on past posts, show why, and let them hold at once", async () => {
    const started = await pages.send(ada, "/desk/rules/trials", { source: rules, days: "7" });
    expect(started.status).toBe(303);
    const done = await eventually(async () => {
      const { html } = await pages.open(ada, started.to);
      expect(html).toContain("Finished");
      return html;
    });
    expect(done).toContain("2 posts looked at");
    expect(done).toContain("post.text");
    expect(done).toContain("Added");
    expect(await versions()).toEqual([]);
    const basedOn = /name="based_on" value="(\d+)"/.exec(done)?.[1] ?? "";
    // A moderator reads it, and changes nothing.
    expect((await pages.open(mo, started.to)).html).not.toContain("Let these rules hold");
    expect((await pages.send(mo, `${started.to}/save`, { based_on: basedOn })).status).toBe(403);
    const saved = await pages.send(ada, `${started.to}/save`, { based_on: basedOn, note: "Tried" });
    expect([saved.status, saved.to]).toEqual([303, "/desk/rules?saved=1"]);
    expect(rig.ctx.rules.engine().version).toBe(1);
    const again = await pages.send(ada, `${started.to}/save`, { based_on: basedOn });
    expect([again.status, again.html.includes("Somebody saved version 1")]).toEqual([422, true]);
  });

  it("show which rule has an error and where, and keep those that hold", async () => {
    const wrong = rules.replace("post.text", "post.tekst");
    for (const path of ["/desk/rules/trials", "/desk/rules/try", "/desk/rules"]) {
      const fields = { source: wrong, text: "tokens", author: "eve@new.example", step: "try", based_on: "1" };
      const { status, html } = await pages.send(
        ada,
        path,
        path === "/desk/rules" ? { ...fields, step: "save" } : fields,
      );
      expect(status, path).toBe(422);
      expect(html.toLowerCase(), path).toContain("line 4, column 13");
      expect(html, path).toContain("there is no fact");
      expect(html, path).toContain("post.tekst");
    }
    expect(await versions()).toHaveLength(1);
    expect(rig.ctx.rules.engine().version).toBe(1);
  });

  it("ask rules about one post, made up or here, for moderators as well", async () => {
    const made = { source: rules, author: "eve@new.example", text: "<i>tokens</i>", step: "try" };
    const { status, html } = await pages.send(mo, "/desk/rules/try", made);
    expect([status, html.includes("Verdict: Hold")]).toEqual([200, true]);
    expect(html).not.toContain("<i>tokens</i>");
    const none = await pages.send(mo, "/desk/rules/try", { ...made, iri: "https://there.example/none" });
    expect([none.status, none.html.includes("There is no such post here")]).toEqual([422, true]);
    // Whoever comes from the text of the rules has not said on what.
    const { step: _step, ...draft } = made;
    expect((await pages.send(mo, "/desk/rules/try", draft)).html).not.toContain("Verdict:");
  });

  it("show how often each rule applied", async () => {
    await rig.ctx.sql`insert into policy_hits (rule_id, day, mode, hits, last_at)
      values ('tokens', ${rig.ctx.clock.now()}, 'live', 4321, ${rig.ctx.clock.now()})`;
    expect((await pages.open(mo, "/desk/rules")).html).toContain("4,321");
  });

  it("show thresholds, which an administrator changes, and say what is wrong with one", async () => {
    const path = "/desk/rules/thresholds";
    expect((await pages.open(mo, path)).html).not.toContain("<button");
    const row = (at: number, fields: Record<string, string>) =>
      Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${name}-${at}`, value]));
    const one = row(0, { count: "5", category: "spam", per: "account", hours: "12", score: "0.5" });
    expect((await pages.send(mo, path, one)).status).toBe(403);
    const wrong = await pages.send(ada, path, { ...one, ...row(1, { count: "0", per: "post", hours: "1" }) });
    expect([wrong.status, wrong.html.includes("Threshold 2: count must be")]).toEqual([422, true]);
    expect((await pages.send(ada, path, { ...one, ...row(1, { count: "", per: "post" }) })).status).toBe(303);
    expect(await listThresholds(moderationOf(rig.ctx))).toEqual([
      { category: "spam", per: "account", count: 5, hours: 12, leastScore: 0.5 },
    ]);
    await pages.send(ada, path, { ...one, what: "usual" });
    expect(await listThresholds(moderationOf(rig.ctx))).toHaveLength(3);
  });
});
