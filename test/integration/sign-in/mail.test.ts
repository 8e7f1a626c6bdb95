import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { registerApp, type TestApp } from "../api/oauth-rig.ts";
import { type ApiRig, createApiRig } from "../api/rig.ts";
import { hiddenField, openBrowser } from "./browser.ts";
import { linkIn, type MailServer, startMailServer } from "./mail-server.ts";

let rig: ApiRig;
let mail: MailServer;
let app: TestApp;
let appToken: string;
const password = "a long enough password";
const next = "quite another password";

beforeAll(async () => {
  mail = await startMailServer();
  rig = await createApiRig({
    RATE_LIMIT: "0",
    SMTP_URL: mail.url,
    MAIL_FROM: "Here <hello@here.example>",
    REGISTRATION: "open",
  });
  app = await registerApp(rig);
  const { body } = await rig.request("POST", "/oauth/token", {
    body: {
      grant_type: "client_credentials",
      client_id: app.clientId,
      client_secret: app.secret,
      scope: "read write",
    },
  });
  appToken = body.access_token;
}, 60_000);
afterAll(async () => {
  await rig.close();
  await mail.close();
});
beforeEach(() => rig.ctx.sql`delete from attempts`);

async function personWithMail(name: string) {
  const person = await rig.person(name);
  await rig.ctx.sql`update logins set email = ${`${name}@example.org`} where account_id = ${person.id}`;
  return person;
}

const signIn = async (name: string, secret: string) => {
  const browser = openBrowser(rig.origin);
  const { status } = await browser.send("/auth/sign_in", { name, password: secret, next: "/" });
  return { browser, isIn: status === 303 };
};
const join = (username: string) =>
  rig.request("POST", "/api/v1/accounts", {
    token: appToken,
    body: { username, email: `${username}@example.org`, password, agreement: true, locale: "en" },
  });
const confirm = async (path: string) => {
  const browser = openBrowser(rig.origin);
  const page = await browser.get(path);
  const token = hiddenField(page, "token");
  return token === undefined ? page : browser.send("/auth/confirmation", { token });
};

describe("a new account, where addresses are confirmed", () => {
  it("waits for the link that is mailed, with its token", async () => {
    const { status, body } = await join("ana");
    expect(status).toBe(200);
    const letter = await mail.next("ana@example.org");
    expect(letter.from).toBe("hello@here.example");
    expect(letter.text).toMatch(/^Subject: Confirm your address/m);
    expect(letter.text).toMatch(/^Content-Type: text\/plain/m);
    expect(letter.text).toContain("Hello ana,");

    const call = () => rig.request("GET", "/api/v1/timelines/home", { token: body.access_token });
    const check = () => rig.request("GET", "/api/v1/emails/check_confirmation", { token: body.access_token });
    expect(await call()).toMatchObject({
      status: 403,
      body: { error: "Your login is missing a confirmed e-mail address" },
    });
    expect((await check()).body).toBe(false);
    expect((await signIn("ana", password)).isIn).toBe(false);

    // A program that looks into mail opens links; that alone confirms nothing.
    const link = linkIn(letter);
    await openBrowser(rig.origin).get(link);
    expect((await check()).body).toBe(false);
    expect((await confirm(link)).status).toBe(200);
    expect((await check()).body).toBe(true);
    expect((await call()).status).toBe(200);
    expect((await signIn("ana", password)).isIn).toBe(true);
    expect((await confirm(link)).status).toBe(404);
  });

  it("gets the link again, to another address when its app says so", async () => {
    const { body } = await join("ben");
    const first = await mail.next("ben@example.org");
    const again = (token: string, fields: object = {}) =>
      rig.request("POST", "/api/v1/emails/confirmations", { token, body: fields });
    expect(await again(body.access_token)).toMatchObject({ status: 200, body: {} });
    const second = await mail.next("ben@example.org");
    expect((await confirm(linkIn(first))).status).toBe(404);
    expect((await again(body.access_token, { email: "not an address" })).body).toMatchObject({
      details: { email: [{ error: "ERR_INVALID", description: "is invalid" }] },
    });
    expect((await again(body.access_token, { email: "ben@other.example" })).status).toBe(200);
    const third = await mail.next("ben@other.example");
    expect((await confirm(linkIn(second))).status).toBe(404);
    expect((await confirm(linkIn(third))).status).toBe(200);
    expect(await again(body.access_token)).toMatchObject({
      status: 403,
      body: { error: "This method is only available while the e-mail is awaiting confirmation" },
    });
    expect((await again(appToken)).status).toBe(422);
  });

  it("gets it again only by the app that it was made with", async () => {
    await join("cleo");
    await mail.next("cleo@example.org");
    const [row] = await rig.ctx.sql<{ id: string }[]>`select id from accounts where username = 'cleo'`;
    const foreign = await rig.token(row?.id ?? "", ["write"]);
    expect(
      await rig.request("POST", "/api/v1/emails/confirmations", { token: foreign, body: {} }),
    ).toMatchObject({
      status: 403,
      body: { error: "This method is only available to the application the user originally signed-up with" },
    });
  });

  it("can be made on a page, and gets the link again there; strangers learn nothing", async () => {
    const browser = openBrowser(rig.origin);
    const joined = await browser.send("/join", { username: "dora", email: "Dora@Example.org", password });
    expect(joined.text).toContain("Dora@Example.org");
    expect(browser.cookie("session")).toBeUndefined();
    await mail.next("dora@example.org");
    const asked = await browser.send("/auth/confirmation/new", { email: "dora@example.org" });
    const unknown = await browser.send("/auth/confirmation/new", { email: "nobody@example.org" });
    expect(unknown.text).toBe(asked.text);
    expect((await confirm(linkIn(await mail.next("dora@example.org")))).status).toBe(200);
    expect((await browser.send("/join", { username: "dot", password })).text).toContain(
      "Enter your e-mail address.",
    );
  });
});

describe("a forgotten password", () => {
  it("is replaced by a mailed link, once, and signs everybody out", async () => {
    const eva = await personWithMail("eva");
    const { browser: elsewhere } = await signIn("eva", password);
    const browser = openBrowser(rig.origin);
    expect((await browser.send("/auth/password", { email: " EVA@example.org" })).status).toBe(200);
    const link = linkIn(await mail.next("eva@example.org"));
    const page = await browser.get(link);
    expect(page.headers.get("referrer-policy")).toBe("same-origin");
    expect(page.headers.get("cache-control")).toBe("no-store");
    const token = hiddenField(page, "token") ?? "";
    const set = (secret: string) => browser.send("/auth/password/edit", { token, password: secret });
    expect((await set("short")).status).toBe(422);
    expect((await set(next)).status).toBe(200);
    expect((await set("a third long password")).status).toBe(404);
    expect((await signIn("eva", password)).isIn).toBe(false);
    expect((await signIn("eva", next)).isIn).toBe(true);
    expect((await elsewhere.get("/settings/security")).status).toBe(303);
    expect((await eva.get("/api/v1/timelines/home")).status).toBe(401);
    expect((await mail.next("eva@example.org")).text).toContain("your password was changed");
  });

  it("is not told to strangers, whose address exists or not", async () => {
    await personWithMail("fay");
    const ask = (email: string) => openBrowser(rig.origin).send("/auth/password", { email });
    const [known, unknown] = [await ask("fay@example.org"), await ask("nobody@example.org")];
    expect(unknown).toMatchObject({ status: known.status, text: known.text });
    await mail.next("fay@example.org");
    await rig.node.settle();
    expect(mail.letters).toHaveLength(0);
  });

  it("is not mailed more often than anybody needs", async () => {
    await personWithMail("gil");
    const ask = () => openBrowser(rig.origin).send("/auth/password", { email: "gil@example.org" });
    for (let times = 0; times < 6; times++) expect((await ask()).status).toBe(200);
    expect((await ask()).status).toBe(429);
    for (let times = 0; times < 3; times++) await rig.node.settle();
    mail.letters.length = 0;
  });

  it("has a link that ends by time, by a newer one, and is kept as a hash", async () => {
    await personWithMail("hal");
    const browser = openBrowser(rig.origin);
    await browser.send("/auth/password", { email: "hal@example.org" });
    const first = linkIn(await mail.next("hal@example.org"));
    const rows = await rig.ctx.sql`select * from mailed_links`;
    expect(JSON.stringify(rows)).not.toContain(new URL(first, rig.origin).searchParams.get("token"));
    await browser.send("/auth/password", { email: "hal@example.org" });
    const second = linkIn(await mail.next("hal@example.org"));
    expect((await browser.get(first)).status).toBe(404);
    expect((await browser.get(second)).status).toBe(200);
    await rig.ctx.sql`update mailed_links set expires_at = now() - interval '1 second'`;
    expect((await browser.get(second)).status).toBe(404);
    // A link for one thing does nothing else.
    expect((await browser.get(second.replace("password/edit", "confirmation"))).status).toBe(404);
  });
});

describe("an account's own password and address", () => {
  it("end, when the password is another, what was begun with the one before", async () => {
    await personWithMail("joy");
    const { browser: thief } = await signIn("joy", password);
    await thief.send("/settings/security/email", { email: "joy@thief.example", current: password });
    const taken = linkIn(await mail.next("joy@thief.example"));
    const browser = openBrowser(rig.origin);
    await browser.send("/auth/password", { email: "joy@example.org" });
    const token = hiddenField(await browser.get(linkIn(await mail.next("joy@example.org"))), "token") ?? "";
    expect((await browser.send("/auth/password/edit", { token, password: next })).status).toBe(200);
    expect((await confirm(taken)).status).toBe(404);
    await mail.next("joy@example.org");

    const { browser: own } = await signIn("joy", next);
    await own.send("/settings/security/email", { email: "joy@thief.example", current: next });
    const again = linkIn(await mail.next("joy@thief.example"));
    await own.send("/settings/security/password", { current: next, password });
    expect((await confirm(again)).status).toBe(404);
    await mail.next("joy@example.org");
  });

  it("are changed by who has the password, and others are signed out or told", async () => {
    await personWithMail("ida");
    const { browser } = await signIn("ida", password);
    const { browser: other } = await signIn("ida", password);
    const change = (fields: Record<string, string>) => browser.send("/settings/security/password", fields);
    const wrong = await change({ current: "wrong", password: next });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toMatch(/id="password-current"[^>]*aria-invalid="true"/s);
    expect((await change({ current: password, password: "short" })).text).toContain(
      "Use at least 10 characters.",
    );
    expect((await change({ current: password, password: next })).status).toBe(303);
    expect((await browser.get("/settings/security")).status).toBe(200);
    expect((await other.get("/settings/security")).status).toBe(303);
    expect((await mail.next("ida@example.org")).text).toContain("your password was changed");

    const move = (email: string) => browser.send("/settings/security/email", { email, current: next });
    expect((await move("fay@example.org")).text).toContain("Another account has this address.");
    expect((await move("ida@new.example")).status).toBe(303);
    expect((await browser.get("/settings/security")).text).toContain("ida@example.org");
    expect((await confirm(linkIn(await mail.next("ida@new.example")))).status).toBe(200);
    expect((await mail.next("ida@example.org")).text).toContain("another e-mail address");
    expect((await browser.get("/settings/security")).text).toContain("ida@new.example");
  });
});

describe("somebody about whom something was decided", () => {
  it("has a letter about it, and about their appeal, in their language", async () => {
    const [mo, max] = [await rig.person("mo", { role: "moderator" }), await personWithMail("max")];
    const other = await rig.person("mia", { role: "moderator" });
    await max.patch("/api/v1/accounts/update_credentials", { source: { language: "de" } });
    const subject = { kind: "account", id: max.id };
    const given = { kind: "limit", subject, category: "spam", text: "Keine Werbung." };
    const { body } = await mo.post("/api/folkmoot/v1/actions", given);
    const letter = await mail.next("max@example.org");
    expect(letter.text).toMatch(/^Subject: Eine Nachricht der Moderation/m);
    expect(letter.text).toContain("Hallo max,");
    expect(letter.text).toContain("hat dein Konto eingeschränkt");
    expect(letter.text).toContain("Keine Werbung.");
    expect(letter.text).toContain(`/decisions/${body.id}`);
    await max.post(`/api/folkmoot/v1/decisions/${body.id}/appeal`, { text: "War keine" });
    const [appeal] = (await other.get("/api/folkmoot/v1/appeals")).body;
    const answer = { granted: true, answer: "Stimmt." };
    expect((await other.post(`/api/folkmoot/v1/appeals/${appeal.id}/answer`, answer)).status).toBe(200);
    const second = await mail.next("max@example.org");
    expect(second.text).toContain("zurückgenommen");
    expect(second.text).toContain("Stimmt.");
  });
});

describe("a mail server that is away", () => {
  it("keeps nobody waiting; the letter waits for it", async () => {
    await personWithMail("jim");
    mail.refuse("451 busy");
    const browser = openBrowser(rig.origin);
    const started = performance.now();
    expect((await browser.send("/auth/password", { email: "jim@example.org" })).status).toBe(200);
    expect(performance.now() - started).toBeLessThan(5_000);
    const waiting = async () => (await rig.node.queue.stats()).mail;
    for (let tries = 0; tries < 200 && (await waiting()).delayed === 0; tries++)
      await new Promise((resolve) => setTimeout(resolve, 25));
    expect(await waiting()).toMatchObject({ delayed: 1, failed: 0 });
    mail.refuse(null);
  });

  it("that refuses a letter for good is not asked again", async () => {
    await personWithMail("kay");
    mail.refuse("550 no such mailbox");
    await openBrowser(rig.origin).send("/auth/password", { email: "kay@example.org" });
    const failed = async () => (await rig.node.queue.stats()).mail.failed;
    for (let tries = 0; tries < 200 && (await failed()) === 0; tries++)
      await new Promise((resolve) => setTimeout(resolve, 25));
    expect(await failed()).toBe(1);
    mail.refuse(null);
  });
});
