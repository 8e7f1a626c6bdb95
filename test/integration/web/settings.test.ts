import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addAlias } from "#server/accounts/aliases.ts";
import { readAccount } from "#server/accounts/list.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";
import { type Browser, openBrowser, type Page } from "../sign-in/browser.ts";

let rig: ApiRig;
let host: string;
const password = "a long enough password";
beforeAll(async () => {
  rig = await createApiRig();
  host = new URL(rig.origin).host;
}, 60_000);
afterAll(() => rig.close());
beforeEach(() => rig.ctx.sql`delete from attempts`);

type InBrowser = Person & { browser: Browser };

async function signedIn(username: string, options: Parameters<ApiRig["person"]>[1] = {}): Promise<InBrowser> {
  const person = await rig.person(username, options);
  const browser = openBrowser(rig.origin);
  await browser.send("/auth/sign_in", { name: username, password, next: "/settings" });
  return { ...person, browser };
}

/** What is chosen in each list of a page, and what is ticked. */
function chosenIn({ text }: Page): Record<string, string | boolean> {
  const lists = [...text.matchAll(/<select id="(\w+)".*?<\/select>/gs)].map(([list, name = ""]) => [
    name,
    /value="([^"]*)" selected/.exec(list)?.[1] ?? "none",
  ]);
  const ticks = [...text.matchAll(/<input id="(\w+)"[^>]*type="checkbox"[^>]*>/g)].map(
    ([tick, name = ""]) => [name, tick.includes(" checked")],
  );
  return Object.fromEntries([...lists, ...ticks]);
}

const account = async (id: string) => {
  const view = await readAccount(rig.ctx, id);
  if (view === null) throw new Error("no such account");
  return view;
};

const pages = ["preferences", "aliases", "migration", "delete"].map((name) => `/settings/${name}`);

describe("the pages of settings", () => {
  it("lead to each other, and to signing in who is not", async () => {
    const { browser } = await signedIn("nia");
    expect(await browser.get("/settings")).toMatchObject({ status: 303, location: "/settings/preferences" });
    for (const path of pages) {
      expect(await openBrowser(rig.origin).get(path)).toMatchObject({
        status: 303,
        location: `/auth/sign_in?next=${encodeURIComponent(path)}`,
      });
    }
    const all = [...pages, "/settings/security", "/settings/export", "/settings/import"];
    for (const path of all) {
      const page = await browser.get(path);
      expect(page.status, path).toBe(200);
      expect(page.text).toContain(`href="${path}" aria-current="page"`);
      expect(page.text, path).toContain('<a href="/settings">Settings</a>');
      expect(page.text, path).not.toContain("/auth/sign_in");
      for (const other of [...all, "/decisions", "/my/reports"])
        expect(page.text, path).toContain(`href="${other}"`);
      expect(page.headers.get("cache-control")).toBe("no-store");
    }
    expect((await browser.get("/app")).text).toContain('href="/settings"');
  });

  it("lead moderators to their desk", async () => {
    const toDesk = async (username: string, role: "moderator" | "member") =>
      (await (await signedIn(username, { role })).browser.get("/settings/preferences")).text.includes(
        'href="/desk"',
      );
    expect(await toDesk("mod1", "moderator")).toBe(true);
    expect(await toDesk("mem1", "member")).toBe(false);
  });

  it("take no form that another site sends, nor one of a stranger", async () => {
    const { id, browser } = await signedIn("olga");
    const form = { current: password, query: "nia", target: "nia", visibility: "followers" };
    for (const path of [...pages, "/settings/aliases/remove"]) {
      const foreign = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
      expect((await browser.send(path, form, foreign)).status, path).toBe(403);
      expect(await openBrowser(rig.origin).send(path, form), path).toMatchObject({
        status: 303,
        location: `/auth/sign_in?next=${encodeURIComponent(path)}`,
      });
      expect((await browser.send(path, { current: "x".repeat(100_000) })).status, path).toBe(413);
    }
    expect(await account(id)).toMatchObject({ state: "active", aliases: [], movedTo: null });
  });
});

describe("preferences", () => {
  it("are shown as they are, and kept as they are chosen", async () => {
    const { browser, ...ana } = await signedIn("ana");
    expect(chosenIn(await browser.get("/settings/preferences"))).toEqual({
      visibility: "",
      quote_policy: "public",
      language: "",
      media_display: "default",
      sensitive: false,
      opens_warnings: false,
      plays_motion: false,
    });
    const sent = await browser.send("/settings/preferences", {
      visibility: "followers",
      quote_policy: "nobody",
      language: "de",
      media_display: "hide_all",
      sensitive: "yes",
      plays_motion: "yes",
    });
    expect(sent).toMatchObject({ status: 303, location: "/settings/preferences?saved" });
    const page = await browser.get("/settings/preferences?saved");
    expect(page.text).toContain("Your preferences are saved.");
    expect(chosenIn(page)).toEqual({
      visibility: "followers",
      quote_policy: "nobody",
      language: "de",
      media_display: "hide_all",
      sensitive: true,
      opens_warnings: false,
      plays_motion: true,
    });
    expect((await ana.get("/api/v1/preferences")).body).toEqual({
      "posting:default:visibility": "private",
      "posting:default:sensitive": true,
      "posting:default:language": "de",
      "posting:default:quote_policy": "nobody",
      "reading:expand:media": "hide_all",
      "reading:expand:spoilers": false,
      "reading:autoplay:gifs": true,
    });
    expect((await ana.post("/api/v1/statuses", { status: "For those I know" })).body).toMatchObject({
      visibility: "private",
      language: "de",
    });
  });

  it("may have a language that an app has set, and none that is no language", async () => {
    const { browser, ...bo } = await signedIn("bo");
    await bo.patch("/api/v1/accounts/update_credentials", { source: { language: "pt-BR" } });
    expect(chosenIn(await browser.get("/settings/preferences"))).toMatchObject({ language: "pt-BR" });
    const wrong = await browser.send("/settings/preferences", { language: "<b>", quote_policy: "elves" });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain("Choose one of these.");
    expect(chosenIn(wrong)).toMatchObject({ language: "pt-BR", quote_policy: "public" });
    expect((await bo.get("/api/v1/preferences")).body["posting:default:language"]).toBe("pt-BR");
  });
});

describe("aliases", () => {
  it("are named by their addresses, listed and taken back", async () => {
    const { id, browser } = await signedIn("cleo");
    const old = await rig.person("cleo_old");
    const iri = rig.ctx.uris.account(old.id);
    expect(await browser.send("/settings/aliases", { query: ` @cleo_old@${host} ` })).toMatchObject({
      status: 303,
      location: "/settings/aliases?saved=added",
    });
    expect((await account(id)).aliases).toEqual([iri]);
    const page = await browser.get("/settings/aliases");
    expect(page.text).toContain(`>@cleo_old@${host}</a>`);
    expect(page.text).toContain(`aria-label="Remove @cleo_old@${host}"`);
    expect((await browser.send("/settings/aliases/remove", { alias: iri })).status).toBe(303);
    expect((await account(id)).aliases).toEqual([]);
    expect((await browser.get("/settings/aliases")).text).toContain("Nothing yet.");
  });

  it("are somebody else's accounts that there are", async () => {
    const { id, browser } = await signedIn("dora");
    for (const [query, said] of [
      ["", "There is no such account."],
      ['nobody"><script>', "There is no such account."],
      ["x".repeat(5_000), "There is no such account."],
      ["@dora", "This is the account you are signed in with."],
    ] as const) {
      const page = await browser.send("/settings/aliases", { query });
      expect(page.status, query).toBe(422);
      expect(page.text).toContain(said);
      expect(page.text).not.toContain("<script>");
    }
    expect((await account(id)).aliases).toEqual([]);
  });
});

describe("a move", () => {
  it("takes the followers to an account that names this one, after the password", async () => {
    const { browser, ...eve } = await signedIn("eve");
    const [next, fan] = [await rig.person("eve_next"), await rig.person("fan")];
    await rig.follow(fan, eve);
    const target = `@eve_next@${host}`;

    const wrong = await browser.send("/settings/migration", { target, current: "not my password" });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain("This is not your password.");
    expect(wrong.text).toContain(`value="${target}"`);

    const unnamed = await browser.send("/settings/migration", { target, current: password });
    expect(unnamed.status).toBe(422);
    expect(unnamed.text).toContain(`does not name @eve@${host} among its aliases`);
    expect((await account(eve.id)).movedTo).toBeNull();

    await addAlias(rig.ctx, next.id, `@eve@${host}`);
    for (let times = 0; times < 2; times++)
      expect(await browser.send("/settings/migration", { target, current: password })).toMatchObject({
        status: 303,
        location: "/settings/migration",
      });
    expect((await account(eve.id)).movedTo).toBe(rig.ctx.uris.account(next.id));
    expect((await account(next.id)).counts.followers).toBe(1);
    expect((await account(eve.id)).counts.followers).toBe(0);

    const page = await browser.get("/settings/migration");
    expect(page.text).toContain("You have moved");
    expect(page.text).toContain(`>${target}</a>`);
  });

  it("goes nowhere else afterwards, to nobody unknown, and not to itself", async () => {
    const { browser, ...gus } = await signedIn("gus");
    const [first, second] = [await rig.person("gus1"), await rig.person("gus2")];
    for (const { id } of [first, second]) await addAlias(rig.ctx, id, "gus");
    const move = (target: string) => browser.send("/settings/migration", { target, current: password });
    expect((await move("@gus")).text).toContain("This is the account you are about to leave.");
    expect((await move("@nobody_at_all")).text).toContain("There is no such account.");
    expect((await move("@gus1")).status).toBe(303);
    const page = await move("@gus2");
    expect(page.status).toBe(422);
    expect(page.text).toContain("This account has moved to another one already.");
    expect((await account(gus.id)).movedTo).toBe(rig.ctx.uris.account(first.id));
  });
});

describe("deleting one's account", () => {
  it("takes the password, and leaves nobody signed in", async () => {
    const { browser, ...hal } = await signedIn("hal");
    await rig.publish(hal, "Still here");
    expect((await browser.get("/settings/delete")).text).toContain(`@hal@${host} stays taken`);
    const wrong = await browser.send("/settings/delete", { current: "not my password" });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain("This is not your password.");
    expect((await account(hal.id)).state).toBe("active");

    const page = await browser.send("/settings/delete", { current: password });
    expect(page.status).toBe(200);
    expect(page.text).toContain("Your account is deleted");
    expect(browser.cookie("session")).toBeUndefined();
    expect((await account(hal.id)).state).toBe("deleted");
    expect((await hal.get("/api/v1/accounts/verify_credentials")).status).toBe(401);
    expect((await browser.send("/auth/sign_in", { name: "hal", password, next: "/" })).status).toBe(422);
  });

  it("is not for the last owner, and not for who guesses passwords", async () => {
    const { id, browser } = await signedIn("ida", { role: "owner" });
    const page = await browser.send("/settings/delete", { current: password });
    expect(page.status).toBe(422);
    expect(page.text).toContain("You are the only owner of this node.");
    expect((await account(id)).state).toBe("active");
    expect((await browser.get("/settings/delete")).status).toBe(200);

    for (let times = 0; times < 30; times++) await browser.send("/settings/delete", { current: "a guess" });
    const { text } = await browser.send("/settings/delete", { current: password });
    expect(text).toContain("There were too many attempts.");
  });
});
