import { afterAll, beforeAll, expect, it } from "vitest";
import { fileReport } from "#server/reports/file.ts";
import { startSession } from "#server/sessions/start.ts";
import { must } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";
import { rulesOf } from "../policy/rules-of.ts";

let rig: ApiRig;
let mira: Person;
let spike: Person;
let postId = "";
beforeAll(async () => {
  rig = await createApiRig();
  mira = await rig.person("mira", { role: "moderator" });
  [spike] = [await rig.person("spike")];
  await rulesOf(rig)(
    [
      "  - { id: a, on: [outbound], when: always, then: { filters: [prevent-search], label: trade } }",
      "  - { id: b, on: [profile], when: always, then: { label: shop } }",
    ].join("\n"),
  );
  postId = await rig.publish(spike, "Buy bread");
  await spike.patch("/api/v1/accounts/update_credentials", { note: "A shop" });
  const reporterId = (await rig.person("rosa")).id;
  const report = { reporterId, targetId: spike.id, postIds: [postId], comment: "Spam", category: "spam" };
  must(await fileReport(rig.ctx, report as Parameters<typeof fileReport>[1]));
}, 60_000);
afterAll(() => rig.close());

async function ask(method: string, path: string, by: Person) {
  const cookie = await startSession(rig.ctx, by.id, { headers: new Headers(), address: "127.0.0.1" });
  const headers = { accept: "text/html", cookie: cookie.split(";")[0] ?? "", origin: rig.origin };
  const body = method === "POST" ? new URLSearchParams() : undefined;
  const answer = await rig.request<string>(method, path, { headers, ...(body && { body }) });
  return { status: answer.status, html: String(answer.body), to: answer.headers.get("location") };
}

it("the case of a post shows what rules have made of it, and a moderator lifts that", async () => {
  const before = await ask("GET", "/desk/cases/1", mira);
  expect(before.html).toContain(">trade</span>");
  expect(before.html).toContain("Not in search");
  expect((await ask("POST", "/desk/cases/1/lift", spike)).status).toBe(403);
  const lifted = await ask("POST", "/desk/cases/1/lift", mira);
  expect(lifted).toMatchObject({ status: 303, to: "/desk/cases/1?said=lifted" });
  const after = await ask("GET", "/desk/cases/1?said=lifted", mira);
  expect(after.html).toContain("What the rules said is lifted.");
  expect(after.html).not.toContain("/desk/cases/1/lift");
  expect((await spike.get(`/api/v1/statuses/${postId}`)).body.folkmoot).toBeUndefined();
});

it("the page of a person does the same for what rules said of their profile", async () => {
  const path = `/desk/people/${spike.id}`;
  expect((await ask("GET", path, mira)).html).toContain(">shop</span>");
  expect(await ask("POST", `${path}/lift`, mira)).toMatchObject({ status: 303, to: `${path}?said=lifted` });
  expect((await ask("GET", path, mira)).html).not.toContain(">shop</span>");
});
