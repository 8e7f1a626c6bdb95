import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ApiRig, createApiRig } from "../api/rig.ts";
import { type Browser, openBrowser, type Page } from "./browser.ts";
import { createPasskey, type SoftwarePasskey } from "./software-passkey.ts";

let rig: ApiRig;
const password = "a long enough password";
const here = "/settings/security";
beforeAll(async () => {
  rig = await createApiRig({ RATE_LIMIT: "0" });
}, 60_000);
afterAll(() => rig.close());
beforeEach(() => rig.ctx.sql`delete from attempts`);

async function signedIn(name: string): Promise<Browser> {
  const browser = openBrowser(rig.origin);
  const page = await browser.send("/auth/sign_in", { name, password, next: here });
  expect(page.location).toBe(here);
  return browser;
}

function secretIn(page: Page): string {
  const text = /Key: <code>([A-Z2-7 ]+)<\/code>/.exec(page.text)?.[1] ?? "";
  return text.replaceAll(" ", "");
}

function digits(secret: string, halfMinutesFromNow = 0): string {
  const timestamp = Date.now() + halfMinutesFromNow * 30_000;
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
}

const codesIn = ({ text }: Page) =>
  [...text.matchAll(/<code>([a-z2-9]{4}(?:-[a-z2-9]{4}){3})<\/code>/g)].map(([, code = ""]) => code);

/** An account with an authenticator, as if its first digits had been entered long ago. */
async function withAuthenticator(name: string) {
  await rig.person(name);
  const browser = await signedIn(name);
  const setUp = await browser.send(`${here}/authenticator/start`, { current: password });
  const secret = secretIn(setUp);
  const done = await browser.send(`${here}/authenticator/confirm`, { code: digits(secret) });
  await rig.ctx.sql`update authenticators set last_step = 0 where secret = ${secret}`;
  return { browser, setUp, secret, done, codes: codesIn(done) };
}

async function firstStep(name: string): Promise<Browser> {
  const browser = openBrowser(rig.origin);
  const page = await browser.send("/auth/sign_in", { name, password, next: here });
  expect(page).toMatchObject({
    status: 303,
    location: `/auth/second_factor?next=${encodeURIComponent(here)}`,
  });
  expect(browser.cookie("session")).toBeUndefined();
  return browser;
}

const enter = (browser: Browser, code: string) => browser.send("/auth/second_factor", { code, next: here });

describe("an authenticator app", () => {
  it("is set up with a picture, and counts once its digits have been entered", async () => {
    await rig.person("ana");
    const browser = await signedIn("ana");
    expect((await browser.send(`${here}/authenticator/start`, { current: "wrong" })).status).toBe(422);
    const setUp = await browser.send(`${here}/authenticator/start`, { current: password });
    expect(setUp.text).toContain("<svg");
    expect(setUp.text).not.toContain("<script");
    expect(setUp.headers.get("cache-control")).toBe("no-store");
    const secret = secretIn(setUp);
    expect(secret).toHaveLength(32);
    await signedIn("ana");
    const wrong = await browser.send(`${here}/authenticator/confirm`, { code: "000000" });
    expect(wrong.status).toBe(422);
    expect(secretIn(wrong)).toBe(secret);
    const done = await browser.send(`${here}/authenticator/confirm`, { code: digits(secret) });
    expect(codesIn(done)).toHaveLength(10);
    await firstStep("ana");
    const rows = await rig.ctx.sql`select * from recovery_codes`;
    for (const code of codesIn(done)) expect(JSON.stringify(rows)).not.toContain(code.replaceAll("-", ""));
  });

  it("lets in with the digits of now, which work once", async () => {
    const { secret } = await withAuthenticator("ben");
    const code = digits(secret);
    const browser = await firstStep("ben");
    expect(await enter(browser, "123456")).toMatchObject({ status: 422 });
    expect(await enter(browser, ` ${code.slice(0, 3)} ${code.slice(3)} `)).toMatchObject({
      status: 303,
      location: here,
    });
    expect((await browser.get(here)).status).toBe(200);
    const other = await firstStep("ben");
    expect((await enter(other, code)).status).toBe(422);
    expect((await enter(other, digits(secret, -1))).status).toBe(422);
    expect((await enter(other, digits(secret, 1))).status).toBe(303);
  });

  it("lets one of two in who have seen the same digits", async () => {
    const { secret } = await withAuthenticator("cleo");
    const both = await Promise.all([firstStep("cleo"), firstStep("cleo")]);
    const code = digits(secret);
    const pages = await Promise.all(both.map((browser) => enter(browser, code)));
    expect(pages.map(({ status }) => status).toSorted()).toEqual([303, 422]);
  });

  it("does not take digits of long ago or later", async () => {
    const { secret } = await withAuthenticator("dora");
    const browser = await firstStep("dora");
    for (const at of [-4, 4, 100]) expect((await enter(browser, digits(secret, at))).status).toBe(422);
  });

  it("takes a recovery code instead, once", async () => {
    const { codes, browser: first } = await withAuthenticator("eva");
    const browser = await firstStep("eva");
    const code = codes[3] ?? "";
    expect((await enter(browser, ` ${code.toUpperCase().replaceAll("-", " ")}`)).status).toBe(303);
    expect((await first.get(here)).text).toContain("9 recovery codes left");
    const again = await firstStep("eva");
    expect((await enter(again, code)).status).toBe(422);
    const fresh = codesIn(await first.send(`${here}/recovery_codes`, { current: password }));
    expect((await enter(again, codes[4] ?? "")).status).toBe(422);
    expect((await enter(again, fresh[0] ?? "")).status).toBe(303);
  });

  it("stops who tries digits", async () => {
    const { secret } = await withAuthenticator("fay");
    const browser = await firstStep("fay");
    for (let times = 0; times < 6; times++) expect((await enter(browser, "000000")).status).toBe(422);
    expect((await enter(browser, digits(secret, 1))).status).toBe(429);
    // Another first step does not begin the count anew.
    expect((await enter(await firstStep("fay"), digits(secret, 1))).status).toBe(429);
  });

  it("is asked for only after the password, and is over after one use", async () => {
    const { secret } = await withAuthenticator("gil");
    const stranger = openBrowser(rig.origin);
    expect((await enter(stranger, digits(secret))).text).toContain("Begin again");
    expect((await stranger.get("/auth/second_factor")).location).toBe("/auth/sign_in");
    const browser = await firstStep("gil");
    const step = browser.cookie("sign-in") ?? "";
    await enter(browser, digits(secret));
    const copy = openBrowser(rig.origin);
    copy.setCookie("sign-in", step);
    expect((await enter(copy, digits(secret, 1))).text).toContain("Begin again");
  });

  it("is removed by who has the password", async () => {
    const { browser } = await withAuthenticator("hal");
    expect((await browser.send(`${here}/authenticator/remove`, { current: "wrong" })).status).toBe(422);
    await firstStep("hal");
    expect((await browser.send(`${here}/authenticator/remove`, { current: password })).status).toBe(303);
    await signedIn("hal");
    expect(
      await rig.ctx.sql`select from recovery_codes r join accounts a on a.id = r.account_id
      where a.username = 'hal'`,
    ).toHaveLength(0);
  });
});

describe("a passkey", () => {
  const json = ({ text }: Page) => JSON.parse(text);

  async function register(name: string, passkey: SoftwarePasskey, changes = {}): Promise<Page> {
    const browser = await signedIn(name);
    const options = json(await browser.ask(`${here}/passkeys/options`, { current: password }));
    return browser.ask(`${here}/passkeys`, { name: "My phone", response: passkey.create(options, changes) });
  }

  async function signInWith(passkey: SoftwarePasskey, changes = {}) {
    const browser = openBrowser(rig.origin);
    const options = json(await browser.ask("/auth/passkey/options", {}));
    const response = passkey.get(options, changes);
    const page = await browser.ask("/auth/passkey", { response, next: here });
    return { browser, page, response };
  }

  it("is added by who has the password, and signs in alone", async () => {
    await withAuthenticator("ida");
    await rig.ctx.sql`delete from authenticators`;
    const passkey = createPasskey(rig.origin);
    const browser = await signedIn("ida");
    expect((await browser.ask(`${here}/passkeys/options`, { current: "wrong" })).status).toBe(422);
    expect(json(await register("ida", passkey))).toEqual({ next: `${here}?saved=passkey` });
    expect((await browser.get(here)).text).toContain("My phone");
    const { browser: signed, page } = await signInWith(passkey);
    expect(json(page)).toEqual({ next: here });
    expect((await signed.get(here)).text).toContain("Security");
  });

  it("takes the place of both factors", async () => {
    const { browser } = await withAuthenticator("jim");
    const passkey = createPasskey(rig.origin);
    const options = json(await browser.ask(`${here}/passkeys/options`, { current: password }));
    await browser.ask(`${here}/passkeys`, { name: "", response: passkey.create(options) });
    const { page } = await signInWith(passkey);
    expect(page.status).toBe(200);
  });

  it("is refused with another challenge, origin or key, without its owner, and a second time", async () => {
    await rig.person("kay");
    const passkey = createPasskey(rig.origin);
    await register("kay", passkey);
    for (const changes of [
      { challenge: "AAAA" },
      { origin: "https://evil.example" },
      { isVerified: false },
    ]) {
      const { page, browser } = await signInWith(passkey, changes);
      expect(page.status, JSON.stringify(changes)).toBe(422);
      expect(browser.cookie("session")).toBeUndefined();
    }
    expect((await signInWith(createPasskey(rig.origin))).page.status).toBe(422);
    const { browser, page, response } = await signInWith(passkey);
    expect(page.status).toBe(200);
    expect((await browser.ask("/auth/passkey", { response, next: here })).status).toBe(422);
    for (const nonsense of [null, {}, { id: 1 }, { ...response, response: null }]) {
      await browser.ask("/auth/passkey/options", {});
      expect((await browser.ask("/auth/passkey", { response: nonsense })).status).toBe(422);
    }
  });

  it("that has been copied is found out by its counter", async () => {
    await rig.person("lea");
    const passkey = createPasskey(rig.origin);
    await register("lea", passkey);
    expect((await signInWith(passkey, { counter: 10 })).page.status).toBe(200);
    expect((await signInWith(passkey, { counter: 10 })).page.status).toBe(422);
    expect((await signInWith(passkey, { counter: 11 })).page.status).toBe(200);
  });

  it("is not added with another origin, without its owner, or twice", async () => {
    await rig.person("max");
    const passkey = createPasskey(rig.origin);
    expect((await register("max", passkey, { origin: "https://evil.example" })).status).toBe(422);
    expect((await register("max", passkey, { isVerified: false })).status).toBe(422);
    expect((await register("max", passkey)).status).toBe(200);
    expect((await register("max", passkey)).status).toBe(422);
  });

  it("is added to the account that asked for it", async () => {
    await rig.person("nia");
    await rig.person("oda");
    const nia = await signedIn("nia");
    const oda = await signedIn("oda");
    const options = json(await nia.ask(`${here}/passkeys/options`, { current: password }));
    oda.setCookie("sign-in", nia.cookie("sign-in") ?? "");
    const response = createPasskey(rig.origin).create(options);
    expect((await oda.ask(`${here}/passkeys`, { name: "x", response })).status).toBe(422);
  });

  it("is removed by who has the password, and signs nobody in any more", async () => {
    await rig.person("pia");
    const passkey = createPasskey(rig.origin);
    await register("pia", passkey);
    const browser = await signedIn("pia");
    const id = /passkeys\/([0-9a-f-]{36})\/remove/.exec((await browser.get(here)).text)?.[1];
    expect((await browser.send(`${here}/passkeys/${id}/remove`, { current: "wrong" })).status).toBe(422);
    expect((await browser.send(`${here}/passkeys/${id}/remove`, { current: password })).status).toBe(303);
    expect((await signInWith(passkey)).page.status).toBe(422);
  });

  it("needs a script of the node, on these pages alone", async () => {
    const browser = openBrowser(rig.origin);
    const page = await browser.get("/auth/sign_in");
    expect(page.text).toContain('<script src="/ui/passkeys.js" defer>');
    expect(page.headers.get("content-security-policy")).toContain("script-src 'self'; connect-src 'self'");
    expect((await browser.get("/")).headers.get("content-security-policy")).not.toContain("script-src");
    const script = await browser.get("/ui/passkeys.js");
    expect(script.headers.get("content-type")).toContain("text/javascript");
    expect(() => new Function(script.text)).not.toThrow();
  });
});
