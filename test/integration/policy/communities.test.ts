import { afterAll, beforeAll, expect, it } from "vitest";
import type { KnownAccount } from "#federation/ports.ts";
import { createAccountPort } from "#server/accounts/port.ts";
import { createPostIntake } from "#server/posts/intake.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";
import { remotePost } from "../posts/rig.ts";
import { deskPages } from "../web/desk-pages.ts";
import { rulesOf } from "./rules-of.ts";

let rig: ApiRig;
let admin: Person;
let cara: Person;
let dana: Person;
let cats: string;
let dogs: string;
let zoe: KnownAccount;
beforeAll(async () => {
  rig = await createApiRig();
  admin = await rig.person("ada", { role: "admin" });
  [cara, dana] = [await rig.person("cara"), await rig.person("dana")];
  cats = await group("cats", cara);
  dogs = await group("dogs", dana);
  const id = await rig.remote("zoe@far.example");
  zoe = await known(id);
  for (const to of [cats, dogs])
    await rig.ctx
      .sql`insert into follows (follower_id, followee_id, iri, state, follower_is_local, created_at)
      values (${id}, ${to}, ${`https://far.example/follow/${to}`}, 'accepted', false, now())`;
  await rulesOf(rig)(
    "  - { id: of-node, on: [inbound], when: { post.text: { contains: casino } }, then: reject }",
  );
});
afterAll(() => rig.close());

async function known(id: string): Promise<KnownAccount> {
  const account = await createAccountPort(rig.ctx).byId(id);
  if (account === null) throw new Error("no account");
  return account;
}

async function group(username: string, owner: Person): Promise<string> {
  const id = rig.ctx.ids.next();
  const iri = rig.ctx.uris.account(id);
  await rig.ctx.sql`
    insert into accounts (id, iri, username, kind, url, inbox, followers, owners, created_at, updated_at)
    values (${id}, ${iri}, ${username}, 'group', ${iri}, ${`${iri}/inbox`}, ${`${iri}/followers`},
      array(select iri from accounts where id = ${owner.id}), now(), now())`;
  return id;
}

let count = 0;
/** Posts in communities, and says which have passed it on. */
async function posts(html: string, ...groups: string[]) {
  const iri = `${zoe.iri}/posts/${++count}` as typeof zoe.iri;
  const to = groups.map((id) => rig.ctx.uris.account(id));
  const post = remotePost(zoe, iri, rig.ctx.clock.now(), { html, to });
  const taken = await createPostIntake(rig.ctx, rig.ctx.policy).post(post, zoe, "delivered");
  const id = taken.outcome === "accepted" ? (taken.id ?? "") : "";
  return { id, passedOn: id === "" ? [] : await passedOn(id) };
}
const passedOn = async (id: string) =>
  (await rig.ctx.sql`select account_id from boosts where post_id = ${id} order by account_id`).map(
    (row) => row.account_id,
  );

const at = (id: string, more = "/policy") => `/api/folkmoot/v1/communities/${id}${more}`;
const written = (text: string, then: unknown = "hold") => ({
  rule: {
    name: `Nothing of ${text}`,
    on: ["inbound", "outbound"],
    when: { "post.text": { contains: text } },
    then,
  },
});

it("GET, PUT, PATCH and DELETE /api/folkmoot/v1/communities/:id/policy/rules/:rule are for who looks after it, and reach its posts alone", async () => {
  expect((await cara.get(at(cats))).body).toMatchObject({ rules: [] });
  const put = await cara.put(at(cats, "/policy/rules/no-dogs"), written("dog"));
  expect(put).toMatchObject({ status: 200, body: { rules: [{ id: "no-dogs", verdict: "hold" }] } });
  expect(put.body.rules[0].scope).toBe(rig.ctx.uris.account(cats));

  expect((await posts("<p>A cat</p>", cats)).passedOn).toEqual([cats]);
  const { id, passedOn: by } = await posts("<p>A dog</p>", cats, dogs);
  expect(by).toEqual([dogs]);
  expect((await posts("<p>A dog for everybody</p>")).id).not.toBe("");

  expect((await cara.patch(at(cats, "/policy/rules/no-dogs"), { enabled: false })).status).toBe(200);
  expect((await posts("<p>Another dog</p>", cats)).passedOn).toEqual([cats]);
  expect((await cara.delete(at(cats, "/policy/rules/no-dogs"))).body).toMatchObject({ rules: [] });
  expect(id).not.toBe("");
});

it("GET /api/folkmoot/v1/communities/:id/holds lists what waits, and its owner passes it on or not", async () => {
  await cara.put(at(cats, "/policy/rules/no-fish"), written("fish"));
  const [one, two] = [await posts("<p>Fish</p>", cats), await posts("<p>More fish</p>", cats)];
  expect((await dana.get(at(dogs, "/holds"))).body).toMatchObject({ total: 0 });
  const { body } = await cara.get(at(cats, "/holds"));
  const held = body.items.filter(({ content }: { content: { postId: string } }) =>
    [one.id, two.id].includes(content.postId),
  );
  expect(held).toHaveLength(2);
  // Another community's owner finds none of them, by whatever way.
  expect((await dana.get(at(cats, "/holds"))).status).toBe(404);
  expect((await dana.post(at(dogs, `/holds/${held[0].id}/release`))).status).toBe(404);
  expect((await cara.post(at(cats, `/holds/${held[0].id}/release`))).status).toBe(200);
  expect((await cara.post(at(cats, `/holds/${held[1].id}/refuse`))).status).toBe(200);
  expect(await passedOn(one.id)).toEqual([cats]);
  expect(await passedOn(two.id)).toEqual([]);
});

it("touches no rule of the node or of another community, and hides which there are", async () => {
  await dana.put(at(dogs, "/policy/rules/no-cats"), written("cat"));
  for (const name of ["of-node", "no-cats"]) {
    const rule = at(cats, `/policy/rules/${name}`);
    expect((await cara.put(rule, written("x"))).status).toBe(403);
    expect((await cara.patch(rule, { enabled: false })).status).toBe(403);
    expect((await cara.delete(rule)).status).toBe(403);
  }
  const mine = await cara.put(at(cats, "/policy/rules/mine"), {
    rule: { ...written("x").rule, scope: "node" },
  });
  // The scope is the community's, whatever is written.
  expect(mine.body.rules.map(({ scope }: { scope: string }) => scope)).not.toContain("node");
  expect(JSON.stringify((await cara.get(at(cats))).body)).not.toMatch(/of-node|no-cats|casino/);
  expect((await posts("<p>casino</p>", cats)).id).toBe("");
});

it("is not there for others, and its rules neither filter nor label", async () => {
  const eve = await rig.person("eve");
  expect((await eve.get(at(cats))).status).toBe(404);
  expect((await eve.put(at(cats, "/policy/rules/a"), written("x"))).status).toBe(404);
  expect((await cara.get(at(dogs))).status).toBe(404);
  expect((await admin.get(at(dogs))).status).toBe(200);
  expect((await admin.get(at(rig.ctx.ids.next()))).status).toBe(404);
  const filtering = await cara.put(at(cats, "/policy/rules/a"), written("x", { filters: ["auto-cw"] }));
  expect(filtering.status).toBe(422);
  expect(filtering.body.error).toContain("rules of a community hold or refuse");
});

it("makes signals that belong to the community, also where nothing is held", async () => {
  const then = { signal: { category: "spam", score: 0.9, opensCase: true } };
  await cara.put(at(cats, "/policy/rules/a-signal"), written("tokens", then));
  const { id, passedOn: by } = await posts("<p>tokens</p>", cats);
  expect(by).toEqual([cats]);
  const [found] = await rig.ctx
    .sql`select c.community_id from signals s join cases c on c.id = s.case_id where s.subject_id = ${id}`;
  expect(found).toEqual({ community_id: cats });
});

it("has a page, where its owner writes, tries and deletes rules, and decides about what they hold", async () => {
  const pages = deskPages(rig);
  const path = `/desk/communities/${cats}`;
  const list = await pages.open(cara, "/desk/communities");
  expect(list.html).toContain("@cats");
  expect(list.html).not.toContain("@dogs");
  const { html } = await pages.open(cara, path);
  expect(html).not.toMatch(/of-node|no-cats|casino/);
  const basedOn = /name="based_on" value="(\d+)"/.exec(html)?.[1] ?? "";
  const rule = (id: string, more = "") =>
    `id: ${id} # ours\non: [inbound]\nwhen: { post.text: { contains: milk } }\nthen: { verdict: hold }\n${more}`;
  const save = (source: string, more = {}) =>
    pages.send(cara, `${path}/rules`, { source, deed: "save", based_on: basedOn, ...more });

  for (const [source, said] of [
    ["id: [", "line 1"],
    ["- a", "this is no rule"],
    ["on: [inbound]", "a rule needs an `id`"],
    [rule("no-milk").replace("post.text", "post.tekst"), "there is no fact"],
    [rule("of-node"), "Another rule of this server has this id"],
  ] as const) {
    const refused = await save(source);
    expect([refused.status, refused.html.toLowerCase().includes(said.toLowerCase())], source).toEqual([
      422,
      true,
    ]);
  }
  expect((await save(rule("no-milk", "scope: node\n"), { note: "No milk" })).to).toBe(`${path}?said=saved`);
  expect((await save(rule("no-milk-2"))).html).toContain("Somebody saved version");
  const held = await posts("<p>milk</p>", cats);
  expect(held.passedOn).toEqual([]);
  expect((await pages.open(cara, `${path}?rule=no-milk`)).html).toContain("contains: milk");

  const shown = await pages.open(cara, path);
  const deeds = [...shown.html.matchAll(/value="(release:[0-9a-f-]{36})"/g)].map(([, deed]) => deed ?? "");
  const deed = deeds.at(-1) ?? "";
  // Somebody else's owner finds neither the community nor what it holds.
  expect((await pages.open(dana, path)).status).toBe(404);
  expect((await pages.send(dana, `${path}/rules`, { deed: "remove", rule: "no-milk" })).status).toBe(404);
  expect((await pages.send(dana, `/desk/communities/${dogs}/holds`, { deed })).status).toBe(404);
  expect((await pages.send(cara, `${path}/holds`, { deed })).status).toBe(303);
  expect(await passedOn(held.id)).toEqual([cats]);

  expect((await pages.send(cara, `${path}/rules`, { deed: "disable", rule: "no-milk" })).status).toBe(303);
  expect((await posts("<p>milk</p>", cats)).passedOn).toEqual([cats]);
  const removed = await pages.send(cara, `${path}/rules`, { deed: "remove", rule: "no-milk" });
  expect(removed.to).toBe(`${path}?said=removed`);
  expect((await pages.open(cara, path)).html).not.toContain("no-milk");
  expect((await pages.open(admin, path)).status).toBe(200);
});

it("has at most a hundred rules", async () => {
  const rules = Array.from(
    { length: 100 },
    (_, n) =>
      `  - { id: many-${n}, scope: "${rig.ctx.uris.account(dogs)}", on: [inbound], when: { post.text: x${n} }, then: hold }`,
  );
  await rulesOf(rig)(rules.join("\n"));
  expect((await dana.put(at(dogs, "/policy/rules/one-more"), written("x"))).status).toBe(422);
  expect((await dana.put(at(dogs, "/policy/rules/many-7"), written("x"))).status).toBe(200);
});
