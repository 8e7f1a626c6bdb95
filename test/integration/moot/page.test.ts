import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually } from "#test/e2e/people.ts";
import { type DeskPages, deskPages } from "../web/desk-pages.ts";
import { carried, createMootNode, decide, give, type MootNode, peers, received } from "./rig.ts";

const here = "/desk/moot";
let home: MootNode;
let away: MootNode;
let pages: DeskPages;

beforeAll(async () => {
  [home, away] = await Promise.all([createMootNode(), createMootNode()]);
  pages = deskPages(away);
}, 60_000);
afterAll(() => Promise.all([home?.close(), away?.close()]));

const english = async () => (await pages.open(away.admin, `${here}?lang=en`)).html;

it("follows a node, says what is done with its decisions, shows what came, and ends it", async () => {
  expect(await english()).toContain("No decision has come yet.");
  const asked = await pages.send(away.admin, `${here}/peers`, { node: home.origin });
  expect(asked).toMatchObject({ status: 303, to: `${here}?said=followed` });
  await eventually(async () => expect(await peers(away)).toEqual([[home.host, "following"]]));
  expect(await english()).toContain("9 keys of trustees");

  const set = (fields: Record<string, string>) => pages.send(away.admin, `${here}/policies`, fields);
  await set({ peer: home.host, verdict: "remove", treatment: "apply" });
  await set({ peer: "*", verdict: "hold", treatment: "recommend" });
  const policies = await english();
  expect(policies).toContain(`<bdi>${home.host}</bdi> · Remove: applied here`);
  expect(policies).toContain("<bdi>all nodes</bdi> · Hold: brought to the desk as cases");

  const ana = await home.person("ana");
  const removed = await decide(home, {
    days: 7,
    subject: (await carried(home, away, ana, "One")).subject,
  });
  const held = await decide(home, {
    verdict: "hold",
    subject: (await carried(home, away, ana, "Two")).subject,
  });
  const unknown = await decide(home);
  for (const document of [removed, held, unknown]) await give(away, home, document);
  const { case_id: caseId } = await received(away, held);
  const [{ number } = {}] = await away.ctx.sql`select number from cases where id = ${caseId}`;
  const shown = await english();
  expect(shown).toContain("Asks for: Remove for 7 days");
  expect(shown).toContain(`<a href="${removed.id}" rel="nofollow noopener">The decision</a>`);
  expect(shown).toContain("What was done here</a>");
  expect(shown).toContain(`<a href="/desk/cases/${number}">`);
  expect(shown).toContain("Not applied: What it is about is not known here.");
  expect((await pages.open(away.admin, `${here}?lang=ar`)).html).toContain("قرارات عُقد أخرى");

  await set({ peer: "*", verdict: "hold", treatment: "" });
  expect(await english()).not.toContain("brought to the desk as cases</li>");
  const ended = await pages.send(away.admin, `${here}/peers/end`, { node: home.host });
  expect(ended).toMatchObject({ status: 303, to: `${here}?said=unfollowed` });
  expect(await peers(away)).toEqual([]);
});

it("says what it refuses, with what was filled in, and is for moderators to read and admins to change", async () => {
  const nobody = await pages.send(away.admin, `${here}/peers?lang=en`, { node: "nowhere.invalid" });
  expect(nobody.status).toBe(422);
  expect(nobody.html).toContain("No node answers under that name.");
  expect(nobody.html).toContain('value="nowhere.invalid"');
  const bad = await pages.send(away.admin, `${here}/policies?lang=en`, { peer: "a b", treatment: "apply" });
  expect(bad.status).toBe(422);
  expect(bad.html).toContain("That is no domain.");
  const mo = await away.person("mo", { role: "moderator" });
  expect((await pages.open(mo, here)).status).toBe(200);
  expect((await pages.open(mo, here)).html).not.toContain('<form method="post" action="/desk/moot');
  for (const path of ["peers", "peers/end", "policies"])
    expect((await pages.send(mo, `${here}/${path}`, { node: home.host, peer: "*" })).status).toBe(403);
  expect((await pages.open(await away.person("max"), here)).status).toBe(403);
});
