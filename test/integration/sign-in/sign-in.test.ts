import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { signIn as enter } from "#server/sessions/sign-in.ts";
import { type ApiRig, createApiRig } from "../api/rig.ts";
import { openBrowser } from "./browser.ts";

let rig: ApiRig;
const password = "a long enough password";
beforeAll(async () => {
  rig = await createApiRig({ RATE_LIMIT: "0" });
  const ana = await rig.person("ana");
  await rig.ctx.sql`update logins set email = 'ana@example.org' where account_id = ${ana.id}`;
}, 60_000);
afterAll(() => rig.close());
beforeEach(() => rig.ctx.sql`delete from attempts`);

const signIn = (
  browser: ReturnType<typeof openBrowser>,
  name: string,
  secret = password,
  next = "/settings/security",
) => browser.send("/auth/sign_in", { name, password: secret, next });

describe("signing in", () => {
  it("takes a username, a handle, or an e-mail address, in any letters", async () => {
    const host = new URL(rig.origin).host;
    for (const name of ["ana", "ANA", "@ana", ` ana@${host} `, "Ana@Example.org"]) {
      const browser = openBrowser(rig.origin);
      expect(await signIn(browser, name), name).toMatchObject({
        status: 303,
        location: "/settings/security",
      });
      expect((await browser.get("/settings/security")).status).toBe(200);
    }
  });

  it("gives a cookie that scripts and other sites do not get, of which only the hash is kept", async () => {
    const browser = openBrowser(rig.origin);
    const page = await signIn(browser, "ana");
    const cookie = page.headers.getSetCookie().find((each) => each.includes("session"));
    expect(cookie).toMatch(/=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/);
    const rows = await rig.ctx.sql`select * from sessions`;
    expect(JSON.stringify(rows)).not.toContain(browser.cookie("session"));
  });

  it("makes a new session each time, and none of one that was put into the browser", async () => {
    const browser = openBrowser(rig.origin);
    browser.setCookie("session", "planted");
    await signIn(browser, "ana");
    const first = browser.cookie("session");
    expect(first).not.toBe("planted");
    await signIn(browser, "ana");
    expect(browser.cookie("session")).not.toBe(first);
    const former = openBrowser(rig.origin);
    former.setCookie("session", first ?? "");
    expect((await former.get("/settings/security")).status).toBe(303);
  });

  it("says the same of a name that nobody has and of a wrong password, and is as slow", async () => {
    const time = async (name: string) => {
      const started = performance.now();
      const page = await signIn(openBrowser(rig.origin), name, "another long password");
      return {
        text: page.text.replace(/value="(ana|nobody)"/, ""),
        status: page.status,
        ms: performance.now() - started,
      };
    };
    const [known, unknown] = [await time("ana"), await time("nobody")];
    expect(known.status).toBe(422);
    expect(unknown).toMatchObject({ status: 422, text: known.text });
    expect(known.text).toContain('role="alert"');
    expect(known.text).not.toContain("another long password");
    expect(unknown.ms).toBeGreaterThan(known.ms / 5);
  });

  it("leads only to pages of the node", async () => {
    const outside = [
      "https://evil.example/",
      "//evil.example/",
      "/\\evil.example",
      "/\t/evil.example",
      "javascript:alert(1)",
      "\\\\evil.example",
      "evil",
      "",
    ];
    for (const next of outside)
      expect((await signIn(openBrowser(rig.origin), "ana", password, next)).location, next).toBe("/");
    for (const next of outside) {
      const browser = openBrowser(rig.origin);
      await signIn(browser, "ana");
      const page = await browser.get(`/auth/sign_in?next=${encodeURIComponent(next)}`);
      expect(page.location, next).toBe("/");
    }
  });

  it("is not done by a form of another site, nor framed by one", async () => {
    const browser = openBrowser(rig.origin);
    const page = await browser.send(
      "/auth/sign_in",
      { name: "ana", password },
      { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
    );
    expect(page.status).toBe(403);
    expect(browser.cookie("session")).toBeUndefined();
    const { headers } = await browser.get("/auth/sign_in");
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("cache-control")).toBe("no-store");
  });

  it("tells who has the password, and nobody else, what stands in the way", async () => {
    const { id } = await rig.person("bob");
    for (const [change, words] of [
      ["update logins set disabled_at = now()", "disabled"],
      ["update logins set approved_at = null", "moderator"],
      ["update logins set email_confirmed_at = null", "not confirmed"],
    ] as const) {
      await rig.ctx.sql.unsafe(`${change} where account_id = '${id}'`);
      const page = await signIn(openBrowser(rig.origin), "bob");
      expect(page.status).toBe(403);
      expect(page.text).toContain(words);
      const wrong = await signIn(openBrowser(rig.origin), "bob", "another long password");
      expect(wrong.text).not.toContain(words);
    }
  });
});

describe("a session", () => {
  it("ends by signing out, and only by a form of the node", async () => {
    const browser = openBrowser(rig.origin);
    await signIn(browser, "ana");
    const token = browser.cookie("session") ?? "";
    expect((await browser.get("/auth/sign_out")).status).toBe(200);
    expect((await browser.get("/settings/security")).status).toBe(200);
    expect((await browser.send("/auth/sign_out", {}, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    await browser.send("/auth/sign_out", {});
    expect(browser.cookie("session")).toBeUndefined();
    browser.setCookie("session", token);
    expect(await browser.get("/settings/security")).toMatchObject({
      status: 303,
      location: "/auth/sign_in?next=%2Fsettings%2Fsecurity",
    });
  });

  it("ends when its account may not be used any more, or nobody has used it for long", async () => {
    const { id } = await rig.person("cleo");
    const browser = openBrowser(rig.origin);
    await signIn(browser, "cleo");
    const isIn = async () => (await browser.get("/settings/security")).status === 200;
    expect(await isIn()).toBe(true);
    await rig.ctx.sql`update accounts set state = 'suspended' where id = ${id}`;
    expect(await isIn()).toBe(false);
    await rig.ctx.sql`update accounts set state = 'active' where id = ${id}`;
    expect(await isIn()).toBe(true);
    await rig.ctx.sql`update sessions set last_used_at = now() - interval '61 days' where account_id = ${id}`;
    expect(await isIn()).toBe(false);
  });

  it("is listed with the others, and ends from there; apps are listed and lose their access", async () => {
    const ana = await rig.person("dora");
    const [here, there] = [openBrowser(rig.origin), openBrowser(rig.origin)];
    await signIn(here, "dora");
    await signIn(there, "dora");
    const page = await here.get("/settings/security");
    expect(page.text).toContain("Firefox, Linux");
    expect(page.text).toContain("this one");
    expect(page.text).toMatch(/Test<\/strong>.*read write/s);
    expect((await here.send("/settings/security/sessions/end_others", {})).status).toBe(303);
    expect((await there.get("/settings/security")).status).toBe(303);
    expect((await here.get("/settings/security")).status).toBe(200);
    const appId = /apps\/([0-9a-f-]{36})\/revoke/.exec(page.text)?.[1];
    expect((await ana.get("/api/v1/timelines/home")).status).toBe(200);
    await here.send(`/settings/security/apps/${appId}/revoke`, {});
    expect((await ana.get("/api/v1/timelines/home")).status).toBe(401);
    expect((await here.send("/settings/security/sessions/nothing/end", {})).status).toBe(303);
  });

  it("of somebody else does not end", async () => {
    const [ana, eve] = [openBrowser(rig.origin), openBrowser(rig.origin)];
    await rig.person("eve");
    await signIn(ana, "ana");
    await signIn(eve, "eve");
    const [{ id = "" } = {}] = await rig.ctx.sql<{ id: string }[]>`
      select s.id from sessions s join accounts a on a.id = s.account_id where a.username = 'ana' order by s.id desc limit 1`;
    await eve.send(`/settings/security/sessions/${id}/end`, {});
    expect((await ana.get("/settings/security")).status).toBe(200);
  });
});

describe("many wrong passwords", () => {
  const attempt = (name = "ana", secret = "another long password") =>
    signIn(openBrowser(rig.origin), name, secret);
  const passTime = () => rig.ctx.sql`update attempts set blocked_until = now() - interval '1 second'`;

  it("make the next wait, longer each time, the right one too; a success forgets them", async () => {
    for (let times = 0; times < 6; times++) expect((await attempt()).status).toBe(422);
    const blocked = await attempt("ana", password);
    expect(blocked.status).toBe(429);
    const first = Number(blocked.headers.get("retry-after"));
    expect(first).toBeGreaterThan(20);
    expect(first).toBeLessThanOrEqual(30);
    await passTime();
    expect((await attempt()).status).toBe(422);
    const second = Number((await attempt("ana", password)).headers.get("retry-after"));
    expect(second).toBeGreaterThan(50);
    await passTime();
    expect((await attempt("ana", password)).status).toBe(303);
    for (let times = 0; times < 5; times++) expect((await attempt()).status).toBe(422);
  });

  it("are counted for names that nobody has, too", async () => {
    for (let times = 0; times < 6; times++) expect((await attempt("nobody")).status).toBe(422);
    expect((await attempt("nobody")).status).toBe(429);
  });

  it("are no fewer when all come at once", async () => {
    const answers = await Promise.all(Array.from({ length: 14 }, () => attempt()));
    const looked = answers.filter(({ status }) => status === 422);
    expect(looked).toHaveLength(6);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(8);
  });

  it("from everywhere stop a network that the owner never came from, and not the owner's own", async () => {
    await rig.person("uma");
    const { ctx } = rig;
    const from = (address: string, secret: string) =>
      enter(ctx, { name: "Uma", password: secret }, { headers: new Headers(), address });
    expect((await from("198.51.100.7", password)).ok).toBe(true);
    for (let n = 0; n < 31; n++) await from(`203.0.113.${n}`, "another long password");
    const stranger = await from("203.0.113.99", password);
    expect(stranger).toMatchObject({ ok: false, error: { type: "sign-in/too-many-attempts" } });
    expect((await from("198.51.100.7", password)).ok).toBe(true);
    for (let times = 0; times < 6; times++) await from("198.51.100.7", "another long password");
    expect((await from("198.51.100.7", password)).ok).toBe(false);
  });

  it("with many names from one address stop at the address", async () => {
    await rig.ctx.sql`insert into attempts (key, count, at) values ('sign-in-from:127.0.0.1', 50, now())`;
    expect((await attempt("somebody")).status).toBe(422);
    expect((await attempt("somebody-else")).status).toBe(429);
    // Signing in to an account of one's own does not wipe the address clean.
    await passTime();
    expect((await attempt("ana", password)).status).toBe(303);
    const [row] = await rig.ctx
      .sql`select count from attempts where key like 'sign-in-from:%' and count > 50`;
    expect(row).toBeDefined();
  });
});
