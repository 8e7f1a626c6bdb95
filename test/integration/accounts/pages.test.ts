import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createInvitation } from "#server/accounts/invitations.ts";
import { verifyLogin } from "#server/accounts/login.ts";
import { updateAccount } from "#server/accounts/update.ts";
import { createPages } from "#server/web/pages.ts";
import { publish } from "../relations/state.ts";
import { createRig, type Rig } from "./rig.ts";

let rig: Rig;
let pages: ReturnType<typeof createPages>;
const site = { name: "Here", description: "A node for tests", registrationsOpen: false };
beforeAll(async () => {
  rig = await createRig();
  pages = createPages(rig.api(), site);
});
afterAll(() => rig.close());

const password = "a long enough password";

function send(path: string, form: Record<string, string>, headers: Record<string, string> = {}) {
  return pages.request(path, { method: "POST", body: new URLSearchParams(form), headers });
}

describe("the page of an invitation", () => {
  it("has a form whose every field has a label and a hint", async () => {
    const { url } = await createInvitation(rig.ctx, { role: "member" });
    const answer = await pages.request(url);
    expect(answer.status).toBe(200);
    const text = await answer.text();
    for (const name of ["username", "displayName", "email", "password"]) {
      expect(text).toContain(`<label for="${name}">`);
      expect(text).toMatch(new RegExp(`<input id="${name}"[^>]*aria-describedby="${name}-hint"`));
    }
    expect(text).not.toContain("<script");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("referrer-policy")).toBe("same-origin");
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  });

  it("says what is wrong beside the field, keeps what was typed, and never shows the password", async () => {
    const { token } = await createInvitation(rig.ctx, { role: "member" });
    const form = { username: '"><b>x', displayName: "Ana <A>", password: "secret" };
    const answer = await send(`/join/${token}`, form);
    expect(answer.status).toBe(422);
    const text = await answer.text();
    expect(text).toMatch(/aria-describedby="username-problem username-hint"[^>]*aria-invalid="true"/);
    expect(text).toContain('id="username-problem"');
    expect(text).toContain('value="Ana &lt;A&gt;"');
    expect(text).not.toContain("<b>x");
    expect(text).not.toContain("secret");
  });

  it("makes the account, shows its address, and works once", async () => {
    const { token } = await createInvitation(rig.ctx, { role: "owner" });
    const form = { username: "@ana", displayName: "Ana", password };
    const made = await send(`/join/${token}`, form, { origin: "https://here.example" });
    expect(made.status).toBe(200);
    expect(await made.text()).toContain("@ana@here.example");
    expect(made.headers.get("set-cookie")).toMatch(
      /^__Host-session=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/,
    );
    expect(await verifyLogin(rig.ctx, "ana", password)).toMatchObject({ role: "owner" });
    expect((await send(`/join/${token}`, { ...form, username: "ben" })).status).toBe(404);
    expect((await pages.request(`/join/${token}`)).status).toBe(404);
  });

  it("refuses forms that another site sends, and large ones", async () => {
    const { token } = await createInvitation(rig.ctx, { role: "member" });
    const form = { username: "cleo", password };
    const foreign: Record<string, string>[] = [
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
    ];
    for (const headers of foreign) expect((await send(`/join/${token}`, form, headers)).status).toBe(403);
    expect((await send(`/join/${token}`, { ...form, displayName: "x".repeat(20_000) })).status).toBe(413);
    expect((await send(`/join/${token}`, form, { "sec-fetch-site": "same-origin" })).status).toBe(200);
  });

  it("can be opened by a link on another site", async () => {
    const { url } = await createInvitation(rig.ctx, { role: "member" });
    expect((await pages.request(url, { headers: { "sec-fetch-site": "cross-site" } })).status).toBe(200);
  });
});

describe("the page to join without an invitation", () => {
  it("is a form where registration is open, and says how to get in where it is not", async () => {
    expect((await pages.request("/join")).status).toBe(403);
    expect((await send("/join", { username: "dora", password })).status).toBe(403);
    const open = createPages(rig.api({ REGISTRATION: "open" }), { ...site, registrationsOpen: true });
    expect((await open.request("/join")).status).toBe(200);
    const body = new URLSearchParams({ username: "dora", password });
    const headers = { origin: "https://evil.example" };
    expect((await open.request("/join", { method: "POST", body, headers })).status).toBe(403);
    expect((await open.request("/join", { method: "POST", body })).status).toBe(200);
    expect(await verifyLogin(rig.ctx, "dora", password)).toMatchObject({ role: "member" });
  });
});

describe("a crowd that joins at once", () => {
  it("is let in two at a time, and the others are asked to come again", async () => {
    const open = createPages(rig.api({ REGISTRATION: "open" }), { ...site, registrationsOpen: true });
    const join = (username: string) =>
      open.request("/join", { method: "POST", body: new URLSearchParams({ username, password }) });
    const answers = await Promise.all(["hal", "ida", "jim", "kay"].map(join));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 503, 503]);
    const turnedAway = answers.find(({ status }) => status === 503);
    expect(turnedAway?.headers.get("retry-after")).toBe("5");
    expect((await join("lea")).status).toBe(200);
  });
});

describe("a public profile", () => {
  it("reads well, and points programs to the actor", async () => {
    const id = await rig.local("eva");
    const bio = "Likes <script>alert(1)</script> https://eva.example";
    await updateAccount(rig.ctx, id, { displayName: "Eva <3", bio });
    const answer = await pages.request("/@EVA");
    expect(answer.status).toBe(200);
    const text = await answer.text();
    expect(text).toContain("Eva &lt;3");
    expect(text).toContain("@eva@here.example");
    expect(text).not.toContain("<script>");
    const actor = rig.ctx.uris.account(id);
    expect(text).toContain(`<link rel="alternate" type="application/activity+json" href="${actor}">`);
    expect(answer.headers.get("link")).toContain(actor);
  });

  it("shows what its owner posted in public, each on a page of its own; what has a warning is folded", async () => {
    const id = await rig.local("fay");
    const shown = await publish(rig, id);
    const warned = await publish(rig, id);
    const hidden = await publish(rig, id);
    await rig.ctx.sql`update posts set warning = 'Spiders', html = '<p>Eight legs</p>' where id = ${warned}`;
    await rig.ctx.sql`update posts set visibility = 'followers', html = '<p>Secret</p>' where id = ${hidden}`;
    const profile = await (await pages.request("/@fay")).text();
    expect(profile).toContain("<p>Hello</p>");
    expect(profile).toMatch(/<summary>Spiders<\/summary>.*Eight legs/s);
    expect(profile).not.toContain("Secret");

    const answer = await pages.request(`/@fay/${shown}`);
    expect(await answer.text()).toContain("<p>Hello</p>");
    expect(answer.headers.get("link")).toContain(`posts/${shown}`);
    for (const path of [`/@fay/${hidden}`, `/@eva/${shown}`, "/@fay/x", `/@fay/${id}`])
      expect((await pages.request(path)).status).toBe(404);
  });

  it("of nobody is a page that says so", async () => {
    for (const path of ["/@nobody", "/@here.example"]) expect((await pages.request(path)).status).toBe(404);
  });

  it("has its stylesheet", async () => {
    const answer = await pages.request("/ui/style.css");
    expect(answer.headers.get("content-type")).toContain("text/css");
  });
});

describe("the front page and the page of a hashtag", () => {
  it("leave out posts from elsewhere, whose pictures would tell other servers who reads here", async () => {
    const remote = await rig.remote("rae");
    const foreign = await publish(rig, remote);
    await rig.ctx.sql`update posts set html = '<p>Elsewhere</p>', is_local = false where id = ${foreign}`;
    await rig.ctx.sql`insert into post_hashtags (hashtag, post_id) values ('coffee', ${foreign})`;
    for (const path of ["/", "/tags/coffee"])
      expect(await (await pages.request(path)).text()).not.toContain("Elsewhere");
  });

  it("show public posts from here, and none that are for followers", async () => {
    const id = await rig.local("gil");
    const shown = await publish(rig, id);
    const hidden = await publish(rig, id);
    await rig.ctx.sql`update posts set html = '<p>Front</p>' where id = ${shown}`;
    await rig.ctx.sql`update posts set visibility = 'followers', html = '<p>Behind</p>' where id = ${hidden}`;
    await rig.ctx
      .sql`insert into post_hashtags (hashtag, post_id) values ('tea', ${shown}), ('tea', ${hidden})`;
    for (const path of ["/", "/tags/Tea"]) {
      const text = await (await pages.request(path)).text();
      expect(text).toContain("<p>Front</p>");
      expect(text).not.toContain("Behind");
    }
  });
});
